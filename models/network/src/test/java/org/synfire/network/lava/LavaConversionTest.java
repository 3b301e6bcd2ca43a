package org.synfire.network.lava;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.engine.InputException;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.lava.CubaNeurons.SpikeRule;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.network.reference.SpikingReference;

/** Networks of lava-dl as integers do what lava-dl's equations say, written here once more as plain loops. */
class LavaConversionTest {
    private static final int STEPS = 80;

    @TempDir
    private Path folder;

    private LavaConversion converted(TinyLava file, SpikeRule rule) throws IOException {
        return LavaConversion.of(
                LavaFile.read(Files.write(folder.resolve("small.net"), file.bytes())),
                rule,
                LavaConversion.LOIHI,
                STEPS);
    }

    /** Neurons of a layer in lava-dl's equations; spikes are those that are fired, not those that arrive. */
    private static final class Layer {
        private final boolean[][] fired = new boolean[STEPS][];
        private final long[] currents;
        private final long[] potentials;
        private final int[] rests;
        private final double[] currentDecay;
        private final double[] potentialDecay;

        Layer(int neurons, double[] currentDecay, double[] potentialDecay) {
            this.currents = new long[neurons];
            this.potentials = new long[neurons];
            this.rests = new int[neurons];
            this.currentDecay = currentDecay;
            this.potentialDecay = potentialDecay;
        }

        Layer(int neurons) {
            this(neurons, new double[] {1024}, new double[] {128});
        }

        private static long left(long value, double decay) {
            return Long.signum(value) * ((Math.abs(value) * (4096 - (long) decay)) >> 12);
        }

        void step(
                int step,
                double[] arriving,
                double unit,
                double[] bias,
                int threshold,
                int refractory,
                SpikeRule rule) {
            fired[step] = new boolean[currents.length];
            for (int n = 0; n < currents.length; n++) {
                currents[n] =
                        left(currents[n], currentDecay[currentDecay.length == 1 ? 0 : n]) + (long) (unit * arriving[n]);
                if (rests[n] > 0) {
                    rests[n]--;
                    continue;
                }
                potentials[n] = left(potentials[n], potentialDecay[potentialDecay.length == 1 ? 0 : n])
                        + currents[n]
                        + (long) (64 * bias[n / (currents.length / bias.length)]);
                fired[step][n] = rule == SpikeRule.AT_THRESHOLD
                        ? potentials[n] >= 64L * threshold
                        : potentials[n] > 64L * threshold;
                if (fired[step][n]) {
                    potentials[n] = 0;
                    rests[n] = refractory - 1;
                }
            }
        }

        /** What arrives of a neuron in a step, whose spikes take so many steps more than one. */
        double arrives(int neuron, int step, int delay) {
            int sent = step - 1 - delay;
            return sent >= 0 && fired[sent][neuron] ? 1 : 0;
        }
    }

    private static boolean isInput(int step, int channel) {
        return new Random(31L * step + 7)
                        .ints(channel + 1L, 0, 4)
                        .reduce((a, b) -> b)
                        .orElseThrow()
                == 0;
    }

    private static final NetworkInput.Spikes INPUT = (sample, step, into) -> {
        int count = 0;
        for (int channel = 0; channel < 60; channel++) {
            if (isInput(step, channel)) {
                into[count++] = channel;
            }
        }
        return count;
    };

