package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.engine.actor.PacketFormat;

/**
 * Where one projection's packets arrive at a core: a spike bit per axon, in as many banks as the projection's delay
 * needs.
 *
 * <p><b>Memory:</b> off-heap, {@code banks * axonWords * 8} bytes; a bank belongs to one due step. Two banks are
 * Darwin3's ping-pong of weighted sums; a delay of D steps needs D + 1, rounded up to a power of two so that a slot of
 * the calendar names its bank.
 */
final class InputPort {
    private final SynapseTable table;
    private final MemorySegment[] banks;
    private final int[] arrived;
    private final boolean isSigned;

    /** @param isSigned whether a spike of the sign step counts negative */
    InputPort(SynapseTable table, MemorySegment[] banks, boolean isSigned) {
        this.table = table;
        this.banks = banks;
        this.arrived = new int[banks.length];
        this.isSigned = isSigned;
    }

    /** Banks for a delay of so many steps, 1 or more. */
    static int banksFor(int delay) {
        return Integer.highestOneBit(delay) << 1;
    }

    boolean isSigned() {
        return isSigned;
    }

    SynapseTable table() {
        return table;
    }

    void deliver(int slot, long[] packets, int from, int to) {
        int bank = slot & banks.length - 1;
        MemorySegment bits = banks[bank];
        for (int i = from; i < to; i++) {
            long axon = packets[i] & PacketFormat.MAX_PAYLOAD;
            long word = axon >>> 6;
            bits.setAtIndex(ValueLayout.JAVA_LONG, word, bits.getAtIndex(ValueLayout.JAVA_LONG, word) | 1L << axon);
        }
        arrived[bank] += to - from;
    }

    /** Takes so many packets in as words, see {@link AxonRuns#expand}. */
    void deliver(int slot, AxonRuns runs, long[] words, int packets) {
        int bank = slot & banks.length - 1;
        MemorySegment bits = banks[bank];
        int[] places = runs.words();
        for (int chunk = 0; chunk < places.length; chunk++) {
            int word = places[chunk];
            bits.setAtIndex(ValueLayout.JAVA_LONG, word, bits.getAtIndex(ValueLayout.JAVA_LONG, word) | words[chunk]);
        }
        arrived[bank] += packets;
    }

    boolean hasArrived(int slot) {
        return arrived[slot & banks.length - 1] > 0;
    }

    /**
     * Adds what is due to the sums and forgets it.
     *
     * @return synaptic operations
     */
    long integrate(int slot, StepSums sums) {
        int bank = slot & banks.length - 1;
        if (arrived[bank] == 0) {
            return 0;
        }
        arrived[bank] = 0;
        return table.integrate(banks[bank], sums);
    }
}
