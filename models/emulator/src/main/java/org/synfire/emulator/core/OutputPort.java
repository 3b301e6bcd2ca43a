package org.synfire.emulator.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.actor.StepContext;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Where spikes leave a core: for each set of destination cores, which neuron is which axon there. Spikes that a
 * max-pooling gate lets through leave by an output port of their own.
 */
final class OutputPort implements Checkpointed {
    /**
     * One set of destinations.
     *
     * @param route who they are
     * @param axons the axon number of each neuron (or gate output) at the destinations
     * @param headers for each destination the packet header, slot 0
     * @param senders the neurons (or gate outputs) that have an axon number, as bits; {@code null} if nobody wants to
     *     know which of them sent
     */
    record Branch(RouteGroup route, AxonNumbers axons, long[] headers, long[] senders) {
        /** Words that are noted of it in a step. */
        int noteWords() {
            return 2 + (senders == null ? 0 : senders.length);
        }

        long bytes() {
            return (long) Integer.BYTES * axons.axonOf().length
                    + (long) Long.BYTES * (headers.length + (senders == null ? 0 : senders.length));
        }
    }

    /**
     * How a branch's spikes go as words: to cores of the same worker at once, to those of others in messages.
     *
     * @param near destinations of the same worker
     * @param messages for each other worker the number of the route to it
     * @param leaders for each other worker a core of it
     */
    private record Words(AxonRuns runs, WordRoute near, int[] messages, int[] leaders) {
        /** Sends so many spikes and gives the number of packets: of the spikes that have an axon there. */
        int send(long[] sent, int plane, int count, int slot, StepContext context, WorkerScratch scratch) {
            long[] words = scratch.words();
            runs.expand(sent, words);
            int chunks = runs.words().length;
            int packets = runs.isWhole() ? count : Bits.count(words, chunks);
            if (packets == 0) {
                return 0;
            }
            near.deliver(slot, plane, words, packets, context.wakes());
            words[chunks] = WordRoutes.lastWord(plane, packets);
            for (int m = 0; m < messages.length; m++) {
                context.sendWords(leaders[m], PacketFormat.pack(leaders[m], slot, messages[m]), words, chunks + 1);
            }
            return packets;
        }
    }

    /**
     * How a branch's spikes go.
     *
     * @param words if they can go as words
     */
    private record Way(Branch branch, Optional<Words> words) {
        Way withWords(WordRoutes routes, int worker) {
            int[] to = branch.route.to();
            int[] others = IntStream.of(to)
                    .map(routes::workerOf)
                    .filter(other -> other != worker)
                    .distinct()
                    .toArray();
            Optional<AxonRuns> numbered = branch.axons.runs();
            if (numbered.isEmpty()) {
                return this;
            }
            int[] messages = IntStream.of(others)
                    .map(other -> routes.open(routes.route(numbered.get(), branch, other)))
                    .toArray();
            if (IntStream.of(messages).anyMatch(message -> message == WordRoutes.NONE)) {
                return this;
            }
            int[] leaders = IntStream.of(others)
                    .map(other -> IntStream.of(to)
                            .filter(core -> routes.workerOf(core) == other)
                            .findFirst()
                            .orElseThrow())
                    .toArray();
            WordRoute near = routes.route(numbered.get(), branch, worker);
            return new Way(branch, Optional.of(new Words(numbered.get(), near, messages, leaders)));
        }

        boolean takesWords(int packets) {
            return words.isPresent() && words.get().runs.isWorthwhile(packets);
        }
    }

    private final Optional<PoolingGate> gate;
    private final Way[] ways;
    private long[] pooled = new long[0];

    /** @param gate max-pooling, where there is any */
    OutputPort(Optional<PoolingGate> gate, List<Branch> branches) {
        this.gate = gate;
        this.ways = branches.stream()
                .map(branch -> new Way(branch, Optional.empty()))
                .toArray(Way[]::new);
    }

    /** From now on spikes go as words, where axons are numbered in equal runs. */
    void connect(WordRoutes routes, int worker) {
        Arrays.setAll(ways, w -> ways[w].withWords(routes, worker));
    }

    boolean hasGate() {
        return gate.isPresent();
    }

    /** What the gate let through of the last spikes sent. */
    long[] pooled() {
        return pooled;
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
        pooled = sent;
        int words = gate.isEmpty() ? spikeWords : sent.length;
        int count = gate.isEmpty() ? spikes.count(plane) : Bits.count(sent, words);
        boolean isListed = false;
        for (Way way : ways) {
            Branch branch = way.branch;
            int slot = context.wakes().slot(step + branch.route.delay());
            int packets;
            if (way.takesWords(count)) {
                packets = way.words.orElseThrow().send(sent, plane, count, slot, context, scratch);
            } else {
                if (!isListed) {
                    Bits.list(sent, words, scratch.spikeList());
                    isListed = true;
                }
                packets = number(branch.axons.axonOf(), scratch.spikeList(), count, scratch.payloads());
                transmit(branch, packets, slot, context, scratch);
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

    private static void transmit(Branch branch, int packets, int slot, StepContext context, WorkerScratch scratch) {
        if (packets == 0) {
            return;
        }
        long slotBits = PacketFormat.header(0, slot);
        int[] to = branch.route.to();
        for (int d = 0; d < to.length; d++) {
            context.send(to[d], branch.headers[d] | slotBits, scratch.payloads(), 0, packets);
        }
    }

    @Override
    public void state(StateFields fields) {
        if (gate.isPresent()) {
            fields.part("gate", gate.get());
        }
    }
}
