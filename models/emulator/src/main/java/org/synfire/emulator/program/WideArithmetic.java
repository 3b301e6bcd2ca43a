package org.synfire.emulator.program;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2L;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.synfire.emulator.program.Block.SIZE;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.synfire.network.program.Action;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Registers of 32 bits in lanes of 64: every sum and product is exact in a lane.
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
    private static final int SHIFT_AT = 8;
    private static final int SHIFT_MASK = 15;

    private final Block block;
    private final boolean isSaturating;
    private final ProductRounding rounding;

    WideArithmetic(Block block, RegisterArithmetic arithmetic) {
        this.block = block;
        this.isSaturating = arithmetic.isSaturating();
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

    private void write(int[] target, int lane, LongVector exact) {
        IntVector limited = narrowed(isSaturating ? exact.max(Integer.MIN_VALUE).min(Integer.MAX_VALUE) : exact);
        LongVector difference = exact.lanewise(XOR, (LongVector) limited.convertShape(I2L, LONGS, 0));
        IntVector lost = narrowed(difference.or(difference.lanewise(ASHR, Integer.SIZE)));
        IntVector overflow = IntVector.fromArray(HALF, block.overflow, lane);
        if (block.isMasked) {
            VectorMask<Integer> active =
                    IntVector.fromArray(HALF, block.active, lane).compare(NE, 0);
            IntVector.fromArray(HALF, target, lane).blend(limited, active).intoArray(target, lane);
            overflow.blend(overflow.or(lost), active).intoArray(block.overflow, lane);
        } else {
            limited.intoArray(target, lane);
            overflow.or(lost).intoArray(block.overflow, lane);
        }
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

    private LongVector rounded(LongVector product, int shift) {
        long unit = 1L << shift;
        LongVector negative = product.lanewise(ASHR, SIGN);
        LongVector moved = switch (rounding) {
            case NEAREST -> product.add(unit >> 1).add(negative.and(shift == 0 ? 0 : -1));
            case TOWARDS_ZERO -> product.add(negative.and(unit - 1));
            case FLOOR -> product;
        };
        return moved.lanewise(ASHR, shift);
    }

    private LongVector rounded(LongVector product, LongVector shift) {
        LongVector unit = LongVector.broadcast(LONGS, 1).lanewise(LSHL, shift);
        LongVector negative = product.lanewise(ASHR, SIGN);
        LongVector moved = switch (rounding) {
            case NEAREST -> {
                LongVector half = unit.lanewise(ASHR, 1);
                yield product.add(half).add(negative.blend(0, half.eq(0)));
            }
            case TOWARDS_ZERO -> product.add(negative.and(unit.sub(1)));
            case FLOOR -> product;
        };
        return moved.lanewise(ASHR, shift);
    }

    @Override
    public void multiply(int[] target, int[] operand, int shift) {
        for (int i = 0; i < SIZE; i += LANES) {
            write(target, i, rounded(lanes(target, i).mul(lanes(operand, i)), shift));
        }
    }

    @Override
    public void multiply(int[] target, int[] operand, int[] shifts) {
        for (int i = 0; i < SIZE; i += LANES) {
            LongVector shift = lanes(shifts, i).lanewise(ASHR, SHIFT_AT).and(SHIFT_MASK);
            write(target, i, rounded(lanes(target, i).mul(lanes(operand, i)), shift));
        }
    }

    @Override
    public void combine(int[] target, int[][] terms, LaneValues[] factors, LaneValues added, int shift) {
        for (int i = 0; i < SIZE; i += LANES) {
            LongVector sum = values(added, i);
            for (int t = 0; t < terms.length; t++) {
                sum = sum.add(rounded(lanes(terms[t], i).mul(values(factors[t], i)), shift));
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
            LongVector old = lanes(potential, i);
            LongVector after = switch (reset) {
                case NONE -> old;
                case VALUE -> values(value, i);
                case THRESHOLD -> old.sub(lanes(block.registers[1], i));
                case DECREMENT -> old.sub(values(value, i));
            };
            write(potential, i, old.blend(after, lanes(spiking, i).compare(NE, 0)));
        }
    }
}