    /** The network of {@link TinyLava#small}, its numbers written here once more. */
    private static List<Layer> expected(SpikeRule rule) {
        double[] kernel = TinyLava.weights(1, -60, 90, 4, 1, 3, 2).values();
        double[] dense = TinyLava.weights(2, -40, 90, 7, 16).values();
        double[] own = TinyLava.weights(3, -80, 60, 7, 7).values();
        double[] last = TinyLava.weights(4, -60, 120, 3, 7).values();
        int[] delays = {0, 2, 1, 5};
        Layer conv = new Layer(36);
        Layer pool = new Layer(16, new double[] {4096}, new double[] {0});
        Layer rec = new Layer(
                7, new double[] {1024, 4096, 2000, 0, 1500, 4000, 3000}, new double[] {128, 64, 4096, 300, 20, 50, 800
                });
        Layer out = new Layer(3);
        for (int t = 0; t < STEPS; t++) {
            double[] toConv = new double[36];
            double[] toPool = new double[16];
            for (int o = 0; o < 4; o++) {
                for (int y = 0; y < 3; y++) {
                    for (int x = 0; x < 3; x++) {
                        int neuron = (o * 3 + y) * 3 + x;
                        for (int k = 0; k < 6; k++) {
                            int row = 2 * y + k / 2 - 1;
                            int column = 2 * x + k % 2 - 1;
                            boolean isInside = row >= 0 && row < 6 && column >= 0 && column < 5;
                            if (isInside && isInput(t, (o / 2 * 6 + row) * 5 + column)) {
                                toConv[neuron] += kernel[o * 6 + k];
                            }
                        }
                        toPool[(o * 2 + y / 2) * 2 + x / 2] += 64 * conv.arrives(neuron, t, delays[o]);
                    }
                }
            }
            double[] toRec = new double[7];
            double[] toOut = new double[3];
            for (int n = 0; n < 7; n++) {
                for (int i = 0; i < 16; i++) {
                    toRec[n] += dense[n * 16 + i] * pool.arrives(i, t, 0);
                }
                for (int i = 0; i < 7; i++) {
                    toRec[n] += own[n * 7 + i] * rec.arrives(i, t, 0);
                }
                for (int o = 0; o < 3; o++) {
                    toOut[o] += last[o * 7 + n] * rec.arrives(n, t, 3);
                }
            }
            double[] none = {0};
            conv.step(t, toConv, 128, new double[] {3, -2, 0, 4}, 80, 1, rule);
            pool.step(t, toPool, 64, none, 192, 1, rule);
            rec.step(t, toRec, 64, none, 80, 3, rule);
            out.step(t, toOut, 64, none, 80, 1, rule);
        }
        return List.of(conv, pool, rec, out);
    }

    @ParameterizedTest
    @EnumSource(SpikeRule.class)
    void spikesAsTheEquations(SpikeRule rule) throws IOException {
        IntegerNetwork network = converted(TinyLava.small(), rule).network();
        assertEquals(
                List.of("input", "conv1", "pool2", "dense_rec4", "dense5"),
                network.populations().stream()
                        .map(population -> population.name())
                        .toList());
        SpikingReference reference = new SpikingReference(network);
        reference.compute(INPUT, 0);
        List<Layer> expected = expected(rule);
        for (int layer = 0; layer < expected.size(); layer++) {
            int spikes = 0;
            boolean[][] fired = expected.get(layer).fired;
            for (int step = 0; step < STEPS; step++) {
                for (int n = 0; n < fired[step].length; n++) {
                    assertEquals(
                            fired[step][n],
                            reference.spikes(layer + 1).hasSpike(n, step),
                            "layer " + layer + ", step " + step + ", neuron " + n);
                    spikes += fired[step][n] ? 1 : 0;
                }
            }
            assertTrue(spikes > 20 && spikes < STEPS * fired[0].length * 2 / 3, layer + ": " + spikes);
        }
    }

    @Test
    void bothRulesDiffer() {
        List<Layer> above = expected(SpikeRule.ABOVE_THRESHOLD);
        List<Layer> at = expected(SpikeRule.AT_THRESHOLD);
        assertTrue(!Arrays.deepEquals(above.get(1).fired, at.get(1).fired));
    }

    /** Steps of 2 and of 64 go into the unit of a weight. */
    @Test
    void weightsAreAsNarrowAsTheyCanBe() throws IOException {
        IntegerNetwork network =
                converted(TinyLava.small(), SpikeRule.ABOVE_THRESHOLD).network();
        assertEquals(7, network.weightBits(1));
        assertEquals(2, network.weightBits(2));
        assertTrue(network.inbound(2).getFirst().synapses() instanceof SparseSynapses, "delays are listed");
        assertTrue(network.inbound(3).getFirst().synapses() instanceof Synapses.Dense);
    }

