package org.synfire.emulator.kernel;

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
import org.synfire.network.program.Register;

/**
 * Scaled integration in lanes of 32 bits; steps that need more are left to the plain loops.
 *
 * <p><b>Fixed point:</b> the magnitude of a product is rounded half up and gets its sign back, so halves go away from
 * 0. A register that saturates limits and shifts by nothing, one that wraps shifts and limits to everything: no lane
 * and no step takes a branch. No method takes or returns a vector, see {@link VectorKernels}.
 */
final class VectorScaledKernels implements ScaledKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(Long.SIZE, INTS.vectorBitSize() / 2)));
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = INTS.length();
    private static final int SIGN_SHIFT = Integer.SIZE - 1;

    private final ScalarScaledKernels rest = new ScalarScaledKernels();

    private static boolean saturates(Register register) {
        return register.overflow() == Register.Overflow.SATURATE;
    }

    private static int low(Register register) {
        return saturates(register) ? register.low() : Integer.MIN_VALUE;
    }

    private static int high(Register register) {
        return saturates(register) ? register.high() : Integer.MAX_VALUE;
    }

    private static int unusedBits(Register register) {
        return saturates(register) ? 0 : Integer.SIZE - register.bits();
    }

    @Override
    public int limit(short[] sums, int from, int count, Register register) {
        return rest.limit(sums, from, count, register);
    }

    @Override
    public int limit(int[] sums, int from, int count, Register register) {
        int low = low(register);
        int high = high(register);
        int unused = unusedBits(register);
        int overflows = 0;
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            IntVector exact = IntVector.fromArray(INTS, sums, from + i);
            IntVector written = exact.max(low).min(high).lanewise(LSHL, unused).lanewise(ASHR, unused);
            overflows += written.compare(NE, exact).trueCount();
            written.intoArray(sums, from + i);
        }
        return overflows + rest.limit(sums, from + i, count - i, register);
    }

    @Override
    public int integrate(MemorySegment potentials, int first, short[] sums, int from, int count, ScaledStep step) {
        int shift = step.shift();
        int half = 1 << shift >> 1;
        int kept = step.clears() ? 0 : -1;
        int low = low(step.register());
        int high = high(step.register());
        int unused = unusedBits(step.register());
        int overflows = 0;
        int i = 0;
        for (; step.isNarrow() && i + LANES <= count; i += LANES) {
            long at = (long) (first + i) * Integer.BYTES;
            IntVector product = ((IntVector)
                            ShortVector.fromArray(SHORTS, sums, from + i).convertShape(S2I, INTS, 0))
                    .mul(step.multiplier());
            IntVector sign = product.lanewise(ASHR, SIGN_SHIFT);
            IntVector scaled = product.lanewise(XOR, sign)
                    .sub(sign)
                    .add(half)
                    .lanewise(LSHR, shift)
                    .lanewise(XOR, sign)
                    .sub(sign);
            IntVector exact = IntVector.fromMemorySegment(INTS, potentials, at, ORDER)
                    .and(kept)
                    .add(scaled);
            IntVector written = exact.max(low).min(high).lanewise(LSHL, unused).lanewise(ASHR, unused);
            written.intoMemorySegment(potentials, at, ORDER);
            overflows += written.compare(NE, exact).trueCount();
        }
        return overflows + rest.integrate(potentials, first + i, sums, from + i, count - i, step);
    }

    @Override
    public int integrate(MemorySegment potentials, int first, int[] sums, int from, int count, ScaledStep step) {
        int shift = step.shift();
        int half = 1 << shift >> 1;
        int kept = step.clears() ? 0 : -1;
        int low = low(step.register());
        int high = high(step.register());
        int unused = unusedBits(step.register());
        int overflows = 0;
        int i = 0;
        for (; step.isNarrow() && i + LANES <= count; i += LANES) {
            long at = (long) (first + i) * Integer.BYTES;
            IntVector product = IntVector.fromArray(INTS, sums, from + i).mul(step.multiplier());
            IntVector sign = product.lanewise(ASHR, SIGN_SHIFT);
            IntVector scaled = product.lanewise(XOR, sign)
                    .sub(sign)
                    .add(half)
                    .lanewise(LSHR, shift)
                    .lanewise(XOR, sign)
                    .sub(sign);
            IntVector exact = IntVector.fromMemorySegment(INTS, potentials, at, ORDER)
                    .and(kept)
                    .add(scaled);
            IntVector written = exact.max(low).min(high).lanewise(LSHL, unused).lanewise(ASHR, unused);
            written.intoMemorySegment(potentials, at, ORDER);
            overflows += written.compare(NE, exact).trueCount();
        }
        return overflows + rest.integrate(potentials, first + i, sums, from + i, count - i, step);
    }
}
