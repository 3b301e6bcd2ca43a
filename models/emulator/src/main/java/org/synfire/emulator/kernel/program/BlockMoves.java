package org.synfire.emulator.kernel.program;

import static org.synfire.emulator.kernel.program.Block.INTS;
import static org.synfire.emulator.kernel.program.Block.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.synfire.network.program.Action;

/** What a program does with registers and state words besides sums and products, for the active neurons of a block. */
record BlockMoves(Block block) {
    void shiftRight(int[] target, int bits) {
        int[] results = block.resultsFor(target);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector.fromArray(INTS, target, i)
                    .lanewise(VectorOperators.ASHR, bits)
                    .intoArray(results, i);
        }
        block.finishFrom(results, target);
    }

    void move(int[] target, int[] operand) {
        int[] results = block.resultsFor(target);
        System.arraycopy(operand, 0, results, 0, block.width);
        block.finishFrom(results, target);
    }

    void logic(Action.LogicFunction function, int[] target, int[] operand) {
        int[] results = block.resultsFor(target);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector left = IntVector.fromArray(INTS, target, i);
            IntVector right = IntVector.fromArray(INTS, operand, i);
            IntVector result = switch (function) {
                case AND -> left.and(right);
                case OR -> left.or(right);
                case XOR -> left.lanewise(VectorOperators.XOR, right);
                case NOT -> right.not();
                case NAND -> left.and(right).not();
                case NOR -> left.or(right).not();
                case XNOR -> left.lanewise(VectorOperators.XOR, right).not();
            };
            result.intoArray(results, i);
        }
        block.finishFrom(results, target);
    }

    void compare(Action.Comparison comparison, int[] left, int[] right) {
        int[] results = block.resultsFor(block.flag);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector a = IntVector.fromArray(INTS, left, i);
            IntVector b = IntVector.fromArray(INTS, right, i);
            VectorMask<Integer> holds = switch (comparison) {
                case AT_LEAST -> a.compare(VectorOperators.GE, b);
                case EQUAL -> a.compare(VectorOperators.EQ, b);
                case NOT_NEGATIVE -> a.compare(VectorOperators.GE, 0);
                case ZERO -> a.compare(VectorOperators.EQ, 0);
            };
            holds.toVector().reinterpretAsInts().intoArray(results, i);
        }
        block.finishFrom(results, block.flag);
    }

    /** Loads a state word; one integer for each neuron of the core. */
    void load(MemorySegment memory, int[] target) {
        int[] into = block.isMasked ? block.scratch : target;
        MemorySegment.copy(memory, ValueLayout.JAVA_INT, offset(), into, 0, block.count);
        if (block.isMasked) {
            move(target, block.scratch);
        }
    }

    /** Stores a state word as wide as a register. */
    void store(MemorySegment memory, int[] from) {
        if (block.isMasked) {
            MemorySegment.copy(memory, ValueLayout.JAVA_INT, offset(), block.scratch, 0, block.count);
            move(block.scratch, from);
        }
        MemorySegment.copy(
                block.isMasked ? block.scratch : from, 0, memory, ValueLayout.JAVA_INT, offset(), block.count);
    }

    /** Stores a state word of so many bits. */
    void store(MemorySegment memory, int[] from, int bits, boolean saturates) {
        if (block.fits(from, Integer.SIZE - bits)) {
            store(memory, from);
            return;
        }
        block.noteOverflow();
        MemorySegment.copy(memory, ValueLayout.JAVA_INT, offset(), block.scratch, 0, block.count);
        int unused = Integer.SIZE - bits;
        int least = -1 << (bits - 1);
        for (int i = 0; i < block.width; i += LANES) {
            IntVector value = IntVector.fromArray(INTS, from, i);
            IntVector limited = saturates
                    ? value.max(least).min(~least)
                    : value.lanewise(VectorOperators.LSHL, unused).lanewise(VectorOperators.ASHR, unused);
            VectorMask<Integer> active = block.active(i);
            IntVector.fromArray(INTS, block.scratch, i).blend(limited, active).intoArray(block.scratch, i);
            IntVector overflow = IntVector.fromArray(INTS, block.overflow, i);
            overflow.blend(overflow.or(value.lanewise(VectorOperators.XOR, limited)), active)
                    .intoArray(block.overflow, i);
        }
        MemorySegment.copy(block.scratch, 0, memory, ValueLayout.JAVA_INT, offset(), block.count);
    }

    private long offset() {
        return (long) block.first * Integer.BYTES;
    }

    /**
     * Finds the neurons that spike.
     *
     * @param isCompared whether the potential must reach the threshold
     * @param spiking receives -1 where a neuron spikes, 0 elsewhere
     * @return whether any does
     */
    boolean findsSpikes(boolean isCompared, int[] spiking) {
        boolean any = false;
        for (int i = 0; i < block.count; i += LANES) {
            VectorMask<Integer> fires = block.active(i);
            if (isCompared) {
                fires = fires.and(IntVector.fromArray(INTS, block.registers[0], i)
                        .compare(VectorOperators.GE, IntVector.fromArray(INTS, block.registers[1], i)));
            }
            fires.toVector().reinterpretAsInts().intoArray(spiking, i);
            any |= fires.anyTrue();
        }
        return any;
    }

    /** Sets the bits of the neurons that spike. */
    void send(int[] spiking) {
        for (int i = 0; i < block.count; i += LANES) {
            int neuron = block.first + i;
            block.spikes[neuron / Long.SIZE] |= IntVector.fromArray(INTS, spiking, i)
                            .compare(VectorOperators.NE, 0)
                            .toLong()
                    << neuron;
        }
    }
}
