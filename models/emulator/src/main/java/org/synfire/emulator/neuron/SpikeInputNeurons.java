package org.synfire.emulator.neuron;

import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;

/**
 * An input of spikes: neurons that send the spikes of one sample after the other.
 *
 * <p><b>Memory:</b> on the heap, for each element of the population 4 bytes, and 4 for each spike that it can have.
 */
final class SpikeInputNeurons implements NeuronGroup {
    private static final int ELSEWHERE = -1;

    private final Schedule schedule;
    private final NetworkInput.Spikes source;
    private final ValueSink sink;
    private final int[] neuronOf;
    private final int[] spiking;
    private final int spikeWords;
    private final int mostSpikes;

    SpikeInputNeurons(
            Schedule schedule, Population population, Slice slice, NetworkInput.Spikes source, ValueSink sink) {
        this.schedule = schedule;
        this.source = source;
        this.sink = sink;
        this.mostSpikes = population.neurons().mostSpikes();
        this.spiking = new int[Math.multiplyExact(population.shape().size(), mostSpikes)];
        this.neuronOf = new int[population.shape().size()];
        this.spikeWords = Math.ceilDiv(slice.neurons(), Long.SIZE);
        Arrays.fill(neuronOf, ELSEWHERE);
        for (int i = 0; i < slice.neurons(); i++) {
            neuronOf[slice.element(population.shape(), i)] = i;
        }
    }

    @Override
    public long firstVisit() {
        return schedule.nextFirstStep(-1);
    }

    @Override
    public boolean isSignStep(long step) {
        return false;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        long sample = schedule.sentSample(step);
        if (sample < 0) {
            spikes.none();
            return schedule.nextFirstStep(step);
        }
        int stepOfSample = schedule.integratedBit(step, sample);
        spikes.clear(spikeWords, mostSpikes);
        int all = source.spikes(sample, stepOfSample, spiking);
        int plane = 0;
        for (int i = 0; i < all; i++) {
            plane = i > 0 && spiking[i] == spiking[i - 1] ? plane + 1 : 0;
            if (plane == mostSpikes) {
                throw NetworkInput.Spikes.tooMany(spiking[i], stepOfSample, mostSpikes);
            }
            int neuron = neuronOf[spiking[i]];
            if (neuron != ELSEWHERE) {
                spikes.planes()[plane][neuron / Long.SIZE] |= 1L << neuron;
            }
        }
        spikes.describePlanes(spikeWords, mostSpikes, sample, stepOfSample);
        sink.spikes(sample, stepOfSample, spikes);
        return schedule.isLast(stepOfSample, sample) ? schedule.nextFirstStep(step) : step + 1;
    }

    @Override
    public void state(StateFields fields) {}
}
