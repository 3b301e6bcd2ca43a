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
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.training.Natives;
import org.synfire.training.SmallNetworks;
import org.synfire.training.learn.Trainer;
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
    private static SpikingNetwork trained(PotentialRounding rounding, int bits, boolean normalized) {
        QuantizationPlan plan = SmallNetworks.mint(SmallNetworks.mixed(normalized), rounding, bits);
        SpikingNetwork network = SmallNetworks.seeded(SEED, SmallNetworks.mixed(normalized), plan);
        Trainer<SpikingNetwork> trainer = new Trainer<>(network, IMAGES, new Recipe(3, 1, 8, 0.02, 0, 0, false, SEED));
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
    void equalsPlainLoopsValueByValue(PotentialRounding rounding, int bits, boolean normalized) {
        assertEqualsPlainLoops(IntegerExport.of(trained(rounding, bits, normalized)));
    }

    /** Their last places are lost in floats. */
    @Test
    void sumsBeyondWhatFloatsHoldAreExact() {
        IntegerSpikingNetwork exported = IntegerExport.of(trained(PotentialRounding.SHIFT_ON_READ, 8, false));
        List<IntegerLayer> layers = new ArrayList<>(exported.layers());
        layers.set(0, widened(layers.getFirst()));
        PixelCode unshifted = new PixelCode(exported.pixels().codes(), 0);
        assertEqualsPlainLoops(new IntegerSpikingNetwork("wide", exported.timeSteps(), unshifted, layers));
    }

    private static IntegerLayer widened(IntegerLayer layer) {
        int[] weights = IntStream.range(0, layer.weights().length)
                .map(i -> Short.MAX_VALUE - i % 3)
                .toArray();
        return new IntegerLayer(
                layer.name(),
                layer.maxPool(),
                layer.in(),
                layer.connection(),
                layer.out(),
                IntegerLayer.MAX_WEIGHT_BITS,
                weights,
                layer.unit(),
                layer.neurons());
    }

    private static void assertEqualsPlainLoops(IntegerSpikingNetwork exported) {
        int fired = 0;
        for (int image = 0; image < 10; image++) {
            NaiveIntegers naive = new NaiveIntegers(exported, IMAGES, image);
            int[] sums = new IntegerSimulation(exported)
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
    void trainedNetworkComputesTheExportedIntegers(PotentialRounding rounding, int bits, boolean normalized) {
        SpikingNetwork network = trained(rounding, bits, normalized);
        IntegerSpikingNetwork exported = IntegerExport.of(network);
        int[] all = IntStream.range(0, IMAGES.size()).toArray();
        int[] sums = new IntegerSimulation(exported).sums(IMAGES, all, (layer, step, potentials, spikes) -> {});
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor outputs = network.outputs(network.images(IMAGES, all))
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
        SpikingNetwork network = SmallNetworks.seeded(
                SEED,
                SmallNetworks.averaged(),
                SmallNetworks.mint(SmallNetworks.averaged(), PotentialRounding.SHIFT_ON_READ, 8));
        IntegerSpikingNetwork exported = IntegerExport.of(network);
        int[] all = IntStream.range(0, IMAGES.size()).toArray();
        int[] sums = new IntegerSimulation(exported).sums(IMAGES, all, (layer, step, potentials, spikes) -> {});
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor outputs = network.outputs(network.images(IMAGES, all))
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
        SpikingNetwork network =
                SmallNetworks.seeded(SEED, SmallNetworks.tiny(), SmallNetworks.floating(SmallNetworks.tiny()));
        InputException e = assertThrows(InputException.class, () -> IntegerExport.of(network));
        assertEquals(
                "network tiny is not integers throughout: train it with MINT and give the first and the last layer"
                        + " bits too",
                e.getMessage());
    }

    @Test
    void refusesTheRoundingOfThePublishedTrainingCode() {
        SpikingNetwork network = SmallNetworks.seeded(
                SEED, SmallNetworks.tiny(), SmallNetworks.mint(SmallNetworks.tiny(), PotentialRounding.PUBLISHED, 4));
        assertTrue(assertThrows(InputException.class, () -> IntegerExport.of(network))
                .getMessage()
                .contains("have no integer neuron"));
        assertEquals(
                PotentialRounding.SHIFT_ON_READ,
                ((MintNeurons) IntegerExport.of(network, PotentialRounding.SHIFT_ON_READ)
                                .layers()
                                .getFirst()
                                .neurons()
                                .orElseThrow())
                        .rounding());
    }
}
