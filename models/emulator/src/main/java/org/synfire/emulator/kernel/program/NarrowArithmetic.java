package org.synfire.emulator.kernel.program;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.synfire.emulator.kernel.program.Block.INTS;
import static org.synfire.emulator.kernel.program.Block.LANES;
import static org.synfire.emulator.kernel.program.Block.SIZE;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import org.synfire.network.program.Action;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Registers of 16 bits in lanes of 32: every sum, and every product of two registers, is exact in a lane.
 *
 * <p>No method but the smallest hands a vector to another: whether the compiler inlines a larger one depends on what
 * else has run, and a vector that is handed over is an object.
 *
 * <p><b>Fixed point:</b> a product p is rounded as {@code (p + half + (p < 0 ? correction : 0)) >> shift}: half is
 * {@code 2^(shift-1)} and the correction -1 for the nearest integer, 0 and {@code 2^shift - 1} towards zero, 0 and 0
 * for the floor.
 */
final class NarrowArithmetic implements BlockArithmetic {
    private static final int SIGN = Integer.SIZE - 1;
    private static final int UNUSED = Integer.SIZE - RegisterArithmetic.NARROW_BITS;
    private static final int SHIFT_AT = 8;
    private static final int SHIFT_MASK = 15;

    private final Block block;
    private final int[] exact = new int[SIZE];
    private final boolean isSaturating;
    private final ProductRounding rounding;

    NarrowArithmetic(Block block, RegisterArithmetic arithmetic) {
        this.block = block;
        this.isSaturating = arithmetic.isSaturating();
        this.rounding = arithmetic.products();
    }

    private static IntVector lanes(int[] values, int lane) {
        return IntVector.fromArray(INTS, values, lane);
    }

    /** Writes the exact results to a register. */
    private void write(int[] target) {
        block.noteOverflow();
        int least = isSaturating ? Short.MIN_VALUE : Integer.MIN_VALUE;
        int most = isSaturating ? Short.MAX_VALUE : Integer.MAX_VALUE;
        for (int i = 0; i < block.width; i += LANES) {
            IntVector result = lanes(exact, i);
            IntVector limited =
                    result.max(least).min(most).lanewise(LSHL, UNUSED).lanewise(ASHR, UNUSED);
            IntVector lost = result.lanewise(XOR, limited);
            IntVector overflow = lanes(block.overflow, i);
            if (block.isMasked) {
                VectorMask<Integer> active = lanes(block.active, i).compare(NE, 0);
                lanes(target, i).blend(limited, active).intoArray(target, i);
                overflow.blend(overflow.or(lost), active).intoArray(block.overflow, i);
            } else {
                limited.intoArray(target, i);
                overflow.or(lost).intoArray(block.overflow, i);
            }
        }
    }

    @Override
    public void add(int[] target, int[] operand) {
        for (int i = 0; i < block.width; i += LANES) {
            lanes(target, i).add(lanes(operand, i)).intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void subtract(int[] target, int[] operand) {
        for (int i = 0; i < block.width; i += LANES) {
            lanes(target, i).sub(lanes(operand, i)).intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void addValue(int[] target, int value) {
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

    private int half(int shift) {
        return rounding == ProductRounding.NEAREST ? 1 << shift >> 1 : 0;
    }

    private int correction(int shift) {
        return switch (rounding) {
            case NEAREST -> shift == 0 ? 0 : -1;
            case TOWARDS_ZERO -> (1 << shift) - 1;
            case FLOOR -> 0;
        };
    }

    @Override
    public void multiply(int[] target, int[] operand, int shift) {
        int half = half(shift);
        int correction = correction(shift);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector product = lanes(target, i).mul(lanes(operand, i));
            product.add(half)
                    .add(product.lanewise(ASHR, SIGN).and(correction))
                    .lanewise(ASHR, shift)
                    .intoArray(exact, i);
        }
        write(target);
    }

    @Override
    public void multiply(int[] target, int[] operand, int[] shifts) {
        int nearest = rounding == ProductRounding.NEAREST ? -1 : 0;
        int towardsZero = rounding == ProductRounding.TOWARDS_ZERO ? -1 : 0;
        IntVector one = IntVector.broadcast(INTS, 1);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector shift = lanes(shifts, i).lanewise(ASHR, SHIFT_AT).and(SHIFT_MASK);
            IntVector product = lanes(target, i).mul(lanes(operand, i));
            IntVector unit = one.lanewise(LSHL, shift);
            IntVector half = unit.lanewise(ASHR, 1).and(nearest);
            IntVector correction =
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
        added.copyTo(exact, block.first, block.width);
        for (int t = 0; t < terms.length; t++) {
            if (factors[t].isShared()) {
                addProducts(terms[t], factors[t].at(0), shift);
            } else {
                addProducts(terms[t], factors[t].values(), shift);
            }
        }
        write(target);
    }

    /** Adds products with one factor to the exact results. */
    private void addProducts(int[] term, int factor, int shift) {
        int half = half(shift);
        int correction = correction(shift);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector product = lanes(term, i).mul(factor);
            product.add(half)
                    .add(product.lanewise(ASHR, SIGN).and(correction))
                    .lanewise(ASHR, shift)
                    .add(lanes(exact, i))
                    .intoArray(exact, i);
        }
    }

    /** Adds products with a factor of each neuron of the core to the exact results. */
    private void addProducts(int[] term, int[] factors, int shift) {
        int half = half(shift);
        int correction = correction(shift);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector product = lanes(term, i).mul(lanes(factors, block.first + i));
            product.add(half)
                    .add(product.lanewise(ASHR, SIGN).and(correction))
                    .lanewise(ASHR, shift)
                    .add(lanes(exact, i))
                    .intoArray(exact, i);
        }
    }

    @Override
    public void arrive(int[] target) {
        System.arraycopy(block.inputs, block.first, exact, 0, block.count);
        write(target);
    }

    @Override
    public void reset(int[] spiking, Action.Reset reset, LaneValues value) {
        int[] potential = block.registers[0];
        for (int i = 0; i < block.width; i += LANES) {
            IntVector old = lanes(potential, i);
            IntVector after = switch (reset) {
                case NONE -> old;
                case VALUE -> value.lanes(block.first + i);
                case THRESHOLD -> old.sub(lanes(block.registers[1], i));
                case DECREMENT -> old.sub(value.lanes(block.first + i));
            };
            old.blend(after, lanes(spiking, i).compare(NE, 0)).intoArray(exact, i);
        }
        write(potential);
    }
}
