package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.synfire.network.integer.Rescale;
import org.synfire.network.program.Register;

/** Plain loops: what the vector kernels must equal, and what computes formats that do not fit 32-bit lanes. */
final class ScalarScaledKernels implements ScaledKernels {
    @Override
    public int limit(short[] sums, int from, int count, Register register) {
        int overflows = 0;
        for (int i = from; i < from + count; i++) {
            overflows += register.holds(sums[i]) ? 0 : 1;
            sums[i] = (short) register.written(sums[i]);
        }
        return overflows;
    }

    @Override
    public int limit(int[] sums, int from, int count, Register register) {
        int overflows = 0;
        for (int i = from; i < from + count; i++) {
            overflows += register.holds(sums[i]) ? 0 : 1;
            sums[i] = register.written(sums[i]);
        }
        return overflows;
    }

    @Override
    public int integrate(MemorySegment potentials, int first, short[] sums, int from, int count, ScaledStep step) {
        int overflows = 0;
        for (int i = 0; i < count; i++) {
            overflows += integrateOne(potentials, first + i, sums[from + i], step);
        }
        return overflows;
    }

    @Override
    public int integrate(MemorySegment potentials, int first, int[] sums, int from, int count, ScaledStep step) {
        int overflows = 0;
        for (int i = 0; i < count; i++) {
            overflows += integrateOne(potentials, first + i, sums[from + i], step);
        }
        return overflows;
    }

    static int integrateOne(MemorySegment potentials, int index, int sum, ScaledStep step) {
        int old = step.clears() ? 0 : potentials.getAtIndex(ValueLayout.JAVA_INT, index);
        long exact = old + Rescale.symmetric((long) step.multiplier() * sum, step.shift());
        potentials.setAtIndex(ValueLayout.JAVA_INT, index, step.register().written(exact));
        return step.register().holds(exact) ? 0 : 1;
    }
}
