package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import org.synfire.network.program.Register;

/**
 * The inner loops of scaled integration: exact sums into a sum register, and from there into potentials. Both count
 * what did not fit.
 *
 * <p>Potentials are 32-bit integers off-heap whatever the width of the register they stand for.
 */
public sealed interface ScaledKernels permits ScalarScaledKernels, VectorScaledKernels {
    /**
     * Writes exact sums to a register.
     *
     * @return how many it cannot hold
     */
    int limit(short[] sums, int from, int count, Register register);

    /**
     * Writes exact sums to a register.
     *
     * @return how many it cannot hold
     */
    int limit(int[] sums, int from, int count, Register register);

    /**
     * Adds sums {@code from + i}, which their register holds, to potentials {@code first + i}. @return how many
     * potentials their register cannot hold
     */
    int integrate(MemorySegment potentials, int first, short[] sums, int from, int count, ScaledStep step);

    /**
     * Adds sums {@code from + i}, which their register holds, to potentials {@code first + i}. @return how many
     * potentials their register cannot hold
     */
    int integrate(MemorySegment potentials, int first, int[] sums, int from, int count, ScaledStep step);
}
