package org.synfire.network.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.RealData;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Programs against integers that other code computed: Loihi's LIF neuron, and a network of 64, 128 and 10 LIF neurons.
 *
 * <p>Left out are the rules of real numbers among these oracles. {@code o1_exact} cannot be a program at all: it finds
 * the time of a spike within a step.
 */
class IntegerOraclesTest {
    private static final RegisterArithmetic TOWARDS_ZERO = new RegisterArithmetic(
            new Register(RegisterArithmetic.NARROW_BITS, Register.Overflow.SATURATE), ProductRounding.TOWARDS_ZERO);

    private static final String LAYER = """
        .threshold THRESHOLD
        RESET
        .parameter P0 240
        .state potential
          LSIS ls=load nph=Vt+wgtsum
          UPTVT fcs=decay
          UPTVT fcs=integrate
          GSPRS gsp=1 vcp=1 rsm=KIND
          LSIS ls=store nph=Vt
          NPC
        """;

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper()
                .readTree(RealData.require("snn/expected/" + name + ".json").toFile());
    }

    private static NpyArray array(String name) {
        return NpyArray.read(RealData.require("snn/expected/" + name + ".npy"));
    }

    private static AssemblyNeurons neurons(String text) {
        return AssemblyNeurons.of(Assembler.assemble("oracle", text), TOWARDS_ZERO);
    }

    /** Loihi's neuron without a memory of its current but 1 / 4096, with inputs in units of its potential. */
    private static AssemblyNeurons loihi(int threshold, int decay) {
        return AssemblyNeurons.of(ProgramLibrary.program("loihi-cuba"), TOWARDS_ZERO)
                .with("R1", threshold)
                .with("R11", 1)
                .with("R12", decay)
                .with("R13", 1);
    }

    private static Set<Integer> inputSteps() throws IOException {
        Set<Integer> steps = new HashSet<>();
        json("o1_single_lif").get("input_steps").forEach(step -> steps.add(step.intValue()));
        return steps;
    }

    @Test
    void equalsLoihisNeuronInEveryStep() throws IOException {
        NpyArray expected = array("o1_loihi_fixed");
        AssemblyNeurons loihi = loihi(1601, 3933);
        Set<Integer> inputs = inputSteps();
        int[] state = new int[2];
        int spikes = 0;
        for (int step = 0; step < expected.shape()[0]; step++) {
            int result = loihi.step(state, inputs.contains(step) ? 640 : 0, 0);
            assertEquals(expected.integer(2 * step), state[0], "potential in step " + step);
            assertEquals(expected.integer(2 * step + 1), result & NeuronProgram.SPIKE, "spike in step " + step);
            spikes += result & NeuronProgram.SPIKE;
        }
        assertEquals(4, spikes);
    }

    /** SpiNNaker2's neuron is stepped in real numbers there; its spikes are those of integers with 4096 units of 1. */
    @Test
    void spikesInTheStepsOfSpinnaker2() throws IOException {
        List<Integer> expected = new ArrayList<>();
        json("o1_single_lif").get("spinnaker2").get("spike_steps").forEach(step -> expected.add(step.intValue()));
        AssemblyNeurons neuron = loihi(10_241, 3932);
        Set<Integer> inputs = inputSteps();
        List<Integer> found = new ArrayList<>();
        int[] state = new int[2];
        for (int step = 0; step < 1000; step++) {
            state[1] = 0;
            if ((neuron.step(state, inputs.contains(step) ? 4096 : 0, 0) & NeuronProgram.SPIKE) != 0) {
                found.add(step);
            }
        }
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @CsvSource({"int_zero, value, 0", "int_sub, decrement, 0", "int_zero_delay1, value, 1"})
    void equalsTheFeedForwardNetwork(String oracle, String reset, int delay) throws IOException {
        boolean[][] hidden = layer(input(), weights(2001, 64, 128, 7), 60, reset, delay);
        boolean[][] output = layer(hidden, weights(2002, 128, 10, 8), 90, reset, delay);
        JsonNode expected = json("o2_ff_lif");
        assertSame(expected.get("input"), input());
        assertSame(expected.get(oracle).get("hidden"), hidden);
        assertSame(expected.get(oracle).get("out"), output);
    }

    /** Compares the number of spikes, and the hash of the list of steps and neurons. */
    private static void assertSame(JsonNode expected, boolean[][] raster) {
        ByteBuffer pairs =
                ByteBuffer.allocate(8 * raster.length * raster[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (int step = 0; step < raster.length; step++) {
            for (int neuron = 0; neuron < raster[step].length; neuron++) {
                if (raster[step][neuron]) {
                    pairs.putInt(step).putInt(neuron);
                }
            }
        }
        assertEquals(expected.get("spikes").intValue(), pairs.position() / 8);
        byte[] bytes = Arrays.copyOf(pairs.array(), pairs.position());
        assertEquals(expected.get("sha256_pairs_i32le").textValue(), Sha256.of(bytes));
    }

    /** The oracle fires above its threshold, the chip at it; what it subtracts is the threshold of the oracle. */
    private static boolean[][] layer(boolean[][] in, int[][] weights, int threshold, String reset, int delay) {
        String stated = reset.equals("value") ? ".reset 0" : ".decrement " + threshold;
        AssemblyNeurons program = neurons(LAYER.replace("THRESHOLD", String.valueOf(threshold + 1))
                .replace("RESET", stated)
                .replace("KIND", reset));
        int[][] states = new int[weights.length][1];
        boolean[][] spikes = new boolean[in.length][weights.length];
        for (int step = 0; step < in.length; step++) {
            for (int o = 0; o < weights.length; o++) {
                int sum = 0;
                for (int i = 0; i < weights[o].length && step >= delay; i++) {
                    sum += in[step - delay][i] ? weights[o][i] : 0;
                }
                spikes[step][o] = (program.step(states[o], sum, 0) & NeuronProgram.SPIKE) != 0;
            }
        }
        return spikes;
    }

    private static boolean[][] input() {
        boolean[][] raster = new boolean[500][];
        int[][] drawn = drawn(2003, 64, 500, 100);
        for (int step = 0; step < raster.length; step++) {
            raster[step] = new boolean[64];
            for (int i = 0; i < 64; i++) {
                raster[step][i] = drawn[step][i] < 6;
            }
        }
        return raster;
    }

    private static int[][] weights(long seed, int inputs, int outputs, int less) {
        int[][] weights = drawn(seed, inputs, outputs, 19);
        for (int[] row : weights) {
            Arrays.setAll(row, i -> row[i] - less);
        }
        return weights;
    }

    /** Numbers of the oracle: SplitMix64 from a seed, below a bound, row by row. */
    private static int[][] drawn(long seed, int columns, int rows, int bound) {
        int[][] numbers = new int[rows][columns];
        long state = seed;
        for (int[] row : numbers) {
            for (int i = 0; i < columns; i++) {
                state += 0x9E3779B97F4A7C15L;
                long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
                z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
                z ^= z >>> 31;
                row[i] = (int) (((z >>> 32) * bound) >>> 32);
            }
        }
        return numbers;
    }
}
