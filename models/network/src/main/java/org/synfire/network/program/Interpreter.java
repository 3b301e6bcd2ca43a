package org.synfire.network.program;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs a program for one neuron at a time, one instruction after the other: the definition of what a program computes.
 *
 * <p><b>Registers:</b> for each neuron they begin with the values that the text states; on the chip they are shared, so
 * that this is an assumption. <b>Flag:</b> set by CMP. <b>Order:</b> a spike leaves when GSPRS sends it; a neuron
 * spikes once a step at most. <b>Threads:</b> any.
 */
public final class Interpreter {
    private static final int REGISTERS = 16;

    private final Action[][] actions;
    private final RegisterArithmetic arithmetic;
    private final Register register;
    private final List<StateField> state;
    private final Map<String, int[]> constants;
    private final int[][] initial = new int[REGISTERS][];

    /**
     * @param program to run
     * @param arithmetic of the registers
     * @param constants those of the program by name, each one value or one for each entry
     */
    public Interpreter(AssemblyProgram program, RegisterArithmetic arithmetic, Map<String, int[]> constants) {
        this.actions = Action.of(program).stream()
                .map(all -> all.toArray(Action[]::new))
                .toArray(Action[][]::new);
        this.arithmetic = arithmetic;
        this.register = arithmetic.register();
        this.state = program.state();
        this.constants = constants;
        Arrays.setAll(initial, i -> constants.getOrDefault("R" + i, new int[1]));
    }

    /**
     * What a neuron did in a step.
     *
     * @param spikes whether it spiked
     * @param overflows whether a register or state word could not hold what was written to it
     * @param instructions how many it executed
     */
    public record Outcome(boolean spikes, boolean overflows, int instructions) {}

    /**
     * One step of one neuron.
     *
     * @param words one for each state word; updated
     * @param input what has arrived
     * @param entry which of several values of a constant is the neuron's
     */
    public Outcome step(int[] words, int input, int entry) {
        return new Run(words, input, entry).outcome();
    }

    private static int at(int[] values, int entry) {
        return values[values.length == 1 ? 0 : entry];
    }

    private final class Run {
        private final int[] words;
        private final int input;
        private final int entry;
        private final int[] r = new int[REGISTERS];
        private boolean flag;
        private boolean spikes;
        private boolean overflows;
        private int next;

        Run(int[] words, int input, int entry) {
            this.words = words;
            this.input = input;
            this.entry = entry;
            for (int i = 0; i < r.length; i++) {
                r[i] = at(initial[i], entry);
            }
        }

        Outcome outcome() {
            int instructions = 0;
            while (next < actions.length) {
                Action[] all = actions[next++];
                for (Action action : all) {
                    perform(action);
                }
                instructions++;
            }
            return new Outcome(spikes, overflows, instructions);
        }

        private void perform(Action action) {
            switch (action) {
                case Action.Add add -> write(add.target(), (long) r[add.target()] + r[add.operand()]);
                case Action.Subtract subtract ->
                    write(subtract.target(), (long) r[subtract.target()] - r[subtract.operand()]);
                case Action.Multiply multiply -> multiply(multiply.target(), multiply.operand(), multiply.shift());
                case Action.MultiplyByRegister multiply ->
                    multiply(multiply.target(), multiply.operand(), r[multiply.shiftRegister()] >> 8 & 15);
                case Action.AddValue add -> write(add.target(), (long) r[add.target()] + add.value());
                case Action.ShiftLeft shift -> write(shift.target(), (long) r[shift.target()] << shift.bits());
                case Action.ShiftRight shift -> r[shift.target()] >>= shift.bits();
                case Action.Compare compare -> flag = holds(compare);
                case Action.Jump jump -> jump(jump);
                case Action.Move move -> r[move.target()] = r[move.operand()];
                case Action.Logic logic ->
                    r[logic.target()] = logic.function().apply(r[logic.target()], r[logic.operand()]);
                case Action.Load load -> r[load.field().register()] = words[state.indexOf(load.field())];
                case Action.LoadArrived load -> write(load.target(), input);
                case Action.Store store -> store(store.field());
                case Action.Combine combine -> combine(combine);
                case Action.Spike spike -> spike(spike);
                case Action.End end -> next = actions.length;
            }
        }

        private void write(int target, long exact) {
            r[target] = register.written(exact);
            overflows |= r[target] != exact;
        }

        private void multiply(int target, int operand, int shift) {
            write(target, arithmetic.products().shifted((long) r[target] * r[operand], shift));
        }

        private boolean holds(Action.Compare compare) {
            int left = r[compare.left()];
            return switch (compare.comparison()) {
                case AT_LEAST -> left >= r[compare.right()];
                case EQUAL -> left == r[compare.right()];
                case NOT_NEGATIVE -> left >= 0;
                case ZERO -> left == 0;
            };
        }

        private void jump(Action.Jump jump) {
            boolean jumps = switch (jump.condition()) {
                case ALWAYS -> true;
                case IF_TRUE -> flag;
                case IF_FALSE -> !flag;
            };
            next = jumps ? jump.target() : next;
        }

        private void store(StateField field) {
            Register word = new Register(field.bits(register.bits()), register.overflow());
            int value = r[field.register()];
            int written = word.written(value);
            words[state.indexOf(field)] = written;
            overflows |= written != value;
        }

        private void combine(Action.Combine combine) {
            long sum = at(constants.getOrDefault(combine.added(), new int[1]), entry);
            for (Action.Term term : combine.terms()) {
                long product = (long) r[term.register()] * at(constants.get(term.parameter()), entry);
                sum += arithmetic.products().shifted(product, combine.shift());
            }
            write(combine.target(), sum);
        }

        private void spike(Action.Spike spike) {
            if (spike.isCompared() && r[0] < r[1]) {
                return;
            }
            spikes |= spike.isSent();
            switch (spike.reset()) {
                case NONE -> {}
                case VALUE -> r[0] = at(constants.get(Directives.RESET), entry);
                case THRESHOLD -> write(0, (long) r[0] - r[1]);
                case DECREMENT -> write(0, (long) r[0] - at(constants.get(Directives.DECREMENT), entry));
            }
        }
    }
}
