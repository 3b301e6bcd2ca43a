package org.synfire.emulator.program;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.synfire.emulator.program.Block.INTS;
import static org.synfire.emulator.program.Block.LANES;
import static org.synfire.emulator.program.Block.SIZE;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.synfire.network.program.Action;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Registers of 16 bits in lanes of 32: every sum, and every product of two registers, is exact in a lane.
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
    private final boolean isSaturating;
    private final ProductRounding rounding;

    NarrowArithmetic(Block block, RegisterArithmetic arithmetic) {
        this.block = block;
        this.isSaturating = arithmetic.isSaturating();
        this.rounding = arithmetic.products();
    }

    private void write(int[] target, int lane, IntVector exact) {
        IntVector limited = isSaturating
                ? exact.max(Short.MIN_VALUE).min(Short.MAX_VALUE)
                : exact.lanewise(LSHL, UNUSED).lanewise(ASHR, UNUSED);
        IntVector lost = exact.lanewise(XOR, limited);
        IntVector overflow = IntVector.fromArray(INTS, block.overflow, lane);
        if (block.isMasked) {
            VectorMask<Integer> active = block.active(lane);
            IntVector.fromArray(INTS, target, lane).blend(limited, active).intoArray(target, lane);
            overflow.blend(overflow.or(lost), active).intoArray(block.overflow, lane);
        } else {
            limited.intoArray(target, lane);
            overflow.or(lost).intoArray(block.overflow, lane);
        }
    }

    private static IntVector lanes(int[] values, int lane) {
        return IntVector.fromArray(INTS, values, lane);
    }

    @Override
    public void add(int[] target, int[] operand) {
        for (int i = 0; i < SIZE; i += LANES) {
            write(target, i, lanes(target, i).add(lanes(operand, i)));
        }
    }

    @Override
    public void subtract(int[] target, int[] operand) {
        for (int i = 0; i < SIZE; i += LANES) {
            write(target, i, lanes(target, i).sub(lanes(operand, i)));
        }
    }

    @Override
    public void addValue(int[] target, int value) {
        for (int i = 0; i < SIZE; i += LANES) {
            write(target, i, lanes(target, i).add(value));
        }
    }

    @Override
    public void shiftLeft(int[] target, int bits) {
        for (int i = 0; i < SIZE; i += LANES) {
            write(target, i, lanes(target, i).lanewise(LSHL, bits));
        }
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

    private static IntVector rounded(IntVector product, int half, int correction, int shift) {
        return product.add(half)
                .add(product.lanewise(ASHR, SIGN).and(correction))
                .lanewise(ASHR, shift);
    }

    @Override
    public void multiply(int[] target, int[] operand, int shift) {
        int half = half(shift);
        int correction = correction(shift);
        for (int i = 0; i < SIZE; i += LANES) {
            IntVector product = lanes(target, i).mul(lanes(operand, i));
            write(target, i, rounded(product, half, correction, shift));
        }
    }

    @Override
    public void multiply(int[] target, int[] operand, int[] shifts) {
        IntVector one = IntVector.broadcast(INTS, 1);
        for (int i = 0; i < SIZE; i += LANES) {
            IntVector shift = lanes(shifts, i).lanewise(ASHR, SHIFT_AT).and(SHIFT_MASK);
            IntVector product = lanes(target, i).mul(lanes(operand, i));
            IntVector unit = one.lanewise(LSHL, shift);
            IntVector negative = product.lanewise(ASHR, SIGN);
            IntVector moved = switch (rounding) {
                case NEAREST -> {
                    IntVector half = unit.lanewise(ASHR, 1);
                    yield product.add(half).add(negative.blend(0, half.eq(0)));
                }
                case TOWARDS_ZERO -> product.add(negative.and(unit.sub(1)));
                case FLOOR -> product;
            };
            write(target, i, moved.lanewise(ASHR, shift));
        }
    }

    @Override
    public void combine(int[] target, int[][] terms, LaneValues[] factors, LaneValues added, int shift) {
        int half = half(shift);
        int correction = correction(shift);
        for (int i = 0; i < SIZE; i += LANES) {
            IntVector sum = added.lanes(block.first + i);
            for (int t = 0; t < terms.length; t++) {
                IntVector product = lanes(terms[t], i).mul(factors[t].lanes(block.first + i));
                sum = sum.add(rounded(product, half, correction, shift));
            }
            write(target, i, sum);
        }
    }

    @Override
    public void arrive(int[] target) {
        System.arraycopy(block.inputs, block.first, block.scratch, 0, block.count);
        for (int i = 0; i < SIZE; i += LANES) {
            write(target, i, lanes(block.scratch, i));
        }
    }

    @Override
    public void reset(int[] spiking, Action.Reset reset, LaneValues value) {
        int[] potential = block.registers[0];
        for (int i = 0; i < SIZE; i += LANES) {
            VectorMask<Integer> spikes = lanes(spiking, i).compare(VectorOperators.NE, 0);
            IntVector old = lanes(potential, i);
            IntVector after = switch (reset) {
                case NONE -> old;
                case VALUE -> value.lanes(block.first + i);
                case THRESHOLD -> old.sub(lanes(block.registers[1], i));
                case DECREMENT -> old.sub(value.lanes(block.first + i));
            };
            write(potential, i, old.blend(after, spikes));
        }
    }
}
