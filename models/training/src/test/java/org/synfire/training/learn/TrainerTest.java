package org.synfire.training.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.network.data.Split;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.network.training.Scheme;
import org.synfire.training.Natives;
import org.synfire.training.SmallNetworks;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.tensor.Tensors;

/** Every way of quantising learns. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TrainerTest {
    private static final long SEED = 5;
    private static final Recipe RECIPE = new Recipe(1, 0, 20, 4e-3, 1e-4, 0, false, SEED);
    private static final int BATCHES = 40;

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT, SHIFT_ON_READ, 32",
        "MINT, SHIFT_ON_READ, 8",
        "MINT, SHIFT_ON_READ, 4",
        "MINT, SHIFT_ON_STORE, 4",
        "MINT, SHIFT_ON_STORE, 2",
        "MINT, PUBLISHED, 4",
        "MINT, PUBLISHED, 2",
        "UNIFORM, PUBLISHED, 4"
    })
    void lossFalls(Scheme scheme, PotentialRounding rounding, int bits) {
        Precision ends = Precision.of(scheme == Scheme.FLOAT ? Precision.FLOAT_BITS : 8);
        QuantizationPlan plan = QuantizationPlan.of(scheme, rounding, 3, Precision.of(bits), ends, ends);
        Trainer<SpikingNetwork> trainer = new Trainer<>(
                SmallNetworks.seeded(SEED, SmallNetworks.tiny(), plan),
                Digits.of(SEED, Split.TRAIN, 20 * BATCHES),
                RECIPE);
        double early = 0;
        double late = 0;
        for (int i = 0; i < BATCHES; i++) {
            double loss = trainer.step();
            early += i < 10 ? loss / 10 : 0;
            late += i >= BATCHES - 10 ? loss / 10 : 0;
        }
        assertTrue(late < early - 0.1, "cross-entropy " + early + " at first, " + late + " at last");
        assertTrue(trainer.isEpochComplete());
    }

    @ParameterizedTest
    @CsvSource({"FLOAT, 32", "MINT, 4", "UNIFORM, 4"})
    void frozenEpochsTrainTheNetworkThatIsJudged(Scheme scheme, int bits) {
        QuantizationPlan plan = QuantizationPlan.of(
                scheme, PotentialRounding.SHIFT_ON_READ, 4, Precision.of(bits), Precision.of(bits), Precision.of(bits));
        ImageSet images = new RandomImages(2, 6, 6, 60, SEED);
        Trainer<SpikingNetwork> trainer = new Trainer<>(
                SmallNetworks.seeded(SEED, SmallNetworks.mixed(true), plan),
                images,
                new Recipe(6, 3, images.size(), 1e-3, 0, 0, false, SEED));
        for (int epoch = 0; epoch < 6; epoch++) {
            double judged = judgedLoss(trainer.network(), images);
            double trained = trainer.step();
            if (epoch < 3) {
                assertTrue(
                        Math.abs(judged - trained) > 1e-3,
                        "epoch " + epoch + ": " + judged + " by averages, " + trained + " by the batch");
            } else {
                assertEquals(judged, trained, 1e-5, "epoch " + epoch);
            }
            trainer.nextEpoch();
        }
    }

    private static double judgedLoss(SpikingNetwork network, ImageSet images) {
        network.eval();
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            int[] all = IntStream.range(0, images.size()).toArray();
            return network.loss(network.images(images, all), Tensors.labels(images, all))
                    .item_float();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void refusesToFreezeMoreEpochsThanThereAre(int frozen) {
        InputException e = assertThrows(InputException.class, () -> new Recipe(2, frozen, 20, 1e-3, 0, 0, false, SEED));
        assertEquals("frozen epochs: found " + frozen + ", expected 0..2", e.getMessage());
    }

    @Test
    void refusesImagesOfAnotherShape() {
        SpikingNetwork network =
                SmallNetworks.seeded(SEED, SmallNetworks.tiny(), SmallNetworks.floating(SmallNetworks.tiny()));
        ImageSet images = new RandomImages(3, 28, 28, 5, 1);
        InputException e = assertThrows(InputException.class, () -> new Trainer<>(network, images, RECIPE));
        assertEquals("network tiny reads images of 1x28x28, but random images has 3x28x28", e.getMessage());
    }
}
