package org.synfire.network.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/** The programs that come along compute the equations that they state. */
class ProgramLibraryTest {
    private static final int STEPS = 2_000;
    private static final RegisterArithmetic CHIP =
            new RegisterArithmetic(new Register(16, Register.Overflow.SATURATE), ProductRounding.NEAREST);

    /** A neuron of the library, and how often it has spiked. */
    private static final class Neuron {
        private final AssemblyNeurons program;
        private final int[] state;
        private int result;
        private int spikes;

        Neuron(AssemblyNeurons program) {
            this.program = program;
            this.state = new int[program.state().size()];
            program.begin(state, 0);
        }

        Neuron(String name) {
            this(AssemblyNeurons.of(ProgramLibrary.program(name), CHIP));
        }

        boolean firesAfter(int input) {
            result = program.step(state, input, 0);
            assertEquals(0, result & NeuronProgram.OVERFLOW);
            spikes += result & NeuronProgram.SPIKE;
            return (result & NeuronProgram.SPIKE) != 0;
        }

        int instructions() {
            return result >> NeuronProgram.INSTRUCTIONS_SHIFT;
        }

        int word(String name) {
            return state[program.state().stream().map(StateWord::name).toList().indexOf(name)];
        }
    }

    private static int[] inputs(int least, int most) {
        return new Random(7).ints(STEPS, least, most + 1).toArray();
    }

    /** A product of a decay: the nearest integer to the 256th part, halves away from zero. */
    private static int part(int factor, int value) {
        return (int) (Math.signum(value) * Math.round(Math.abs((double) factor * value) / 256));
    }

    @ParameterizedTest
    @CsvSource({"if, 0, 5", "if-bias, 10, 6"})
    void integratesAndFires(String name, int bias, int instructions) {
        Neuron neuron = new Neuron(name);
        int potential = 0;
        for (int input : inputs(-100, 200)) {
            potential += input + bias;
            boolean fires = potential >= 1000;
            potential = fires ? 0 : potential;
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
            assertEquals(instructions, neuron.instructions());
        }
        assertTrue(neuron.spikes > 50);
    }

    @Test
    void leaks() {
        Neuron neuron = new Neuron("lif");
        int potential = 0;
        for (int input : inputs(-50, 300)) {
            potential = part(244, potential) + input;
            boolean fires = potential >= 1000;
            potential = fires ? 0 : potential;
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
        }
        assertTrue(neuron.spikes > 50);
    }

    /** Without input a potential falls as exp(-t / tau), within the 256th parts of its decay. */
    @Test
    void decaysAsTheExponential() {
        Neuron neuron = new Neuron(AssemblyNeurons.of(ProgramLibrary.program("lif"), CHIP)
                .with("potential", 20_000)
                .with("R1", 30_000));
        for (int step = 1; step <= 40; step++) {
            neuron.firesAfter(0);
            assertEquals(20_000 * Math.exp(-step / 20.0), neuron.word("potential"), 20_000 * 0.002 * step);
        }
    }

    @Test
    void currentsDrivePotentials() {
        Neuron neuron = new Neuron("clif");
        int current = 0;
        int potential = 0;
        for (int input : inputs(-60, 120)) {
            current = part(210, current) + input;
            potential = part(244, potential) + current;
            boolean fires = potential >= 1000;
            potential = fires ? 0 : potential;
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
            assertEquals(current, neuron.word("current"));
            assertEquals(9, neuron.instructions());
        }
        assertTrue(neuron.spikes > 50);
    }

    @Test
    void isRefractory() {
        Neuron neuron = new Neuron("refractory");
        int potential = 0;
        int rest = 0;
        for (int input : inputs(0, 400)) {
            boolean fires = false;
            if (rest > 0) {
                rest--;
            } else {
                potential = part(244, potential) + input;
                fires = potential >= 1000;
                potential = fires ? 0 : potential;
                rest = fires ? 5 : 0;
            }
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
            assertEquals(rest, neuron.word("refractory"));
        }
        assertTrue(neuron.spikes > 50);
    }

    @Test
    void thresholdsAdapt() {
        Neuron neuron = new Neuron("alif");
        int current = 0;
        int potential = 0;
        int adaptation = 0;
        for (int input : inputs(0, 120)) {
            current = part(210, current) + input;
            potential = part(244, potential) + current;
            adaptation = part(253, adaptation);
            boolean fires = potential >= 1000 + adaptation;
            potential = fires ? 0 : potential;
            adaptation += fires ? 200 : 0;
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
            assertEquals(adaptation, neuron.word("res"));
        }
        assertTrue(neuron.spikes > 50 && adaptation > 0);
    }

    @Test
    void integratesWithoutSpikes() {
        Neuron neuron = new Neuron("integrator");
        int sum = 0;
        for (int input : inputs(-3, 4)) {
            sum += input;
            neuron.firesAfter(input);
            assertEquals(sum, neuron.word("potential"));
        }
        assertEquals(0, neuron.spikes);
    }

