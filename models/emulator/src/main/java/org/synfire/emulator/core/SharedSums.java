package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.memory.RecordLayout;

/**
 * The sums of a group of cores of one worker, for this step and the steps to come, to which their sparse synapses add.
 *
 * <p><b>Order:</b> synapses with a delay are first written one behind the other, in a list for each step, and added up
 * when the list is full or its step has come: then the sums of one step alone are in use, which the processor's cache
 * can hold. <b>Memory:</b> off-heap, 12 bytes for each neuron and step up to the longest delay, rounded up to a power
 * of two; 4 for each neuron on the heap. <b>Limits:</b> {@value #MOST_NEURONS} neurons. <b>Threads:</b> the worker that
 * owns the cores.
 */
final class SharedSums {
    /** Most neurons of a group. */
    static final int MOST_NEURONS = 1 << Short.SIZE;
    /** Synapses that are added at once, at most. */
    static final int LONGEST_RUN = 1 << Byte.SIZE;

    private static final int SYNAPSES_PER_NEURON = 2;
    private static final int LEAST_SPIKES = 64;
    private static final String SUMS = "sums of later steps";
    private static final String SYNAPSES = "synapses of later steps";
    private static final String COUNTS = "numbers of synapses of later steps";
    private static final String USED = "whether there are sums of later steps";

    private final MemorySegment later;
    private final MemorySegment synapses;
    private final MemorySegment counts;
    private final MemorySegment used;
    private final int[] due;
    private SharedSynapses[] spiking = new SharedSynapses[LEAST_SPIKES];
    private int[] spikingInputs = new int[LEAST_SPIKES];
    private int spikes;
    private final int neurons;
    private final int places;
    private final int mask;
    private int now;
    /** Of no meaning; keeps the compiler from leaving out what fetches memory. */
    @SuppressWarnings("UnusedVariable")
    private int fetched;

    /**
     * @param layout as {@link #layout} makes it
     * @param state zeros
     * @param neurons of the group
     * @param longest the longest delay of a synapse on top of its projection's, in steps
     */
    SharedSums(RecordLayout layout, MemorySegment state, int neurons, int longest) {
        this.later = layout.field(SUMS).in(state);
        this.synapses = layout.field(SYNAPSES).in(state);
        this.counts = layout.field(COUNTS).in(state);
        this.used = layout.field(USED).in(state);
        this.due = new int[neurons];
        this.neurons = neurons;
        this.places = places(neurons);
        this.mask = slots(longest) - 1;
    }

    /** What a group's state consists of. */
    static RecordLayout layout(String name, int neurons, int longest) {
        long slots = slots(longest);
        return RecordLayout.named(name)
                .field(SUMS, ValueLayout.JAVA_INT, slots * neurons)
                .field(SYNAPSES, ValueLayout.JAVA_INT, slots * places(neurons))
                .field(COUNTS, ValueLayout.JAVA_INT, slots)
                .field(USED, ValueLayout.JAVA_BYTE, slots)
                .build();
    }

    private static int slots(int longest) {
        return longest == 0 ? 1 : InputPort.banksFor(longest);
    }

    private static int places(int neurons) {
        return Math.max(LONGEST_RUN, SYNAPSES_PER_NEURON * neurons);
    }

    /** A synapse as one integer: the neuron in the upper half, the weight in the lower. */
    static int synapse(int neuron, int weight) {
        return (neuron << Short.SIZE) | (weight & 0xffff);
    }

    /** Names the step from which the delays of what is added count. */
    void begin(long present) {
        now = (int) present & mask;
    }

    /** Notes a spike, whose synapses {@link #moveTo} adds. */
    void spike(SharedSynapses synapsesOfInput, int input) {
        if (spikes == spiking.length) {
            spiking = Arrays.copyOf(spiking, 2 * spikes);
            spikingInputs = Arrays.copyOf(spikingInputs, 2 * spikes);
        }
        spiking[spikes] = synapsesOfInput;
        spikingInputs[spikes++] = input;
    }

