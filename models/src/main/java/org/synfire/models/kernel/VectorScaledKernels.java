package org.synfire.models.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.synfire.models.integer.Register;

/** Scaled integration in lanes of 32 bits; steps that need more are left to the plain loops. */
final class VectorScaledKernels implements ScaledKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(Long.SIZE, INTS.vectorBitSize() / 2)));
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = INTS.length();
    private static final int SIGN_SHIFT = Integer.SIZE - 1;

    private final ScalarScaledKernels rest = new ScalarScaledKernels();

    @Override
    public int limit(short[] sums, int from, int count, Register register) {
        return rest.limit(sums, from, count, register);
    }

    @Override
    public int limit(int[] sums, int from, int count, Register register) {
        int overflows = 0;
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            IntVector exact = IntVector.fromArray(INTS, sums, from + i);
            IntVector written = written(exact, register);
            overflows += written.compare(NE, exact).trueCount();
            written.intoArray(sums, from + i);
        }
        return overflows + rest.limit(sums, from + i, count - i, register);
    }

    private static IntVector written(IntVector exact, Register register) {
        if (register.overflow() == Register.Overflow.SATURATE) {
            return exact.max(register.low()).min(register.high());
        }
        int unused = Integer.SIZE - register.bits();
        return exact.lanewise(LSHL, unused).lanewise(ASHR, unused);
    }

    @Override
    public int integrate(MemorySegment potentials, int first, short[] sums, int from, int count, ScaledStep step) {
        if (!step.isNarrow()) {
            return rest.integrate(potentials, first, sums, from, count, step);
        }
        int overflows = 0;
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            IntVector sum = (IntVector) ShortVector.fromArray(SHORTS, sums, from + i).convertShape(S2I, INTS, 0);
            overflows += carry(potentials, first + i, sum, step);
        }
        return overflows + rest.integrate(potentials, first + i, sums, from + i, count - i, step);
    }

    @Override
    public int integrate(MemorySegment potentials, int first, int[] sums, int from, int count, ScaledStep step) {
        if (!step.isNarrow()) {
            return rest.integrate(potentials, first, sums, from, count, step);
        }
        int overflows = 0;
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            overflows += carry(potentials, first + i, IntVector.fromArray(INTS, sums, from + i), step);
        }
        return overflows + rest.integrate(potentials, first + i, sums, from + i, count - i, step);
    }

    private static int carry(MemorySegment potentials, int index, IntVector sum, ScaledStep step) {
        long at = (long) index * Integer.BYTES;
        IntVector exact = scaled(sum, step.multiplier(), step.shift());
        if (!step.clears()) {
            exact = exact.add(IntVector.fromMemorySegment(INTS, potentials, at, ORDER));
        }
        IntVector written = written(exact, step.register());
        written.intoMemorySegment(potentials, at, ORDER);
        return written.compare(NE, exact).trueCount();
    }

    /** The magnitude is rounded half up and gets its sign back: halves go away from 0. */
    private static IntVector scaled(IntVector sum, int multiplier, int shift) {
        IntVector product = sum.mul(multiplier);
        IntVector sign = product.lanewise(ASHR, SIGN_SHIFT);
        IntVector magnitude = product.lanewise(XOR, sign).sub(sign).add(1 << shift >> 1).lanewise(LSHR, shift);
        return magnitude.lanewise(XOR, sign).sub(sign);
    }
}
