package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.measure.Raster;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.DenseReference;
import org.synfire.noc.chip.Chips;

/** What a report shows beyond the figures, against the dense reference and the figures. */
@Timeout(120)
class RunDetailsTest {
    private static final int SAMPLES = 6;
    private static final int BITS = Demo.NETWORK.timeSteps();
    /** Large enough to be thinned out, and cut over two cores. */
    private static final String LAYER = "stem_relu";

    /** What the reference computes: sample, layer, neuron. */
    private static int[][][] computed;

    @BeforeAll
    static void computeByReference() {
        DenseReference reference = new DenseReference(Demo.NETWORK);
        byte[] pixels = new byte[Demo.images(1).imageBytes()];
        int[] codes = new int[Demo.NETWORK.input().shape().size()];
        computed = new int[SAMPLES][][];
        for (int sample = 0; sample < SAMPLES; sample++) {
            Demo.images(SAMPLES).pixels(sample, pixels);
            Demo.ENCODED.inputCodes().encode(pixels, codes);
            reference.compute(codes);
            computed[sample] = Demo.NETWORK.populations().stream()
                    .map(layer -> reference.values(layer.id()).clone())
                    .toArray(int[][]::new);
        }
    }

    private static boolean fires(int value, int bit) {
        return (value >>> (BITS - 1 - bit) & 1) != 0;
    }

