package org.synfire.training.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;
import org.synfire.training.Natives;
import org.synfire.training.SmallNetworks;
import org.synfire.training.learn.Recipe;
import org.synfire.training.learn.Trainer;
import org.synfire.training.precision.QuantizationPlan;
import org.synfire.training.tensor.Tensors;

/** Trained network, its export computed by PyTorch, and its export computed by plain loops: the same integers. */
class IntegerSimulationTwinTest {
    private static final long SEED = 11;
    private static final ImageSet IMAGES = new RandomImages(2, 6, 6, 40, SEED);

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    static Stream<Arguments> forms() {
        return Stream.of(PotentialRounding.SHIFT_ON_READ, PotentialRounding.SHIFT_ON_STORE)
                .flatMap(rounding -> IntStream.of(2, 3, 4, 8)
                        .boxed()
                        .flatMap(bits ->
                                Stream.of(true, false).map(normalized -> Arguments.of(rounding, bits, normalized))));
    }

    /** Some training first, so that scales, normalisation and signs of gains are not those of the start. */
    private static SpikingNetwork trained(final PotentialRounding rounding, final int bits, final boolean normalized) {
        final QuantizationPlan plan = SmallNetworks.mint(SmallNetworks.mixed(normalized), rounding, bits);
        final SpikingNetwork network = SmallNetworks.seeded(SEED, SmallNetworks.mixed(normalized), plan);
        final Trainer trainer = new Trainer(network, IMAGES, new Recipe(3, 1, 8, 0.02, 0, 0, false, SEED));
        while (!trainer.isDone()) {
            trainer.step();
            if (trainer.isEpochComplete()) {
                trainer.nextEpoch();
            }
        }
        network.eval();
        return network;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void equalsPlainLoopsValueByValue(final PotentialRounding rounding, final int bits, final boolean normalized) {
        assertEqualsPlainLoops(IntegerExport.of(trained(rounding, bits, normalized)));
    }

    /** Their last places are lost in floats. */
    @Test
    void sumsBeyondWhatFloatsHoldAreExact() {
        final IntegerSpikingNetwork exported = IntegerExport.of(trained(PotentialRounding.SHIFT_ON_READ, 8, false));
        final List<IntegerLayer> layers = new ArrayList<>(exported.layers());
        layers.set(0, widened(layers.getFirst()));
        final PixelCode unshifted = new PixelCode(exported.pixels().codes(), 0);
        assertEqualsPlainLoops(new IntegerSpikingNetwork("wide", exported.timeSteps(), unshifted, layers));
    }

    private static IntegerLayer widened(final IntegerLayer layer) {
        final int[] weights = IntStream.range(0, layer.weights().length)
                .map(i -> Short.MAX_VALUE - i % 3)
                .toArray();
        return new IntegerLayer(
                layer.name(),
                layer.maxPool(),
                layer.in(),
                layer.window(),
                layer.perChannel(),
                layer.out(),
                IntegerLayer.MAX_WEIGHT_BITS,
                weights,
                layer.unit(),
                layer.neurons());
    }

    private static void assertEqualsPlainLoops(final IntegerSpikingNetwork exported) {
        int fired = 0;
        for (int image = 0; image < 10; image++) {
            final NaiveIntegers naive = new NaiveIntegers(exported, IMAGES, image);
            final int[] sums = new IntegerSimulation(exported)
                    .sums(IMAGES, new int[] {image}, (layer, step, potentials, spikes) -> {
                        assertArrayEquals(
                                naive.potentials.get(step).get(layer),
                                Tensors.integers(potentials),
                                "potentials of layer " + layer + " in step " + step);
                        assertArrayEquals(
                                naive.spikes.get(step).get(layer),
                                Tensors.integers(spikes),
                                "spikes of layer " + layer + " in step " + step);
                    });
            assertArrayEquals(naive.sums, sums);
            fired += naive.spikes.stream()
                    .flatMap(List::stream)
                    .flatMapToInt(IntStream::of)
                    .sum();
        }
        assertTrue(fired > 100, "spikes: " + fired);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void trainedNetworkComputesTheExportedIntegers(
            final PotentialRounding rounding, final int bits, final boolean normalized) {
        final SpikingNetwork network = trained(rounding, bits, normalized);
        final IntegerSpikingNetwork exported = IntegerExport.of(network);
        final int[] all = IntStream.range(0, IMAGES.size()).toArray();
        final int[] sums = new IntegerSimulation(exported).sums(IMAGES, all, (layer, step, potentials, spikes) -> {});
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            final Tensor outputs = network.outputs(network.images(IMAGES, all))
                    .reshape(5, -1, 3)
                    .sum(0);
            assertArrayEquals(
                    sums,
                    Tensors.integers(Tensors.times(
                            outputs, 1 / exported.layers().getLast().unit())));
        }
        assertArrayEquals(
                new IntegerSimulation(exported).classify(IMAGES, all), network.classify(network.images(IMAGES, all)));
    }

    @Test
    void aGlobalAverageBeforeTheOutputBecomesASum() {
        final SpikingNetwork network = SmallNetworks.seeded(
                SEED,
                SmallNetworks.averaged(),
                SmallNetworks.mint(SmallNetworks.averaged(), PotentialRounding.SHIFT_ON_READ, 8));
        final IntegerSpikingNetwork exported = IntegerExport.of(network);
        final int[] all = IntStream.range(0, IMAGES.size()).toArray();
        final int[] sums = new IntegerSimulation(exported).sums(IMAGES, all, (layer, step, potentials, spikes) -> {});
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            final Tensor outputs = network.outputs(network.images(IMAGES, all))
                    .reshape(4, -1, 3)
                    .sum(0);
            assertArrayEquals(
                    sums,
                    Tensors.integers(Tensors.times(
                            outputs, 1 / exported.layers().getLast().unit())));
        }
        assertArrayEquals(new NaiveIntegers(exported, IMAGES, 7).sums, Arrays.copyOfRange(sums, 21, 24));
        assertTrue(IntStream.of(sums).anyMatch(sum -> sum != 0));
    }

    @Test
    void refusesWhatIsNotIntegersThroughout() {
        final SpikingNetwork network =
                SmallNetworks.seeded(SEED, SmallNetworks.tiny(), SmallNetworks.floating(SmallNetworks.tiny()));
        final InputException e = assertThrows(InputException.class, () -> IntegerExport.of(network));
        assertEquals(
                "network tiny is not integers throughout: train it with MINT and give the first and the last layer"
                        + " bits too",
                e.getMessage());
    }

    @Test
    void refusesTheRoundingOfThePublishedTrainingCode() {
        final SpikingNetwork network = SmallNetworks.seeded(
                SEED, SmallNetworks.tiny(), SmallNetworks.mint(SmallNetworks.tiny(), PotentialRounding.PUBLISHED, 4));
        assertTrue(assertThrows(InputException.class, () -> IntegerExport.of(network))
                .getMessage()
                .contains("have no integer neuron"));
        assertEquals(
                PotentialRounding.SHIFT_ON_READ,
                ((MintNeurons) IntegerExport.of(network, PotentialRounding.SHIFT_ON_READ)
                                .layers()
                                .getFirst()
                                .neurons())
                        .rounding());
    }
}