    @Test
    void anAverageAndSumsAreTheAnswer() throws IOException {
        TinyLava file = TinyLava.small().layer("average", "shape", new long[] {3, 1, 1});
        IntegerNetwork network = converted(file, SpikeRule.ABOVE_THRESHOLD).network();
        SpikingReference reference = new SpikingReference(network);
        reference.compute(INPUT, 0);
        int[] counts = new int[3];
        boolean[][] fired = expected(SpikeRule.ABOVE_THRESHOLD).getLast().fired;
        for (int step = 0; step < STEPS - 1; step++) {
            for (int n = 0; n < 3; n++) {
                counts[n] += fired[step][n] ? 1 : 0;
            }
        }
        assertEquals(Arrays.toString(counts), Arrays.toString(reference.answer()));

        TinyLava weighted = TinyLava.small()
                .layer("dense", "shape", new long[] {2}, "weight", new Doubles(new int[] {2, 3}, 2, 0, -4, 6, 8, 0));
        SpikingReference sums = new SpikingReference(
                converted(weighted, SpikeRule.ABOVE_THRESHOLD).network());
        sums.compute(INPUT, 0);
        assertEquals(
                Arrays.toString(new int[] {2 * counts[0] - 4 * counts[2], 6 * counts[0] + 8 * counts[1]}),
                Arrays.toString(sums.answer()));
    }

    @Test
    void aThresholdBeyondTheRegistersIsRefused() {
        RegisterArithmetic narrow =
                new RegisterArithmetic(new Register(16, Register.Overflow.WRAP), ProductRounding.TOWARDS_ZERO);
        LavaNetwork network = assertDoesNotThrow(() -> LavaFile.read(Files.write(
                folder.resolve("high.net"),
                TinyLava.small()
                        .changed("neuron", TinyLava.neurons("CUBA", "vThMant", 600.0))
                        .bytes())));
        assertEquals(
                "high.net: layer dense5: the program's R1 is 38401, but must be -32768..32767; scale the program, or"
                        + " take wider registers",
                assertThrows(
                                InputException.class,
                                () -> LavaConversion.of(network, SpikeRule.ABOVE_THRESHOLD, narrow, 1))
                        .getMessage());
    }

    @Test
    void sumsAreNotSent() throws IOException {
        LavaNetwork file = LavaFile.read(Files.write(
                folder.resolve("sums.net"),
                TinyLava.small().layer("average", "shape", new long[] {3}).bytes()));
        List<LavaLayer> layers = new ArrayList<>(file.layers());
        layers.add(layers.getLast());
        LavaNetwork network = new LavaNetwork("sums.net", file.input(), layers, file.steps());
        assertEquals(
                "sums.net: layer average6 has no neurons that spike, so it can only be the last",
                assertThrows(
                                InputException.class,
                                () -> LavaConversion.of(
                                        network, SpikeRule.ABOVE_THRESHOLD, LavaConversion.LOIHI, STEPS))
                        .getMessage());
    }

    @Test
    void remarksSayWhatTheFileDoesNot() throws IOException {
        assertEquals(
                List.of("Neurons spike above their threshold, as Loihi's do; the file does not say it."),
                converted(TinyLava.small(), SpikeRule.ABOVE_THRESHOLD).remarks());
        List<String> delayed = converted(
                        TinyLava.small().changed("delay", new double[] {1, 0, 0}), SpikeRule.AT_THRESHOLD)
                .remarks();
        assertTrue(delayed.getFirst().startsWith("Neurons spike where they reach their threshold"));
        assertEquals("The delays of dense5 change nothing here, because no layer reads its spikes.", delayed.getLast());
    }
}
