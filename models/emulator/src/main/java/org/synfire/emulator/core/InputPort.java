package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Where one projection's packets arrive at a core: a spike bit per axon, in as many banks as the projection's delay
 * needs. Of senders that spike several times in a step a bank has as many planes: plane p has the axons of which more
 * than p packets have arrived.
 *
 * <p><b>Memory:</b> off-heap, {@code banks * planes * axonWords * 8} bytes; a bank belongs to one due step. Two banks
 * are Darwin3's ping-pong of weighted sums; a delay of D steps needs D + 1, rounded up to a power of two so that a slot
 * of the calendar names its bank.
 */
final class InputPort implements Checkpointed {
    private final SynapseTable table;
    private final int planes;
    private final int bankMask;
    private final MemorySegment[] bits;
    private final int[] arrived;
    private final boolean isSigned;

    /**
     * @param planes of each bank: how often a sender can spike in a step
     * @param bits the planes of the first bank, then those of the next one
     * @param isSigned whether a spike of the sign step counts negative
     */
    InputPort(SynapseTable table, int planes, MemorySegment[] bits, boolean isSigned) {
        this.table = table;
        this.planes = planes;
        this.bankMask = bits.length / planes - 1;
        this.bits = bits;
        this.arrived = new int[bits.length];
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

    /** The first plane of a slot's bank. */
    private int first(int slot) {
        return (slot & bankMask) * planes;
    }

    void deliver(int slot, long[] packets, int from, int to) {
        int first = first(slot);
        if (planes > 1) {
            for (int i = from; i < to; i++) {
                deliverAbove(first, packets[i] & PacketFormat.MAX_PAYLOAD);
            }
            return;
        }
        MemorySegment plane = bits[first];
        for (int i = from; i < to; i++) {
            long axon = packets[i] & PacketFormat.MAX_PAYLOAD;
            long word = axon >>> 6;
            plane.setAtIndex(ValueLayout.JAVA_LONG, word, plane.getAtIndex(ValueLayout.JAVA_LONG, word) | 1L << axon);
        }
        arrived[first] += to - from;
    }

    /** Takes a packet in the first plane in which its axon has none. */
    private void deliverAbove(int first, long axon) {
        long word = axon >>> 6;
        long bit = 1L << axon;
        int plane = first;
        while ((bits[plane].getAtIndex(ValueLayout.JAVA_LONG, word) & bit) != 0) {
            plane++;
        }
        bits[plane].setAtIndex(ValueLayout.JAVA_LONG, word, bits[plane].getAtIndex(ValueLayout.JAVA_LONG, word) | bit);
        arrived[plane]++;
    }

    /**
     * Takes so many packets in as words, see {@link AxonRuns#expand}.
     *
     * @param plane those before it have the senders' earlier packets of the step
     */
    void deliver(int slot, int plane, AxonRuns runs, long[] words, int packets) {
        int at = first(slot) + plane;
        MemorySegment into = bits[at];
        int[] places = runs.words();
        for (int chunk = 0; chunk < places.length; chunk++) {
            int word = places[chunk];
            into.setAtIndex(ValueLayout.JAVA_LONG, word, into.getAtIndex(ValueLayout.JAVA_LONG, word) | words[chunk]);
        }
        arrived[at] += packets;
    }

    boolean hasArrived(int slot) {
        return arrived[first(slot)] > 0;
    }

    /**
     * Adds what is due to the sums and forgets it.
     *
     * @return synaptic operations
     */
    long integrate(int slot, StepSums sums) {
        int first = first(slot);
        long operations = 0;
        for (int plane = first; plane < first + planes && arrived[plane] > 0; plane++) {
            arrived[plane] = 0;
            operations += table.integrate(bits[plane], sums);
        }
        return operations;
    }

    /** How many packets wait in each plane; the planes are fields of the core. */
    @Override
    public void state(StateFields fields) {
        fields.all("packets that have arrived", arrived);
    }
}
