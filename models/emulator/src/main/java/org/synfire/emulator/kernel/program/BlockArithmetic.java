package org.synfire.emulator.kernel.program;

import org.synfire.network.program.Action;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Sums and products of a block's registers, for the active neurons, with overflows noted. Arrays are registers of the
 * block.
 */
sealed interface BlockArithmetic permits NarrowArithmetic, WideArithmetic {
    /** The arithmetic of a block's registers. */
    static BlockArithmetic of(Block block, RegisterArithmetic arithmetic) {
        return arithmetic.register().bits() == RegisterArithmetic.NARROW_BITS
                ? new NarrowArithmetic(block, arithmetic)
                : new WideArithmetic(block, arithmetic);
    }

    /** {@code target = target + operand}. */
    void add(int[] target, int[] operand);

    /** {@code target = target - operand}. */
    void subtract(int[] target, int[] operand);

    /** {@code target = target + value}. */
    void addValue(int[] target, int value);

    /** {@code target = target * 2^bits}. */
    void shiftLeft(int[] target, int bits);

    /** {@code target = target * operand >> shift}, rounded. */
    void multiply(int[] target, int[] operand, int shift);

    /** {@code target = target * operand >> (shifts >> 8 & 15)}, rounded. */
    void multiply(int[] target, int[] operand, int[] shifts);

    /** {@code target = added + sum of (term * factor >> shift)}, each product rounded. */
    void combine(int[] target, int[][] terms, LaneValues[] factors, LaneValues added, int shift);

    /** Writes what has arrived. */
    void arrive(int[] target);

    /**
     * Resets the potential of neurons that spike.
     *
     * @param spiking -1 where a neuron spikes
     */
    void reset(int[] spiking, Action.Reset reset, LaneValues value);
}
