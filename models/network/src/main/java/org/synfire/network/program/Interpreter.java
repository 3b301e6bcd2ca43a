package org.synfire.network.program;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs a program for one neuron at a time, one instruction after the other: the definition of what a program computes.
 *
 * <p><b>Registers:</b> for each neuron they begin with the values that the text states; on the chip they are shared, so
 * that this is an assumption. <b>Flag:</b> set by CMP. <b>Order:</b> a spike leaves when GSPRS sends it; of more than
 * {@link AssemblyProgram#mostSpikes} in a step the others are not sent. <b>Threads:</b> any.
 */
public final class Interpreter {
    private static final int REGISTERS = 16;

    private final Step[][] steps;
    private final RegisterArithmetic arithmetic;
    private final Register register;
    private final List<StateField> state;
    private final Map<String, int[]> constants;
    private final int[][] initial = new int[REGISTERS][];
    private final int mostSpikes;

    /** An action whose constants have been found. */
    private interface Step {
        void perform(Run run);
    }

    /**
     * @param program to run
     * @param arithmetic of the registers
     * @param constants those of the program by name, each one value or one for each entry
     */
    public Interpreter(AssemblyProgram program, RegisterArithmetic arithmetic, Map<String, int[]> constants) {
        this.arithmetic = arithmetic;
        this.register = arithmetic.register();
        this.state = program.state();
        this.constants = constants;
        this.mostSpikes = program.mostSpikes();
        this.steps = Action.of(program).stream()
                .map(all -> all.stream().map(this::step).toArray(Step[]::new))
                .toArray(Step[][]::new);
        Arrays.setAll(initial, i -> constants.getOrDefault("R" + i, new int[1]));
    }

    /**
     * What a neuron did in a step.
     *
     * @param spikes how often it spiked
     * @param overflows whether a register or state word could not hold what was written to it
     * @param instructions how many it executed
     */
    public record Outcome(int spikes, boolean overflows, int instructions) {}

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

    private Step step(Action action) {
        return switch (action) {
            case Action.Add add -> run -> run.write(add.target(), (long) run.r[add.target()] + run.r[add.operand()]);
            case Action.Subtract subtract ->
                run -> run.write(subtract.target(), (long) run.r[subtract.target()] - run.r[subtract.operand()]);
            case Action.Multiply multiply ->
                run -> run.multiply(multiply.target(), multiply.operand(), multiply.shift());
            case Action.MultiplyByRegister multiply ->
                run -> run.multiply(
                        multiply.target(),
                        multiply.operand(),
                        Action.MultiplyByRegister.shift(run.r[multiply.shiftRegister()]));
            case Action.AddValue add -> run -> run.write(add.target(), (long) run.r[add.target()] + add.value());
            case Action.ShiftLeft shift ->
                run -> run.write(shift.target(), (long) run.r[shift.target()] << shift.bits());
            case Action.ShiftRight shift -> run -> run.r[shift.target()] >>= shift.bits();
            case Action.Compare compare -> run -> run.compare(compare);
            case Action.Jump jump -> run -> run.jump(jump);
            case Action.Move move -> run -> run.r[move.target()] = run.r[move.operand()];
            case Action.Logic logic ->
                run -> run.r[logic.target()] = logic.function().apply(run.r[logic.target()], run.r[logic.operand()]);
            case Action.Load load -> load(load.field());
            case Action.LoadArrived load -> run -> run.write(load.target(), run.input);
            case Action.Store store -> store(store.field());
            case Action.Combine combine -> combine(combine);
            case Action.Spike spike -> spike(spike);
            case Action.End end -> run -> run.next = steps.length;
        };
    }

    private Step load(StateField field) {
        int word = state.indexOf(field);
        return run -> run.r[field.register()] = run.words[word];
    }

    private Step store(StateField field) {
        int word = state.indexOf(field);
        Register limit = new Register(field.bits(register.bits()), register.overflow());
        return run -> {
            int value = run.r[field.register()];
            run.words[word] = limit.written(value);
            run.overflows |= run.words[word] != value;
        };
    }

    private Step combine(Action.Combine combine) {
        int[] registers =
                combine.terms().stream().mapToInt(Action.Term::register).toArray();
        int[][] factors = combine.terms().stream()
                .map(term -> constants.get(term.parameter()))
                .toArray(int[][]::new);
        int[] added = constants.getOrDefault(combine.added(), new int[1]);
        return run -> {
            long sum = at(added, run.entry);
            for (int t = 0; t < registers.length; t++) {
                long product = (long) run.r[registers[t]] * at(factors[t], run.entry);
                sum += arithmetic.products().shifted(product, combine.shift());
            }
            run.write(combine.target(), sum);
        };
    }

    private Step spike(Action.Spike spike) {
        Step reset = reset(spike.reset());
        return run -> {
            if (!spike.isCompared() || run.r[0] >= run.r[1]) {
                run.spikes += spike.isSent() ? 1 : 0;
                reset.perform(run);
            }
        };
    }

    private Step reset(Action.Reset reset) {
        return switch (reset) {
            case NONE -> run -> {};
            case VALUE -> {
                int[] value = constants.get(Directives.RESET);
                yield run -> run.r[0] = at(value, run.entry);
            }
            case THRESHOLD -> run -> run.write(0, (long) run.r[0] - run.r[1]);
            case DECREMENT -> {
                int[] decrement = constants.get(Directives.DECREMENT);
                yield run -> run.write(0, (long) run.r[0] - at(decrement, run.entry));
            }
        };
    }

    private final class Run {
        private final int[] words;
        private final int input;
        private final int entry;
        private final int[] r = new int[REGISTERS];
        private boolean flag;
        private int spikes;
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
            while (next < steps.length) {
                for (Step step : steps[next++]) {
                    step.perform(this);
                }
                instructions++;
            }
            return new Outcome(Math.min(spikes, mostSpikes), overflows, instructions);
        }

        private void write(int target, long exact) {
            r[target] = register.written(exact);
            overflows |= r[target] != exact;
        }

        private void multiply(int target, int operand, int shift) {
            write(target, arithmetic.products().shifted((long) r[target] * r[operand], shift));
        }

        private void compare(Action.Compare compare) {
            int left = r[compare.left()];
            flag = switch (compare.comparison()) {
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
    }
}
