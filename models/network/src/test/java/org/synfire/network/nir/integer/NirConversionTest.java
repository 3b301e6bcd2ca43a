package org.synfire.network.nir.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.integer.Synapses;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirEdge;
import org.synfire.network.nir.NirGraph;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.step.NirStepper;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.network.reference.SpikingReference;

/** Networks whose numbers are integers spike as in real numbers, whatever linear nodes lie between their neurons. */
class NirConversionTest {
    private static final int STEPS = 25;
    private static final int MOST = 12;
    private static final StepOptions OPTIONS = StepOptions.euler(1e-3).with(StepOptions.Reset.SUBTRACT);

    private static NirConversion.Format format(int weightBits, int copies) {
        return new NirConversion.Format(
                weightBits,
                new RegisterArithmetic(new Register(32, Register.Overflow.SATURATE), ProductRounding.NEAREST),
                copies);
    }

    /** A chain of nodes, perhaps with edges back. */
    private static final class Chain {
        private final Map<String, NirNode> nodes = new LinkedHashMap<>();
        private final List<NirEdge> edges = new ArrayList<>();
        private String last;

        Chain(int... input) {
            nodes.put("in", new NirNode.Input(input));
            last = "in";
        }

        Chain add(NirNode node) {
            String name = "n" + nodes.size();
            nodes.put(name, node);
            edges.add(new NirEdge(last, name));
            last = name;
            return this;
        }

        NirNetwork network() {
            nodes.put("out", new NirNode.Output(new int[0]));
            edges.add(new NirEdge(last, "out"));
            return NirNetwork.of(new NirGraph(nodes, edges, Map.of()), "test.nir");
        }
    }

    private static NirArray integers(Random random, int most, int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return new NirArray(
                shape, random.ints(size, -most, most + 1).asDoubleStream().toArray());
    }

    private static NirNode.IF neurons(int threshold) {
        return new NirNode.IF(NirArray.of(1), NirArray.of(threshold), NirArray.of(0));
    }

    private static NirNode convolution(Random random, int out, int in, int kernel, int stride, int pad) {
        return new NirNode.Convolution(
                integers(random, 5, out, in, kernel, kernel),
                integers(random, 2, out),
                new int[] {stride, stride},
                new NirNode.Padding.Sides(new int[] {pad, pad}),
                new int[] {1, 1},
                1);
    }

    private static NirNetwork random(long seed) {
        Random random = new Random(seed);
        int height = 4 + random.nextInt(5);
        int width = 4 + random.nextInt(5);
        Chain chain = new Chain(2, height, width);
        if (random.nextBoolean()) {
            chain.add(new NirNode.Pool(false, new int[] {2, 2}, new int[] {2, 2}, new int[2]));
        }
        int pad = random.nextInt(2);
        chain.add(convolution(random, 3, 2, 2, 1 + random.nextInt(2), pad)).add(neurons(7));
        if (random.nextBoolean()) {
            chain.add(new NirNode.Scale(integers(random, 3, 1)));
        }
        if (random.nextBoolean()) {
            chain.add(new NirNode.Delay(NirArray.of(1e-3 * random.nextInt(3))));
        }
        NirNetwork soFar = chain.network();
        int[] shape = soFar.shape("out");
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        chain.nodes.remove("out");
        chain.edges.removeLast();
        if (random.nextBoolean() && shape.length == 3 && shape[1] >= 2 && shape[2] >= 2) {
            chain.add(new NirNode.Pool(false, new int[] {2, 2}, new int[] {1, 1}, new int[2]));
            size = shape[0] * (shape[1] - 1) * (shape[2] - 1);
        }
        chain.add(new NirNode.Flatten(0, -1, new int[0]));
        chain.add(new NirNode.Affine(integers(random, 5, 6, size), integers(random, 2, 6)));
        chain.add(neurons(9));
        if (random.nextBoolean()) {
            String neurons = chain.last;
            chain.add(new NirNode.Linear(integers(random, 4, 6, 6)));
            chain.edges.add(new NirEdge(chain.last, neurons));
            chain.last = neurons;
        }
        chain.add(new NirNode.Linear(integers(random, 5, 4, 6)));
        return chain.add(neurons(6)).network();
    }

