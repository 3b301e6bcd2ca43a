package org.synfire.emulator.kernel.program;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.Action;
import org.synfire.network.program.StateField;

/** Turns the actions of a program into steps on the arrays of a block, so that a step looks nothing up. */
final class BlockCompiler {
    private final AssemblyNeurons neurons;
    private final Block block;
    private final BlockMoves moves;
    private final Optional<SpikeCounter> counter;
    private final BlockArithmetic arithmetic;
    private final MemorySegment[] words;
    private final Map<String, LaneValues> constants = new HashMap<>();
    private final int[] spiking = new int[Block.SIZE];

    /**
     * @param neurons whose program it is
     * @param block that the steps work on
     * @param counter of spikes, where a neuron can spike more than once
     * @param count neurons of the core
     * @param entries for each neuron of a period its entry among the constants
     * @param words memory of each state word
     */
    BlockCompiler(
            AssemblyNeurons neurons,
            Block block,
            Optional<SpikeCounter> counter,
            int count,
            int[] entries,
            MemorySegment[] words) {
        this.neurons = neurons;
        this.block = block;
        this.moves = new BlockMoves(block);
        this.counter = counter;
        this.arithmetic = BlockArithmetic.of(block, neurons.arithmetic());
        this.words = words;
        neurons.program()
                .constants()
                .keySet()
                .forEach(name -> constants.put(name, LaneValues.of(neurons.constant(name), entries, count)));
    }

    /**
     * Sets the registers that have an initial value: at once where all neurons keep it, else by the steps that are
     * returned.
     */
    Runnable[] initial() {
        List<Runnable> steps = new ArrayList<>();
        for (int register = 0; register < block.registers.length; register++) {
            int[] into = block.registers[register];
            LaneValues value = constants.getOrDefault("R" + register, LaneValues.ZERO);
            if (isFixed(register)) {
                value.copyTo(into, 0, Block.SIZE);
            } else if (constants.containsKey("R" + register)) {
                steps.add(() -> value.copyTo(into, block.first, block.width));
            }
        }
        return steps.toArray(Runnable[]::new);
    }

    /** Whether a register has the same value for all neurons at every word. */
    private boolean isFixed(int register) {
        LaneValues value = constants.get("R" + register);
        return value != null && value.isShared() && !neurons.program().writes(register);
    }

    /** The steps of an instruction. */
    Runnable[] steps(List<Action> actions) {
        return actions.stream().map(this::step).toArray(Runnable[]::new);
    }

    private Runnable step(Action action) {
        int[][] r = block.registers;
        return switch (action) {
            case Action.Add add -> () -> arithmetic.add(r[add.target()], r[add.operand()]);
            case Action.Subtract subtract -> () -> arithmetic.subtract(r[subtract.target()], r[subtract.operand()]);
            case Action.Multiply multiply ->
                () -> arithmetic.multiply(r[multiply.target()], r[multiply.operand()], multiply.shift());
            case Action.MultiplyByRegister multiply -> multiply(multiply);
            case Action.AddValue add -> () -> arithmetic.addValue(r[add.target()], add.value());
            case Action.ShiftLeft shift -> () -> arithmetic.shiftLeft(r[shift.target()], shift.bits());
            case Action.ShiftRight shift -> () -> moves.shiftRight(r[shift.target()], shift.bits());
            case Action.Compare compare ->
                () -> moves.compare(compare.comparison(), r[compare.left()], r[compare.right()]);
            case Action.Jump jump -> jump(jump);
            case Action.Move move -> () -> moves.move(r[move.target()], r[move.operand()]);
            case Action.Logic logic -> () -> moves.logic(logic.function(), r[logic.target()], r[logic.operand()]);
            case Action.Load load -> load(load.field());
            case Action.LoadArrived load -> () -> arithmetic.arrive(r[load.target()]);
            case Action.Store store -> store(store.field());
            case Action.Combine combine -> combine(combine);
            case Action.Spike spike -> spike(spike);
            case Action.End end -> () -> block.jump(Block.ENDED);
        };
    }

    private Runnable multiply(Action.MultiplyByRegister multiply) {
        int[] target = block.registers[multiply.target()];
        int[] operand = block.registers[multiply.operand()];
        int[] shifts = block.registers[multiply.shiftRegister()];
        if (isFixed(multiply.shiftRegister())) {
            int shift = Action.MultiplyByRegister.shift(
                    constants.get("R" + multiply.shiftRegister()).at(0));
            return () -> arithmetic.multiply(target, operand, shift);
        }
        return () -> arithmetic.multiply(target, operand, shifts);
    }

    private Runnable jump(Action.Jump jump) {
        return switch (jump.condition()) {
            case ALWAYS -> () -> block.jump(jump.target());
            case IF_TRUE -> () -> block.jump(jump.target(), true);
            case IF_FALSE -> () -> block.jump(jump.target(), false);
        };
    }

    private MemorySegment memory(StateField field) {
        return words[neurons.program().state().indexOf(field)];
    }

    private Runnable load(StateField field) {
        MemorySegment memory = memory(field);
        int[] target = block.registers[field.register()];
        return () -> moves.load(memory, target);
    }

    private Runnable store(StateField field) {
        MemorySegment memory = memory(field);
        int[] from = block.registers[field.register()];
        int registerBits = neurons.arithmetic().register().bits();
        int bits = field.bits(registerBits);
        boolean saturates = neurons.arithmetic().isSaturating();
        return bits == registerBits
                ? () -> moves.store(memory, from)
                : () -> moves.store(memory, from, bits, saturates);
    }

    private Runnable combine(Action.Combine combine) {
        int[] target = block.registers[combine.target()];
        int[][] terms = combine.terms().stream()
                .map(term -> block.registers[term.register()])
                .toArray(int[][]::new);
        LaneValues[] factors = combine.terms().stream()
                .map(term -> constants.get(term.parameter()))
                .toArray(LaneValues[]::new);
        LaneValues added = constants.getOrDefault(combine.added(), LaneValues.ZERO);
        return () -> arithmetic.combine(target, terms, factors, added, combine.shift());
    }

    private Runnable spike(Action.Spike spike) {
        LaneValues value = switch (spike.reset()) {
            case NONE, THRESHOLD -> LaneValues.ZERO;
            case VALUE -> constants.get("reset");
            case DECREMENT -> constants.get("decrement");
        };
        Runnable send = counter.<Runnable>map(of -> () -> of.add(spiking)).orElse(() -> moves.send(spiking));
        return () -> {
            if (moves.findsSpikes(spike.isCompared(), spiking)) {
                if (spike.isSent()) {
                    send.run();
                }
                if (spike.reset() != Action.Reset.NONE) {
                    arithmetic.reset(spiking, spike.reset(), value);
                }
            }
        };
    }
}