    private static RunOutcome run(int threads, boolean pipelined, String layer) {
        Experiment experiment = Experiment.on(Chips.darwin3())
                .threads(threads)
                .withoutReference()
                .raster(layer == null ? null : new RasterLayer(layer));
        return (pipelined ? experiment : experiment.withoutPipeline()).run(Demo.ENCODED, Demo.images(SAMPLES));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false"})
    void spikesOfEveryBitAreThoseOfTheReference(int threads, boolean pipelined) {
        RunOutcome outcome = run(threads, pipelined, null);
        for (Population population : Demo.NETWORK.populations()) {
            RunDetails.Layer layer = outcome.details().layers().get(population.id());
            assertEquals(
                    outcome.result().layers().get(population.id()).spikes(),
                    LongStream.of(layer.spikesPerBit()).sum(),
                    population.name());
            for (int b = 0; b < BITS && !(population.neurons() instanceof Neurons.Answer); b++) {
                int bit = b;
                long expected = Arrays.stream(computed)
                        .flatMapToInt(sample -> IntStream.of(sample[population.id()]))
                        .filter(value -> fires(value, bit))
                        .count();
                assertEquals(expected, layer.spikesPerBit()[bit], population.name() + ", bit " + bit);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "2, false"})
    void whatLinksCarriedOverTimeAddsUpToWhatTheyCarried(int threads, boolean pipelined) {
        RunDetails details = run(threads, pipelined, null).details();
        RunDetails.LinkUse use = details.linkUse();
        assertEquals(
                details.links().stream().mapToLong(RunDetails.Link::packets).sum(),
                LongStream.of(use.insideChips()).sum());
        assertEquals(0, LongStream.of(use.betweenChips()).sum());
        assertEquals(
                details.links().stream()
                        .map(RunDetails.Link::packets)
                        .sorted(Comparator.reverseOrder())
                        .limit(RunDetails.LinkUse.MOST_LINKS)
                        .toList(),
                use.busiest().stream()
                        .map(link -> LongStream.of(link.packets()).sum())
                        .toList());
        assertEquals(Math.ceilDiv(use.steps(), use.interval()), use.insideChips().length);
        assertEquals(
                use.steps(),
                IntStream.range(0, use.insideChips().length)
                        .mapToLong(use::stepsOf)
                        .sum());
        assertArrayEquals(
                run(1, pipelined, null).details().linkUse().insideChips(), use.insideChips(), "whatever the threads");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void operationsOfEveryBitAreCausedByItsSpikes(boolean pipelined) {
        RunOutcome outcome = run(2, pipelined, null);
        RunDetails details = outcome.details();
        for (int layer = 0; layer < details.layers().size(); layer++) {
            assertEquals(
                    outcome.result().layers().get(layer).sops(),
                    LongStream.of(details.layers().get(layer).sopsPerBit()).sum());
        }
        int average = details.layers().size() - 2;
        int logits = details.layers().size() - 1;
        long[] expected = LongStream.of(details.layers().get(average).spikesPerBit())
                .map(spikes -> spikes * Demo.NETWORK.output().shape().size())
                .toArray();
        assertArrayEquals(
                expected,
                details.layers().get(logits).sopsPerBit(),
                "every spike of the last layer but one meets every output");
        assertArrayEquals(new long[BITS], details.layers().getFirst().sopsPerBit());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false"})
    void theRasterIsThatOfTheReference(int threads, boolean pipelined) {
        RunDetails.Raster raster = run(threads, pipelined, LAYER).details().raster();
        Population layer = Demo.NETWORK.population(raster.layer());
        assertEquals(LAYER, layer.name());
        assertEquals(13, raster.stride(), "6,272 neurons, at most 512 rows");
        assertEquals(483, raster.rows());
        assertEquals(Raster.MOST_SAMPLES, raster.fired().length);
        for (int sample = 0; sample < raster.fired().length; sample++) {
            int[] values = computed[sample][layer.id()];
            for (int b = 0; b < BITS; b++) {
                int bit = b;
                int[] expected = IntStream.range(0, raster.rows())
                        .filter(row -> fires(values[row * raster.stride()], bit))
                        .toArray();
                assertArrayEquals(expected, raster.fired()[sample][bit], "sample " + sample + ", bit " + bit);
            }
        }
    }

    @Test
    void chooseTheLayerOfTheRasterByNameNumberOrNot() {
        assertNull(run(1, true, null).details().raster());
        assertEquals(
                "head_relu",
                new RasterLayer(RasterLayer.CHOSEN).in(Demo.NETWORK).name(),
                "the last one with at least 256 neurons");
        assertEquals(0, new RasterLayer("0").in(Demo.NETWORK).id());
        assertEquals(3, new RasterLayer("branch1_relu").in(Demo.NETWORK).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "logits", "7", "-1", ""})
    void refusesALayerThatSendsNothing(String layer) {
        InputException refused = assertThrows(InputException.class, () -> run(1, true, layer));
        assertTrue(
                refused.getMessage()
                        .startsWith("no layer '" + layer
                                + "' that sends spikes in network digits; it has 0 image, 1 stem_relu"),
                refused.getMessage());
    }

    @Test
    void linksCarryWhatHopsCount() {
        RunOutcome outcome = run(2, true, null);
        assertEquals(
                outcome.result().events().hops(),
                outcome.details().links().stream()
                        .mapToLong(RunDetails.Link::packets)
                        .sum());
        assertTrue(outcome.details().links().stream()
                .allMatch(link -> Math.abs(link.fromX() - link.toX()) + Math.abs(link.fromY() - link.toY()) == 1));
    }

    @Test
    void coresHoldTheMappingAndTheProcesssMemory() {
        RunOutcome outcome = run(2, true, null);
        assertEquals(
                outcome.mapping().slices().size(), outcome.details().cores().size());
        assertEquals(
                outcome.result().memory().stateBytes(),
                outcome.details().cores().stream()
                        .mapToLong(core -> core.process().state())
                        .sum());
        RunDetails.Core logits = outcome.details().cores().getLast();
        assertTrue(logits.process().weights() >= 320, "32 inputs, 10 outputs: a byte for each synapse");
        assertTrue(outcome.details().cores().getFirst().process().tables() >= 4 * 784, "an axon number for each pixel");
        assertEquals(
                outcome.mapping().uses().getLast().axonInWords(),
                logits.axonIn().words());
    }
}
