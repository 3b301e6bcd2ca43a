package org.synfire.emulator.core;

import java.util.List;
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

    private final PoolingGate gate;
    private final Branch[] branches;

    /** @param gate max-pooling, or {@code null} */
    OutputPort(PoolingGate gate, List<Branch> branches) {
        this.gate = gate;
        this.branches = branches.toArray(Branch[]::new);
    }

    /** Sends a step's spikes and notes how many packets went along each route. */
    void send(SpikeBits spikes, int spikeWords, long step, StepContext context, WorkerScratch scratch) {
        int[] list = scratch.spikeList();
        long[] sent = gate == null ? spikes.words() : gate.pool(spikes);
        int count = Bits.list(sent, gate == null ? spikeWords : sent.length, list);
        for (Branch branch : branches) {
            int packets = number(branch.axonOf, list, count, scratch.payloads());
            if (packets > 0) {
                transmit(branch, packets, step, context, scratch);
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

    private static void transmit(Branch branch, int packets, long step, StepContext context, WorkerScratch scratch) {
        int slot = context.wakes().slot(step + branch.route.delay());
        long slotBits = PacketFormat.header(0, slot);
        int[] to = branch.route.to();
        for (int d = 0; d < to.length; d++) {
            context.send(to[d], branch.headers[d] | slotBits, scratch.payloads(), 0, packets);
        }
    }
}