    @Property(tries = 300)
    void everySpikeIsThatOfRealNumbers(@ForAll long seed) {
        NirNetwork network = random(seed);
        NirConversion made = NirConversion.of(network, OPTIONS, format(16, 2), NirPeaks.UNKNOWN, STEPS);
        int[][] counts = counts(network, seed, 2);
        requireSameSpikes(network, OPTIONS, made, counts, (step, into) -> copies(counts[step], 2, into));
    }

    /**
     * Few inputs of each neuron and high thresholds, so that real neurons stay within what integer neurons can send.
     */
    private static NirNetwork randomOfSeveral(long seed) {
        Random random = new Random(seed);
        Chain chain = new Chain(2, 4, 4)
                .add(convolution(random, 2, 2, 2, 1, random.nextInt(2)))
                .add(neurons(between(random, 3, 9)));
        chain.add(new NirNode.Pool(false, new int[] {2, 2}, new int[] {2, 2}, new int[2]));
        int[] shape = chain.network().shape("out");
        chain.nodes.remove("out");
        chain.edges.removeLast();
        chain.add(new NirNode.Flatten(0, -1, new int[0]));
        chain.add(new NirNode.Affine(
                integers(random, 2, 6, Arrays.stream(shape).reduce(1, (a, b) -> a * b)), integers(random, 2, 6)));
        chain.add(neurons(between(random, 9, 20)));
        String neurons = chain.last;
        chain.add(new NirNode.Linear(integers(random, 2, 6, 6)));
        chain.edges.add(new NirEdge(chain.last, neurons));
        chain.last = neurons;
        chain.add(new NirNode.Linear(integers(random, 5, 4, 6)));
        return chain.add(neurons(between(random, 20, 40))).network();
    }

    private static int between(Random random, int least, int most) {
        return random.nextInt(least, most + 1);
    }

    @Property(tries = 200)
    void severalSpikesAreThoseOfRealNumbers(@ForAll long seed, @ForAll boolean hasFloor) {
        NirNetwork network = randomOfSeveral(seed);
        StepOptions options = OPTIONS.withSeveralSpikes().withFloor(hasFloor);
        int[][] counts = counts(network, seed, 3);
        Assume.that(peakCount(network, options, counts) <= MOST);
        NirConversion.Format format = new NirConversion.Format(16, format(16, 1).arithmetic(), 1, MOST);
        NirConversion made = NirConversion.of(network, options, format, NirPeaks.UNKNOWN, STEPS);
        requireSameSpikes(network, options, made, counts, (step, into) -> {
            int count = 0;
            for (int i = 0; i < counts[step].length; i++) {
                for (int spike = 0; spike < counts[step][i]; spike++) {
                    into[count++] = i;
                }
            }
            return count;
        });
    }

    private static double peakCount(NirNetwork network, StepOptions options, int[][] counts) {
        NirStepper stepper = new NirStepper(network, options);
        double most = 0;
        for (int[] step : counts) {
            stepper.step(Arrays.stream(step).asDoubleStream().toArray());
            for (String name : List.of("n2", "n6", "n9")) {
                most = Math.max(most, Arrays.stream(stepper.values(name)).max().orElseThrow());
            }
        }
        return most;
    }

    private static int[][] counts(NirNetwork network, long seed, int most) {
        Random random = new Random(seed);
        int inputs = Arrays.stream(network.shape("in")).reduce(1, (a, b) -> a * b);
        int[][] counts = new int[STEPS][inputs];
        for (int[] step : counts) {
            Arrays.setAll(step, i -> Math.max(0, random.nextInt(most + 3) - 2));
        }
        return counts;
    }

