package org.synfire.emulator.kernel.program;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The registers of neighbouring neurons, one array for each register, and which of them the next instruction is for.
 *
 * <p>A neuron is active at a word of the program if its resume word is not behind it: a jump sets the resume word to
 * its target, the end of the program to {@link #ENDED}. Programs jump forwards only, so no neuron misses its word.
 * <b>Memory:</b> on the heap, 23 arrays of {@value #SIZE} integers. <b>Threads:</b> one.
 */
final class Block {
    /** Neurons of a block: a multiple of 64 and of every vector's lanes. */
    static final int SIZE = 512;
    /** The resume word of a neuron whose program has ended. */
    static final int ENDED = Integer.MAX_VALUE;

    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    static final int LANES = INTS.length();
    private static final int REGISTERS = 16;

    /** The registers. */
    final int[][] registers = new int[REGISTERS][SIZE];
    /** The flag that CMP sets: -1 or 0. */
    final int[] flag = new int[SIZE];
    /** Not 0 where a register or state word has overflowed. */
    final int[] overflow = new int[SIZE];
    /** Room for a state word that is partly written. */
    final int[] scratch = new int[SIZE];
    /** Room for results of which not all are written. */
    final int[] results = new int[SIZE];
    /** -1 where a neuron is active, 0 elsewhere. */
    final int[] active = new int[SIZE];

    private final int[] resume = new int[SIZE];
    private boolean hasOverflow;
    /** Whether some neurons are not active. */
    boolean isMasked;
    /** What arrives at each neuron of the core. */
    int[] inputs;
    /** Bit i is set where neuron i of the core has spiked. */
    long[] spikes;
    /** The core's number of the first neuron. */
    int first;
    /** Neurons of the core in it. */
    int count;
    /**
     * The lanes that are computed: those of its neurons, and as many more as fill the last vector, which are not used.
     */
    int width;
    /** How many of the block's neurons are active. */
    int activeCount;

    /** Takes the next neurons of the core. */
    void begin(int firstNeuron, int neurons, int[] arriving, long[] sent) {
        inputs = arriving;
        spikes = sent;
        first = firstNeuron;
        count = neurons;
        width = Math.ceilDiv(neurons, LANES) * LANES;
        activeCount = neurons;
        isMasked = false;
        Arrays.fill(active, 0, neurons, -1);
        Arrays.fill(active, neurons, width, 0);
        Arrays.fill(resume, 0, neurons, 0);
        Arrays.fill(resume, neurons, width, ENDED);
        if (hasOverflow) {
            Arrays.fill(overflow, 0);
            hasOverflow = false;
        }
    }

    /** To be called before {@link #overflow} is written. */
    void noteOverflow() {
        hasOverflow = true;
    }

    /** Where the results of an instruction go before {@link #finishFrom}. */
    int[] resultsFor(int[] target) {
        return isMasked ? results : target;
    }

    /** Writes the results of active neurons, unless they are in their place already. */
    void finishFrom(int[] written, int[] target) {
        if (written != target) {
            finish(target);
        }
    }

    /** Writes the {@link #results} of active neurons. */
    void finish(int[] target) {
        if (!isMasked) {
            System.arraycopy(results, 0, target, 0, width);
            return;
        }
        for (int i = 0; i < width; i += LANES) {
            IntVector.fromArray(INTS, target, i)
                    .blend(IntVector.fromArray(INTS, results, i), active(i))
                    .intoArray(target, i);
        }
    }

    /** The lanes that the instruction is for. */
    VectorMask<Integer> active(int lane) {
        return IntVector.fromArray(INTS, active, lane).compare(VectorOperators.NE, 0);
    }

    /**
     * Whether every lane is a number of fewer bits.
     *
     * @param unused how many fewer than 32
     */
    boolean fits(int[] values, int unused) {
        IntVector lost = IntVector.zero(INTS);
        for (int i = 0; i < width; i += LANES) {
            IntVector value = IntVector.fromArray(INTS, values, i);
            lost = value.lanewise(
                            VectorOperators.XOR,
                            value.lanewise(VectorOperators.LSHL, unused).lanewise(VectorOperators.ASHR, unused))
                    .or(lost);
        }
        return !IntVector.zero(INTS).compare(VectorOperators.NE, lost).anyTrue();
    }

    /** Finds out which neurons are active at a word. */
    void arriveAt(int word) {
        int lanes = 0;
        for (int i = 0; i < width; i += LANES) {
            VectorMask<Integer> here = IntVector.fromArray(INTS, resume, i).compare(VectorOperators.LE, word);
            here.toVector().reinterpretAsInts().intoArray(active, i);
            lanes += here.trueCount();
        }
        activeCount = lanes;
        isMasked = lanes < count;
    }

    /** Active neurons whose flag is as wanted go on at a word. */
    void jump(int word, boolean isFlagWanted) {
        int flip = isFlagWanted ? 0 : -1;
        for (int i = 0; i < width; i += LANES) {
            VectorMask<Integer> jumps = IntVector.fromArray(INTS, flag, i)
                    .lanewise(VectorOperators.XOR, flip)
                    .compare(VectorOperators.NE, 0)
                    .and(active(i));
            IntVector.fromArray(INTS, resume, i).blend(word, jumps).intoArray(resume, i);
        }
    }

    /** All active neurons go on at a word. */
    void jump(int word) {
        for (int i = 0; i < width; i += LANES) {
            IntVector.fromArray(INTS, resume, i).blend(word, active(i)).intoArray(resume, i);
        }
    }

    /** Neurons of the block in which something has overflowed. */
    int overflows() {
        if (!hasOverflow) {
            return 0;
        }
        int overflows = 0;
        for (int i = 0; i < count; i += LANES) {
            overflows += IntVector.fromArray(INTS, overflow, i)
                    .compare(VectorOperators.NE, 0)
                    .and(INTS.indexInRange(i, count))
                    .trueCount();
        }
        return overflows;
    }
}
