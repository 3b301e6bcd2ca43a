package org.synfire.emulator.kernel.program;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2L;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.synfire.emulator.kernel.program.Block.INTS;
import static org.synfire.emulator.kernel.program.Block.SIZE;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.synfire.network.program.Action;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Registers of up to 32 bits in lanes of 64: every sum and product is exact in a lane. Results are first computed as if
 * nothing overflowed, sums in lanes of 32; only if anything does, the whole block is computed so.
 *
 * <p>No method but the smallest hands a vector to another: whether the compiler inlines a larger one depends on what
 * else has run, and a vector that is handed over is an object.
 *
 * <p><b>Fixed point:</b> products round as in {@link NarrowArithmetic}.
 */
final class WideArithmetic implements BlockArithmetic {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    /** As many integers as there are lanes. */
    private static final VectorSpecies<Integer> HALF =
            VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.vectorBitSize() / 2));

    private static final int LANES = LONGS.length();
    private static final int SIGN = Long.SIZE - 1;
    private static final int INT_SIGN = Integer.SIZE - 1;
    private static final int SHIFT_AT = 8;
    private static final int SHIFT_MASK = 15;

    private final Block block;
    private final long[] exact = new long[SIZE];
    private final long least;
    private final long most;
    private final int unused;
    private final ProductRounding rounding;

    WideArithmetic(Block block, RegisterArithmetic arithmetic) {
        this.block = block;
        Register register = arithmetic.register();
        this.least = arithmetic.isSaturating() ? register.low() : Long.MIN_VALUE;
        this.most = arithmetic.isSaturating() ? register.high() : Long.MAX_VALUE;
        this.unused = Integer.SIZE - register.bits();
        this.rounding = arithmetic.products();
    }

    private static LongVector lanes(int[] values, int lane) {
        return (LongVector) IntVector.fromArray(HALF, values, lane).convertShape(I2L, LONGS, 0);
    }

    private static IntVector narrowed(LongVector values) {
        return (IntVector) values.convertShape(L2I, HALF, 0);
    }

    private LongVector values(LaneValues of, int lane) {
        return of.isShared() ? LongVector.broadcast(LONGS, of.at(0)) : lanes(of.values(), block.first + lane);
    }

    /** Writes the exact results to a register. */
    private void write(int[] target) {
        block.noteOverflow();
        for (int i = 0; i < block.width; i += LANES) {
            LongVector result = LongVector.fromArray(LONGS, exact, i);
            IntVector limited =
                    narrowed(result.max(least).min(most)).lanewise(LSHL, unused).lanewise(ASHR, unused);
            LongVector difference = result.lanewise(XOR, (LongVector) limited.convertShape(I2L, LONGS, 0));
            IntVector lost = narrowed(difference.or(difference.lanewise(ASHR, Integer.SIZE)));
            IntVector overflow = IntVector.fromArray(HALF, block.overflow, i);
            if (block.isMasked) {
                VectorMask<Integer> active =
                        IntVector.fromArray(HALF, block.active, i).compare(NE, 0);
                IntVector.fromArray(HALF, target, i).blend(limited, active).intoArray(target, i);
                overflow.blend(overflow.or(lost), active).intoArray(block.overflow, i);
            } else {
                limited.intoArray(target, i);
                overflow.or(lost).intoArray(block.overflow, i);
            }
        }
    }

    /** Takes back what was written to a register. */
    private void restore(int[] target) {
        System.arraycopy(block.results, 0, target, 0, block.width);
    }

    @Override
    public void add(int[] target, int[] operand) {
        IntVector lost = IntVector.zero(INTS);
        for (int i = 0; i < block.width; i += INTS.length()) {
            IntVector left = IntVector.fromArray(INTS, target, i);
            IntVector right = IntVector.fromArray(INTS, operand, i);
            IntVector sum = left.add(right);
            left.intoArray(block.results, i);
            (block.isMasked ? left.blend(sum, block.active(i)) : sum).intoArray(target, i);
            lost = left.lanewise(XOR, sum)
                    .and(right.lanewise(XOR, sum))
                    .lanewise(ASHR, INT_SIGN)
                    .or(sum.lanewise(LSHL, unused).lanewise(ASHR, unused).lanewise(XOR, sum))
                    .or(lost);
        }
        if (IntVector.zero(INTS).compare(NE, lost).anyTrue()) {
            restore(target);
            addExactly(target, operand);
        }
    }

    private void addExactly(int[] target, int[] operand) {
        for (int i = 0; i < block.width; i += LANES) {
            lanes(target, i).add(lanes(operand, i)).intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void subtract(int[] target, int[] operand) {
        IntVector lost = IntVector.zero(INTS);
        for (int i = 0; i < block.width; i += INTS.length()) {
            IntVector left = IntVector.fromArray(INTS, target, i);
            IntVector right = IntVector.fromArray(INTS, operand, i);
            IntVector difference = left.sub(right);
            left.intoArray(block.results, i);
            (block.isMasked ? left.blend(difference, block.active(i)) : difference).intoArray(target, i);
            lost = left.lanewise(XOR, right)
                    .and(left.lanewise(XOR, difference))
                    .lanewise(ASHR, INT_SIGN)
                    .or(difference.lanewise(LSHL, unused).lanewise(ASHR, unused).lanewise(XOR, difference))
                    .or(lost);
        }
        if (IntVector.zero(INTS).compare(NE, lost).anyTrue()) {
            restore(target);
            subtractExactly(target, operand);
        }
    }

    private void subtractExactly(int[] target, int[] operand) {
        for (int i = 0; i < block.width; i += LANES) {
            lanes(target, i).sub(lanes(operand, i)).intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void addValue(int[] target, int value) {
        IntVector lost = IntVector.zero(INTS);
        for (int i = 0; i < block.width; i += INTS.length()) {
            IntVector left = IntVector.fromArray(INTS, target, i);
            IntVector sum = left.add(value);
            left.intoArray(block.results, i);
            (block.isMasked ? left.blend(sum, block.active(i)) : sum).intoArray(target, i);
            lost = left.lanewise(XOR, sum)
                    .and(sum.lanewise(XOR, value))
                    .lanewise(ASHR, INT_SIGN)
                    .or(sum.lanewise(LSHL, unused).lanewise(ASHR, unused).lanewise(XOR, sum))
                    .or(lost);
        }
        if (IntVector.zero(INTS).compare(NE, lost).anyTrue()) {
            restore(target);
            addValueExactly(target, value);
        }
    }

    private void addValueExactly(int[] target, int value) {
        for (int i = 0; i < block.width; i += LANES) {
            lanes(target, i).add(value).intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void shiftLeft(int[] target, int bits) {
        for (int i = 0; i < block.width; i += LANES) {
            lanes(target, i).lanewise(LSHL, bits).intoArray(exact, i);
        }
        write(target);
    }

    private long half(int shift) {
        return rounding == ProductRounding.NEAREST ? 1L << shift >> 1 : 0;
    }

    private long correction(int shift) {
        return switch (rounding) {
            case NEAREST -> shift == 0 ? 0 : -1;
            case TOWARDS_ZERO -> (1L << shift) - 1;
            case FLOOR -> 0;
        };
    }

    /** Adds products to the exact results. */
    private void addProducts(int[] left, int[] right, int shift) {
        long half = half(shift);
        long correction = correction(shift);
        for (int i = 0; i < block.width; i += LANES) {
            LongVector product = lanes(left, i).mul(lanes(right, i));
            product.add(half)
                    .add(product.lanewise(ASHR, SIGN).and(correction))
                    .lanewise(ASHR, shift)
                    .add(LongVector.fromArray(LONGS, exact, i))
                    .intoArray(exact, i);
        }
    }

    @Override
    public void multiply(int[] target, int[] operand, int shift) {
        long half = half(shift);
        long correction = correction(shift);
        LongVector lost = LongVector.zero(LONGS);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector left = IntVector.fromArray(HALF, target, i);
            LongVector product = ((LongVector) left.convertShape(I2L, LONGS, 0)).mul(lanes(operand, i));
            LongVector rounded = product.add(half)
                    .add(product.lanewise(ASHR, SIGN).and(correction))
                    .lanewise(ASHR, shift);
            IntVector kept = narrowed(rounded).lanewise(LSHL, unused).lanewise(ASHR, unused);
            lost = rounded.lanewise(XOR, (LongVector) kept.convertShape(I2L, LONGS, 0))
                    .or(lost);
            left.intoArray(block.results, i);
            (block.isMasked
                            ? left.blend(
                                    kept,
                                    IntVector.fromArray(HALF, block.active, i).compare(NE, 0))
                            : kept)
                    .intoArray(target, i);
        }
        if (LongVector.zero(LONGS).compare(NE, lost).anyTrue()) {
            restore(target);
            multiplyExactly(target, operand, shift);
        }
    }

    private void multiplyExactly(int[] target, int[] operand, int shift) {
        Arrays.fill(exact, 0, block.width, 0);
        addProducts(target, operand, shift);
        write(target);
    }

    @Override
    public void multiply(int[] target, int[] operand, int[] shifts) {
        long nearest = rounding == ProductRounding.NEAREST ? -1 : 0;
        long towardsZero = rounding == ProductRounding.TOWARDS_ZERO ? -1 : 0;
        LongVector one = LongVector.broadcast(LONGS, 1);
        for (int i = 0; i < block.width; i += LANES) {
            LongVector shift = lanes(shifts, i).lanewise(ASHR, SHIFT_AT).and(SHIFT_MASK);
            LongVector product = lanes(target, i).mul(lanes(operand, i));
            LongVector unit = one.lanewise(LSHL, shift);
            LongVector half = unit.lanewise(ASHR, 1).and(nearest);
            LongVector correction =
                    half.neg().lanewise(ASHR, SIGN).or(unit.sub(one).and(towardsZero));
            product.add(half)
                    .add(product.lanewise(ASHR, SIGN).and(correction))
                    .lanewise(ASHR, shift)
                    .intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void combine(int[] target, int[][] terms, LaneValues[] factors, LaneValues added, int shift) {
        for (int i = 0; i < block.width; i += LANES) {
            values(added, i).intoArray(exact, i);
        }
        for (int t = 0; t < terms.length; t++) {
            factors[t].copyTo(block.scratch, block.first, block.width);
            addProducts(terms[t], block.scratch, shift);
        }
        write(target);
    }

    @Override
    public void arrive(int[] target) {
        System.arraycopy(block.inputs, block.first, block.results, 0, block.count);
        if (block.fits(block.results, unused)) {
            block.finish(target);
            return;
        }
        for (int i = 0; i < block.width; i += LANES) {
            lanes(block.results, i).intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void reset(int[] spiking, Action.Reset reset, LaneValues value) {
        int[] potential = block.registers[0];
        for (int i = 0; i < block.width; i += LANES) {
            LongVector old = lanes(potential, i);
            LongVector after = switch (reset) {
                case NONE -> old;
                case VALUE -> values(value, i);
                case THRESHOLD -> old.sub(lanes(block.registers[1], i));
                case DECREMENT -> old.sub(values(value, i));
            };
            old.blend(after, lanes(spiking, i).compare(NE, 0)).intoArray(exact, i);
        }
        write(potential);
    }
}
