package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Where one projection's packets arrive at a core that adds up a window of steps at one visit: a spike bit per axon, in
 * a bank for each step that is not integrated yet.
 *
 * <p><b>Memory:</b> off-heap, {@code banks * axonWords * 8} bytes. A delay of D steps and a window of W need D + W
 * banks: just before the window's last step is integrated, all of its steps wait, and what was sent in this step is due
 * D steps later. A slot of the calendar takes a bank with its first packet and gives it back when it is integrated.
 */
final class WindowPort implements Checkpointed {
    private static final int NONE = -1;

    private final WindowSynapses table;
    private final MemberOperations counts;
    private final MemorySegment[] banks;
    private final int[] bankOfSlot;
    private final int[] free;
    private final boolean isSigned;
    private int freeBanks;

    /**
     * @param counts operations of the table's spikes at each core
     * @param slots of the calendar, at least as many as banks
     * @param isSigned whether a spike of the sign step counts negative
     */
    WindowPort(WindowSynapses table, MemberOperations counts, MemorySegment[] banks, int slots, boolean isSigned) {
        this.table = table;
        this.counts = counts;
        this.banks = banks;
        this.bankOfSlot = new int[slots];
        this.free = new int[banks.length];
        this.isSigned = isSigned;
        this.freeBanks = banks.length;
        Arrays.fill(bankOfSlot, NONE);
        Arrays.setAll(free, bank -> bank);
    }

    /** Banks for a delay and a window of so many steps. */
    static int banksFor(int delay, int window) {
        return delay + window;
    }

    void deliver(int slot, long[] packets, int from, int to) {
        MemorySegment bits = bank(slot);
        for (int i = from; i < to; i++) {
            long axon = packets[i] & PacketFormat.MAX_PAYLOAD;
            long word = axon >>> 6;
            bits.setAtIndex(ValueLayout.JAVA_LONG, word, bits.getAtIndex(ValueLayout.JAVA_LONG, word) | 1L << axon);
        }
    }

    /** Takes packets in as words, see {@link AxonRuns#expand}. */
    void deliver(int slot, AxonRuns runs, long[] words) {
        MemorySegment bits = bank(slot);
        int[] places = runs.words();
        for (int chunk = 0; chunk < places.length; chunk++) {
            int word = places[chunk];
            bits.setAtIndex(ValueLayout.JAVA_LONG, word, bits.getAtIndex(ValueLayout.JAVA_LONG, word) | words[chunk]);
        }
    }

    private MemorySegment bank(int slot) {
        if (bankOfSlot[slot] == NONE) {
            bankOfSlot[slot] = free[--freeBanks];
        }
        return banks[bankOfSlot[slot]];
    }

    boolean hasArrived(int slot) {
        return bankOfSlot[slot] != NONE;
    }

    /** Adds the synaptic operations of the spikes due in a slot, which are kept, to those of each core. */
    void addOperations(int slot, long[] operations) {
        if (hasArrived(slot)) {
            counts.addTo(operations, banks[bankOfSlot[slot]]);
        }
    }

    /**
     * Adds a window to the sums and forgets it.
     *
     * @param firstSlot of the window, modulo the slots of the calendar
     * @param steps of the window
     * @param beginsWithSigns whether its first step is the sample's first
     * @param planes of the worker
     * @return whether anything had arrived
     */
    boolean takeWindow(int firstSlot, int steps, boolean beginsWithSigns, StepSums sums, SpikePlanes planes) {
        planes.clear();
        boolean hasAny = false;
        for (int step = 0; step < steps; step++) {
            int slot = firstSlot + step & bankOfSlot.length - 1;
            int bank = bankOfSlot[slot];
            if (bank != NONE) {
                planes.add(banks[bank], steps - 1 - step, isSigned && beginsWithSigns && step == 0);
                bankOfSlot[slot] = NONE;
                free[freeBanks++] = bank;
                hasAny = true;
            }
        }
        if (hasAny) {
            table.integrate(planes, sums);
        }
        return hasAny;
    }

    /** Which bank belongs to which slot; the banks are fields of the core. */
    @Override
    public void state(StateFields fields) {
        fields.all("banks of slots", bankOfSlot);
        fields.all("free banks", free);
        freeBanks = (int) fields.whole("number of free banks", freeBanks);
    }
}
