package org.synfire.emulator.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.actor.StepContext;

/**
 * Where spikes leave a core: for each set of destination cores, which neuron is which axon there. Spikes that a
 * max-pooling gate lets through leave by an output port of their own.
 */
final class OutputPort {
    /**
     * One set of destinations.
     *
     * @param route who they are
     * @param axonOf for each neuron (or gate output) its axon number at the destinations, or
     *     {@link SynapseTable#NO_AXON}
     * @param headers for each destination the packet header, slot 0
     * @param senders the neurons (or gate outputs) that have an axon number, as bits; {@code null} if nobody wants to
     *     know which of them sent
     */
    record Branch(RouteGroup route, int[] axonOf, long[] headers, long[] senders) {
        /** Words that are noted of it in a step. */
        int noteWords() {
            return 2 + (senders == null ? 0 : senders.length);
        }

        long bytes() {
            return (long) Integer.BYTES * axonOf.length
                    + (long) Long.BYTES * (headers.length + (senders == null ? 0 : senders.length));
        }
    }

    /**
     * How a branch's spikes go.
     *
     * @param runs how the axons of the near destinations are numbered; empty if all get packets
     * @param near destinations of the same worker, if they get words
     * @param inputs for each of these its input port
     * @param far indices of the other destinations
     * @param all indices of all destinations
     */
    private record Way(Branch branch, Optional<AxonRuns> runs, CoreActor[] near, int[] inputs, int[] far, int[] all) {
        static Way ofPackets(Branch branch) {
            int[] all = IntStream.range(0, branch.headers.length).toArray();
            return new Way(branch, Optional.empty(), new CoreActor[0], new int[0], all, all);
        }

        Way withWords(CoreActor[] cores, IntPredicate isNear) {
            int[] to = branch.route.to();
            Optional<AxonRuns> numbered = AxonRuns.of(branch.axonOf);
            if (numbered.isEmpty() || IntStream.of(to).noneMatch(isNear)) {
                return this;
            }
            int[] ofNear = IntStream.of(all).filter(d -> isNear.test(to[d])).toArray();
            return new Way(
                    branch,
                    numbered,
                    IntStream.of(ofNear).mapToObj(d -> cores[to[d]]).toArray(CoreActor[]::new),
                    IntStream.of(ofNear)
                            .map(d -> CoreActor.input(branch.headers[d]))
                            .toArray(),
                    IntStream.of(all).filter(d -> !isNear.test(to[d])).toArray(),
                    all);
        }

        boolean takesWords(int packets) {
            return runs.isPresent() && runs.get().isWorthwhile(packets);
        }
    }

    private final Optional<PoolingGate> gate;
    private final Way[] ways;

    /** @param gate max-pooling, where there is any */
    OutputPort(Optional<PoolingGate> gate, List<Branch> branches) {
        this.gate = gate;
        this.ways = branches.stream().map(Way::ofPackets).toArray(Way[]::new);
    }

    /** From now on spikes go to near cores as words, where axons are numbered in equal runs. */
    void connect(CoreActor[] cores, IntPredicate isNear) {
        Arrays.setAll(ways, w -> ways[w].withWords(cores, isNear));
    }

    /** Sends a step's spikes and notes how many packets went along each route, plane by plane. */
    void send(SpikeBits spikes, int spikeWords, long step, StepContext context, WorkerScratch scratch) {
        for (int plane = 0; plane < spikes.used(); plane++) {
            send(spikes, plane, spikeWords, step, context, scratch);
        }
    }

    private void send(
            SpikeBits spikes, int plane, int spikeWords, long step, StepContext context, WorkerScratch scratch) {
        long[] sent = gate.isEmpty() ? spikes.planes()[plane] : gate.get().pool(spikes, plane);
        int words = gate.isEmpty() ? spikeWords : sent.length;
        int count = gate.isEmpty() ? spikes.count(plane) : Bits.count(sent, words);
        boolean isListed = false;
        for (Way way : ways) {
            Branch branch = way.branch;
            int slot = context.wakes().slot(step + branch.route.delay());
            int packets = count;
            boolean inWords = way.takesWords(count);
            if (inWords) {
                transmitWords(way, sent, plane, count, slot, context, scratch);
            }
            int[] rest = inWords ? way.far : way.all;
            if (rest.length > 0) {
                if (!isListed) {
                    Bits.list(sent, words, scratch.spikeList());
                    isListed = true;
                }
                packets = number(branch.axonOf, scratch.spikeList(), count, scratch.payloads());
                transmit(branch, rest, packets, slot, context, scratch);
            }
            if (packets > 0) {
                scratch.noteRoute(branch.route.id(), packets, sent, branch.senders);
            }
        }
    }

    /**
     * Writes the axon numbers of those spikes that have one.
     *
     * @return how many
     */
    private static int number(int[] axonOf, int[] list, int count, long[] payloads) {
        int packets = 0;
        for (int i = 0; i < count; i++) {
            int axon = axonOf[list[i]];
            payloads[packets] = axon;
            // no branch: whether a spike has an axon there is not foreseeable, and what NO_AXON wrote is overwritten
            packets += axon >>> (Integer.SIZE - 1) ^ 1;
        }
        return packets;
    }

    private static void transmitWords(
            Way way, long[] sent, int plane, int packets, int slot, StepContext context, WorkerScratch scratch) {
        AxonRuns runs = way.runs.orElseThrow();
        runs.expand(sent, scratch.words());
        for (int d = 0; d < way.near.length; d++) {
            way.near[d].receive(way.inputs[d], slot, plane, runs, scratch.words(), packets, context.wakes());
        }
    }

    private static void transmit(
            Branch branch, int[] destinations, int packets, int slot, StepContext context, WorkerScratch scratch) {
        if (packets == 0) {
            return;
        }
        long slotBits = PacketFormat.header(0, slot);
        int[] to = branch.route.to();
        for (int d : destinations) {
            context.send(to[d], branch.headers[d] | slotBits, scratch.payloads(), 0, packets);
        }
    }
}
