package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.synfire.emulator.neuron.StepSums;

/**
 * The sums of one core that spikes with a delay of their synapse have left for this step and the steps to come.
 *
 * <p><b>Memory:</b> off-heap, 4 bytes for each neuron and step up to the longest delay, rounded up to a power of two.
 * <b>Threads:</b> the worker that owns the core.
 */
final class DueSums {
    private final MemorySegment ring;
    private final int neurons;
    private final int mask;
    private final int longest;
    private int now;
    private long dueUntil = -1;

    /**
     * @param ring zeros, {@link #slots} times the neurons
     * @param longest the longest delay of a synapse on top of its projection's
     */
    DueSums(MemorySegment ring, int neurons, int longest) {
        this.ring = ring;
        this.neurons = neurons;
        this.mask = slots(longest) - 1;
        this.longest = longest;
    }

    /** Steps whose sums are kept. */
    static int slots(int longest) {
        return longest == 0 ? 1 : InputPort.banksFor(longest);
    }

    /** Whether something may be due in a step. */
    boolean isDue(long step) {
        return step <= dueUntil;
    }

    /** Whether something may be due later. */
    boolean isDueAfter(long step) {
        return dueUntil > step;
    }

    /** Names the step from which the delays of what is added count. */
    void begin(long step) {
        now = (int) step & mask;
        dueUntil = Math.max(dueUntil, step + longest);
    }

    /** A synapse as one integer: the neuron in the upper half, the weight in the lower. */
    static int synapse(int neuron, int weight) {
        return (neuron << Short.SIZE) | (weight & 0xffff);
    }

    /** Adds the weights of synapses, each to its neuron's sum in the step when its delay is over. */
    void add(int[] synapses, byte[] delays, int from, int to) {
        for (int i = from; i < to; i++) {
            add((long) ((now + (delays[i] & 0xff)) & mask) * neurons, synapses[i]);
        }
    }

    /** Adds the weights of synapses without delay. */
    void add(int[] synapses, int from, int to) {
        for (int i = from; i < to; i++) {
            add((long) now * neurons, synapses[i]);
        }
    }

    private void add(long row, int synapse) {
        long at = row + (synapse >>> Short.SIZE);
        ring.setAtIndex(ValueLayout.JAVA_INT, at, ring.getAtIndex(ValueLayout.JAVA_INT, at) + (short) synapse);
    }

    /** Moves what is due in a step to the sums. */
    void moveTo(StepSums sums, long step) {
        MemorySegment due =
                ring.asSlice(((int) step & mask) * (long) neurons * Integer.BYTES, (long) neurons * Integer.BYTES);
        sums.add(due);
        due.fill((byte) 0);
    }
}