    /** Adds the synapses of the spikes that were noted; all are fetched from memory before the first is added. */
    private void addSpikes() {
        for (int i = 0; i < spikes; i++) {
            fetched += spiking[i].fetch(spikingInputs[i]);
        }
        for (int i = 0; i < spikes; i++) {
            spiking[i].add(spikingInputs[i]);
        }
        spikes = 0;
    }

    /**
     * Adds the weights of some synapses with one delay, each to its neuron's sum in the step when the delay is over.
     *
     * @param delay in steps
     * @param count at most {@value #LONGEST_RUN}
     */
    void add(int delay, int[] run, int from, int count) {
        if (delay == 0) {
            for (int i = from; i < from + count; i++) {
                addDue(run[i]);
            }
            return;
        }
        int slot = (now + delay) & mask;
        int waiting = counts.getAtIndex(ValueLayout.JAVA_INT, slot);
        if (waiting + count > places) {
            addUp(slot, waiting);
            waiting = 0;
        }
        long at = (long) slot * places + waiting;
        MemorySegment.copy(run, from, synapses, ValueLayout.JAVA_INT, at * Integer.BYTES, count);
        counts.setAtIndex(ValueLayout.JAVA_INT, slot, waiting + count);
    }

    private void addDue(int synapse) {
        due[synapse >>> Short.SIZE] += (short) synapse;
    }

    /** Empties the list of a later step. */
    private void addUp(int slot, int waiting) {
        long row = (long) slot * neurons;
        long first = (long) slot * places;
        for (int i = 0; i < waiting; i++) {
            int synapse = synapses.getAtIndex(ValueLayout.JAVA_INT, first + i);
            long at = row + (synapse >>> Short.SIZE);
            later.setAtIndex(ValueLayout.JAVA_INT, at, later.getAtIndex(ValueLayout.JAVA_INT, at) + (short) synapse);
        }
        used.set(ValueLayout.JAVA_BYTE, slot, (byte) 1);
    }

    /** Adds up what is due in the present step; the first core that asks does so for all. */
    private void addUpDue() {
        int waiting = counts.getAtIndex(ValueLayout.JAVA_INT, now);
        long first = (long) now * places;
        for (int i = 0; i < waiting; i++) {
            addDue(synapses.getAtIndex(ValueLayout.JAVA_INT, first + i));
        }
        counts.setAtIndex(ValueLayout.JAVA_INT, now, 0);
        if (used.get(ValueLayout.JAVA_BYTE, now) != 0) {
            MemorySegment row = later.asSlice((long) now * neurons * Integer.BYTES, (long) neurons * Integer.BYTES);
            for (int n = 0; n < neurons; n++) {
                due[n] += row.getAtIndex(ValueLayout.JAVA_INT, n);
            }
            row.fill((byte) 0);
            used.set(ValueLayout.JAVA_BYTE, now, (byte) 0);
        }
    }

    /** Moves what is due for a core in the present step to the core's sums. */
    void moveTo(StepSums sums, int firstNeuron, int count) {
        addSpikes();
        addUpDue();
        sums.add(due, firstNeuron);
        Arrays.fill(due, firstNeuron, firstNeuron + count, 0);
    }

    /**
     * Copies what is due for a core in the steps to come, or takes it over; between steps, when the present step's sums
     * are moved.
     *
     * @param fields that take it, in an order that does not depend on the other cores of the group
     * @param next the step to come
     * @param steps from it on, at most the slots of the group
     */
    void state(StateFields fields, long next, int steps, int firstNeuron, int count) {
        int[] row = new int[count];
        for (int ahead = 0; ahead < steps; ahead++) {
            int slot = (int) (next + ahead) & mask;
            int waiting = counts.getAtIndex(ValueLayout.JAVA_INT, slot);
            addUp(slot, waiting);
            counts.setAtIndex(ValueLayout.JAVA_INT, slot, 0);
            long at = ((long) slot * neurons + firstNeuron) * Integer.BYTES;
            MemorySegment.copy(later, ValueLayout.JAVA_INT, at, row, 0, count);
            fields.all("sums due in " + ahead + " steps", row);
            MemorySegment.copy(row, 0, later, ValueLayout.JAVA_INT, at, count);
        }
    }
}
