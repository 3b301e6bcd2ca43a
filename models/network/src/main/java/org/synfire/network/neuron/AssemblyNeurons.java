package org.synfire.network.neuron;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.synfire.engine.InputException;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.AssemblyProgram;
import org.synfire.network.program.Interpreter;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.network.program.StateField;

/**
 * Neurons that follow a program in the assembly of Darwin3's instruction set.
 *
 * <p><b>Equation:</b> {@link Interpreter}. <b>Overflow:</b> a neuron and step in which a register or state word cannot
 * hold what is written to it counts once. <b>Source:</b> see {@link Assembler}.
 */
public final class AssemblyNeurons implements NeuronProgram {
    static final String MODEL = "assembly";

    private static final String TEXT = "text";
    private static final String BITS = "registerBits";
    private static final String OVERFLOW_RULE = "registerOverflow";
    private static final String ROUNDING = "productRounding";

    private final AssemblyProgram program;
    private final RegisterArithmetic arithmetic;
    private final Map<String, int[]> constants;
    private final int entries;
    private final List<StateWord> state;
    private final int[][] initial;
    private final Interpreter interpreter;

    private AssemblyNeurons(AssemblyProgram program, RegisterArithmetic arithmetic, Map<String, int[]> constants) {
        this.program = program;
        this.arithmetic = arithmetic;
        this.constants = constants;
        this.entries = entries(constants);
        int bits = arithmetic.register().bits();
        this.state = program.state().stream()
                .map(field -> new StateWord(field.stateName(), field.bits(bits)))
                .toList();
        constants.forEach((name, values) -> requireFit(name, values, least(name, bits), most(name, bits)));
        this.initial = program.state().stream()
                .map(field -> constants.get(field.stateName()))
                .toArray(int[][]::new);
        this.interpreter = new Interpreter(program, arithmetic, constants);
    }

    /**
     * Neurons that all have the constants of the text.
     *
     * @throws InputException if a constant does not fit its register
     */
    public static AssemblyNeurons of(AssemblyProgram program, RegisterArithmetic arithmetic) {
        return new AssemblyNeurons(program, arithmetic, program.values());
    }

    /**
     * The same neurons with other values of a constant.
     *
     * @param name a constant that the text states, see {@link AssemblyProgram#constants()}
     * @param values one, one per channel or one per neuron
     * @throws InputException if the text states no such constant, a value does not fit, or another constant has another
     *     number of values, which is not 1
     */
    public AssemblyNeurons with(String name, int... values) {
        if (!constants.containsKey(name)) {
            throw new InputException(
                    "the program states no " + name + "; it states " + String.join(", ", constants.keySet()));
        }
        Map<String, int[]> changed = new TreeMap<>(constants);
        changed.put(name, values.clone());
        return new AssemblyNeurons(program, arithmetic, changed);
    }

    private static int entries(Map<String, int[]> constants) {
        int entries = constants.values().stream()
                .mapToInt(values -> values.length)
                .max()
                .orElse(1);
        constants.forEach((name, values) -> {
            if (values.length != 1 && values.length != entries) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%d values of %s beside %d of another constant; give 1 or as many",
                        values.length,
                        name,
                        entries));
            }
        });
        return entries;
    }

    private static int least(String name, int bits) {
        return AssemblyProgram.isParameter(name)
                ? AssemblyProgram.leastParameter(name)
                : word(name, bits).least();
    }

    private static int most(String name, int bits) {
        return AssemblyProgram.isParameter(name)
                ? AssemblyProgram.mostParameter(name)
                : word(name, bits).most();
    }

    private static StateWord word(String name, int bits) {
        return new StateWord(name, name.equals(StateField.REFRACTORY.stateName()) ? StateField.REFRACTORY_BITS : bits);
    }

    private static void requireFit(String name, int[] values, int least, int most) {
        for (int value : values) {
            if (value < least || value > most) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "the program's %s is %d, but must be %d..%d; scale the program, or take wider registers",
                        name,
                        value,
                        least,
                        most));
            }
        }
    }

    static AssemblyNeurons read(ParameterReader parameters) {
        AssemblyProgram program = Assembler.assemble("neuron program", parameters.text(TEXT));
        Register register = new Register(
                parameters.whole(BITS, RegisterArithmetic.NARROW_BITS, RegisterArithmetic.WIDE_BITS),
                parameters.constant(OVERFLOW_RULE, Register.Overflow.class));
        Map<String, int[]> constants = new TreeMap<>();
        for (String name : program.constants().keySet()) {
            int[] values = parameters.wholes(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
            if (values.length == 0) {
                throw new InputException("no values of " + name + " for a neuron program; give 1 at least");
            }
            constants.put(name, values);
        }
        return new AssemblyNeurons(
                program,
                new RegisterArithmetic(register, parameters.constant(ROUNDING, ProductRounding.class)),
                constants);
    }

    @Override
    public void writeTo(ParameterWriter parameters) {
        parameters.text(TEXT, program.text());
        parameters.whole(BITS, arithmetic.register().bits());
        parameters.constant(OVERFLOW_RULE, arithmetic.register().overflow());
        parameters.constant(ROUNDING, arithmetic.products());
        constants.forEach(parameters::wholes);
    }

    /** The program. */
    public AssemblyProgram program() {
        return program;
    }

    /** How its registers compute. */
    public RegisterArithmetic arithmetic() {
        return arithmetic;
    }

    /** Values of a constant that the text states: one, or one for each entry. */
    public int[] constant(String name) {
        return constants.get(name).clone();
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public int mostInstructions() {
        return program.mostInstructions();
    }

    @Override
    public List<StateWord> state() {
        return state;
    }

    @Override
    public int entries() {
        return entries;
    }

    @Override
    public boolean canSpike() {
        return program.canSpike();
    }

    @Override
    public int mostSpikes() {
        return program.mostSpikes();
    }

    @Override
    public void begin(int[] words, int entry) {
        for (int w = 0; w < initial.length; w++) {
            words[w] = initial[w][initial[w].length == 1 ? 0 : entry];
        }
    }

    @Override
    public int step(int[] words, int input, int entry) {
        Interpreter.Outcome outcome = interpreter.step(words, input, entry);
        return NeuronProgram.result(outcome.spikes())
                | (outcome.overflows() ? OVERFLOW : 0)
                | outcome.instructions() << INSTRUCTIONS_SHIFT;
    }
}