    /** Counts as spikes of copies of each neuron. */
    private static int copies(int[] counts, int copies, int[] into) {
        int count = 0;
        for (int copy = 0; copy < copies; copy++) {
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > copy) {
                    into[count++] = copy * counts.length + i;
                }
            }
        }
        return count;
    }

    /** Writes the spikes of a step and says how many there are. */
    @FunctionalInterface
    private interface StepSpikes {
        int write(int step, int[] into);
    }

    private static void requireSameSpikes(
            NirNetwork network, StepOptions options, NirConversion made, int[][] counts, StepSpikes spikes) {
        NetworkInput.Spikes input = (sample, step, into) -> spikes.write(step, into);
        SpikingReference reference = new SpikingReference(made.network());
        reference.compute(input, 0);
        NirStepper stepper = new NirStepper(network, options);
        for (int step = 0; step < STEPS; step++) {
            stepper.step(Arrays.stream(counts[step]).asDoubleStream().toArray());
            for (Map.Entry<String, Integer> population : made.populations().entrySet()) {
                if (population.getValue() > 0) {
                    double[] expected = stepper.values(population.getKey());
                    SpikeTrains trains = reference.spikes(population.getValue());
                    for (int i = 0; i < expected.length; i++) {
                        assertEquals(
                                expected[i],
                                trains.count(i, step),
                                "step " + step + ", " + population.getKey() + ", neuron " + i);
                    }
                }
            }
        }
    }

    @Test
    void poolingBeforeAConvolutionIsOneConvolution() {
        NirNetwork network = new Chain(2, 8, 8)
                .add(new NirNode.Pool(false, new int[] {2, 2}, new int[] {2, 2}, new int[2]))
                .add(convolution(new Random(1), 3, 2, 3, 1, 1))
                .add(neurons(5))
                .network();
        IntegerNetwork made = NirConversion.of(network, OPTIONS, format(8, 1), NirPeaks.UNKNOWN, STEPS)
                .network();
        Synapses.Convolution synapses = assertInstanceOf(
                Synapses.Convolution.class, made.projections().getFirst().synapses());
        assertEquals(6, synapses.window().kernelY());
        assertEquals(2, synapses.window().strideX());
        assertEquals(2, synapses.window().padTop());
    }

    @Test
    void aLastMatrixIsAnAnswerAndALastPotentialIsKept() {
        Random random = new Random(3);
        NirNetwork matrix = new Chain(4)
                .add(new NirNode.Linear(integers(random, 5, 5, 4)))
                .add(neurons(5))
                .add(new NirNode.Linear(integers(random, 5, 2, 5)))
                .network();
        IntegerNetwork made = NirConversion.of(matrix, OPTIONS, format(8, 1), NirPeaks.UNKNOWN, STEPS)
                .network();
        assertInstanceOf(Neurons.Answer.class, made.output().neurons());
        NirNetwork potential = new Chain(4)
                .add(new NirNode.Linear(integers(random, 5, 5, 4)))
                .add(new NirNode.LI(NirArray.of(0.02), NirArray.of(20), NirArray.of(0)))
                .network();
        IntegerNetwork kept = NirConversion.of(potential, OPTIONS, format(8, 1), NirPeaks.UNKNOWN, STEPS)
                .network();
        assertInstanceOf(Neurons.Program.class, kept.output().neurons());
    }

    @Test
    void whatHasNoFormInSpikesIsRefused() {
        NirNetwork flowing = new Chain(4)
                .add(new NirNode.LI(NirArray.of(0.02), NirArray.of(20), NirArray.of(0)))
                .add(neurons(5))
                .network();
        assertRefused(flowing, OPTIONS, "the potential of node 'n1' flows on to others");
        NirNetwork plain = new Chain(4).add(neurons(5)).network();
        assertRefused(
                plain,
                OPTIONS.withSeveralSpikes().with(StepOptions.Reset.TO_RESET),
                "as many as thresholds go into its potential; choose a reset by subtraction");
        assertRefused(plain, OPTIONS.with(StepOptions.Reset.SUBTRACT_NEXT_STEP), "integers have a reset");
    }

    @Test
    void aDelayBeyondTheLongestIsRefused() {
        Chain chain = new Chain(4).add(new NirNode.Delay(NirArray.of(40))).add(neurons(5));
        assertRefused(chain.network(), OPTIONS, "steps of 0.001 s; at most 32767 are possible");
    }

    @Test
    void aCycleOverTwoPopulationsSaysThatItIsLater() {
        Chain chain = new Chain(4)
                .add(new NirNode.Linear(integers(new Random(5), 5, 4, 4)))
                .add(neurons(5))
                .add(neurons(1));
        chain.edges.add(new NirEdge("n3", "n2"));
        NirConversion made = NirConversion.of(chain.network(), OPTIONS, format(8, 1), NirPeaks.UNKNOWN, STEPS);
        assertTrue(
                made.remarks()
                        .contains("Spikes of n3 reach n2 1 steps later than in the file's order of steps, because a"
                                + " spike takes at least one step."),
                made.remarks().toString());
    }

    private static void assertRefused(NirNetwork network, StepOptions options, String message) {
        String said = assertThrows(
                        InputException.class,
                        () -> NirConversion.of(network, options, format(8, 1), NirPeaks.UNKNOWN, STEPS))
                .getMessage();
        assertTrue(said.contains(message), said);
    }
}