    /** Integers spike as often as Izhikevich's equations in real numbers, within a twentieth, and begin with them. */
    @ParameterizedTest
    @CsvSource({"5", "10", "20"})
    void spikesAsIzhikevich(int current) {
        Neuron neuron = new Neuron("izhikevich");
        List<Integer> integers = IntStream.range(0, STEPS)
                .filter(step -> neuron.firesAfter(64 * current))
                .boxed()
                .toList();
        List<Integer> reals = izhikevich(current);
        assertTrue(reals.size() > 10);
        assertEquals(reals.size(), integers.size(), reals.size() / 20.0);
        assertEquals(reals.getFirst(), integers.getFirst(), 1);
    }

    private static List<Integer> izhikevich(int current) {
        List<Integer> spikes = new ArrayList<>();
        double v = -65;
        double u = -13;
        for (int step = 0; step < STEPS; step++) {
            for (int half = 0; half < 2 && v < 30; half++) {
                v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + current);
            }
            u += 0.02 * (0.2 * v - u);
            if (v >= 30) {
                spikes.add(step);
                u += 8;
                v = -65;
            }
        }
        return spikes;
    }

    private static AssemblyNeurons loihi(String name) {
        return AssemblyNeurons.of(
                ProgramLibrary.program(name),
                new RegisterArithmetic(new Register(32, Register.Overflow.SATURATE), ProductRounding.TOWARDS_ZERO));
    }

    /** What a decay of 12 bits leaves, towards zero as Java divides. */
    private static int left(int value, int decay) {
        return (int) ((long) value * (4096 - decay) / 4096);
    }

    @Test
    void decaysTowardsZeroAsLoihi() {
        Neuron neuron = new Neuron(loihi("loihi-cuba").with("R10", -64 * 3));
        int current = 0;
        int potential = 0;
        for (int input : inputs(-120, 130)) {
            current = left(current, 1024) + 64 * input;
            potential = left(potential, 128) + current - 64 * 3;
            boolean fires = potential > 64 * 80;
            potential = fires ? 0 : potential;
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
            assertEquals(current, neuron.word("current"));
        }
        assertTrue(neuron.spikes > 50);
    }

    @Test
    void restsAsLoihiWhileItsCurrentGoesOn() {
        Neuron neuron = new Neuron(loihi("loihi-refractory").with("R6", 3));
        int current = 0;
        int potential = 0;
        int rest = 0;
        for (int input : inputs(-100, 130)) {
            current = left(current, 1024) + 64 * input;
            boolean fires = false;
            if (rest > 0) {
                rest--;
            } else {
                potential = left(potential, 128) + current;
                fires = potential > 64 * 80;
                potential = fires ? 0 : potential;
                rest = fires ? 3 : 0;
            }
            assertEquals(fires, neuron.firesAfter(input));
            assertEquals(potential, neuron.word("potential"));
            assertEquals(current, neuron.word("current"));
            assertEquals(rest, neuron.word("refractory"));
        }
        assertTrue(neuron.spikes > 50);
    }

    static List<ProductRounding> roundings() {
        return List.of(ProductRounding.values());
    }

    /** MINT's neuron as a program is MINT's neuron, for all roundings, both shifts and both directions. */
    @ParameterizedTest
    @MethodSource("roundings")
    void isMintsNeuron(ProductRounding rounding) {
        Random random = new Random(11);
        for (int trial = 0; trial < 200; trial++) {
            int bits = 2 + random.nextInt(15);
            boolean isInverted = random.nextBoolean();
            PotentialRounding shift =
                    random.nextBoolean() ? PotentialRounding.SHIFT_ON_READ : PotentialRounding.SHIFT_ON_STORE;
            int limit = MintNeurons.levels(bits);
            int threshold = random.nextInt(-limit, 2 * limit + 1);
            MintNeurons mint = new MintNeurons(bits, shift, new int[] {threshold}, new boolean[] {isInverted});
            AssemblyNeurons program = AssemblyNeurons.of(
                            ProgramLibrary.program(
                                    shift == PotentialRounding.SHIFT_ON_READ ? "mint-read" : "mint-store"),
                            new RegisterArithmetic(new Register(32, Register.Overflow.SATURATE), rounding))
                    .with("R1", isInverted ? -threshold : threshold)
                    .with("R6", limit)
                    .with("R7", -limit)
                    .with("R10", isInverted ? -1 : 1);
            int[] expected = new int[1];
            int[] state = new int[1];
            for (int step = 0; step < 50; step++) {
                int input = random.nextInt(-limit - 1, limit + 2);
                assertEquals(
                        mint.step(expected, input, 0),
                        program.step(state, input, 0) & (NeuronProgram.SPIKE | NeuronProgram.OVERFLOW));
                assertEquals(expected[0], state[0]);
            }
        }
    }

    @Test
    void everyProgramStatesEquationAndSource() {
        for (String name : ProgramLibrary.names()) {
            String text = ProgramLibrary.text(name).orElseThrow();
            assertTrue(text.contains("; Equation: ") && text.contains("; Source: "), name);
            assertTrue(
                    ProgramLibrary.description(text).endsWith(".")
                            || ProgramLibrary.description(text).endsWith(":"),
                    name);
            assertTrue(IntStream.of(ProgramLibrary.program(name).words()).allMatch(word -> word >> 16 == 0));
        }
    }
}
