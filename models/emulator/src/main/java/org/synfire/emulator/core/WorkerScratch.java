package org.synfire.emulator.core;

import org.synfire.emulator.neuron.NeuronScratch;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.emulator.neuron.StepSums;

/**
 * What a worker lends to the core it is visiting; nothing in it outlives the visit.
 *
 * <p><b>Threads:</b> one for each worker.
 */
final class WorkerScratch {
    private final StepSums sums;
    private final SpikePlanes planes;
    private final SpikeBits spikes;
    private final SpikeBits memberSpikes;
    private final long[] memberOutputs;
    private final long[] operations;
    private final NeuronScratch neurons;
    private final PotentialReading potentials;
    private final int[] spikeList;
    private final long[] payloads;
    private final long[] words;
    private final long[] routes;
    private int routeWords;

    /**
     * @param maxNeurons neurons of the largest core or unit of cores
     * @param maxMembers most cores of a unit
     * @param mostSpikes of a neuron in a step
     * @param maxRouteWords most words that one core notes of its routes
     */
    WorkerScratch(
            StepSums sums, SpikePlanes planes, int maxNeurons, int maxMembers, int mostSpikes, int maxRouteWords) {
        this.sums = sums;
        this.planes = planes;
        this.spikes = new SpikeBits(maxNeurons, mostSpikes);
        this.memberSpikes = new SpikeBits(maxNeurons + Long.SIZE);
        this.memberOutputs = new long[memberSpikes.words().length];
        this.operations = new long[maxMembers];
        this.neurons = NeuronScratch.of(maxNeurons);
        this.potentials = new PotentialReading(maxNeurons);
        this.spikeList = new int[maxNeurons];
        this.payloads = new long[maxNeurons];
        this.words = new long[maxNeurons + 1];
        this.routes = new long[maxRouteWords];
    }

    StepSums sums() {
        return sums;
    }

    SpikePlanes planes() {
        return planes;
    }

    SpikeBits spikes() {
        return spikes;
    }

    /** Spikes of one core of a unit; with room for a word more. */
    SpikeBits memberSpikes() {
        return memberSpikes;
    }

    /** What max-pooling lets through of one core of a unit; with room for a word more. */
    long[] memberOutputs() {
        return memberOutputs;
    }

    /** Synaptic operations of each core of a unit. */
    long[] operations() {
        return operations;
    }

    NeuronScratch neurons() {
        return neurons;
    }

    PotentialReading potentials() {
        return potentials;
    }

    int[] spikeList() {
        return spikeList;
    }

    long[] payloads() {
        return payloads;
    }

    /** A word for each chunk of {@link AxonRuns}, and one more. */
    long[] words() {
        return words;
    }

    /**
     * Notes that a route group got packets, one per spike to each of its destinations.
     *
     * @param spikes the spikes, as bits
     * @param senders which of them send along this route; {@code null} if nobody wants to know
     */
    void noteRoute(int group, int packets, long[] spikes, long[] senders) {
        int senderWords = senders == null ? 0 : senders.length;
        routes[routeWords++] = group;
        routes[routeWords++] = (long) senderWords << Integer.SIZE | packets;
        for (int w = 0; w < senderWords; w++) {
            routes[routeWords++] = spikes[w] & senders[w];
        }
    }

    long[] routes() {
        return routes;
    }

    /** Words noted since the last call. */
    int takeRouteWords() {
        int words = routeWords;
        routeWords = 0;
        return words;
    }
}
