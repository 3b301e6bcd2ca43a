package org.synfire.training.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.training.Natives;
import org.synfire.training.learn.Trainer;
import org.synfire.training.tensor.Tensors;

/** A training too short to be useful, long enough to show that it learns and that its file computes the same. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DemoTrainingTest {
    private static final long SEED = 3;
    private static final int SAMPLES = 400;
    private static final int COMPARED = 50;

    private final ImageSet train = Digits.of(SEED, Split.TRAIN, SAMPLES);

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    private static Trainer<DemoNetwork> trained(ImageSet images) {
        Trainer<DemoNetwork> trainer = DemoTraining.trainer(SEED, images);
        while (!trainer.isEpochComplete()) {
            trainer.step();
        }
        return trainer;
    }

    private static float[] logits(DemoNetwork network, ImageSet images) {
        network.eval();
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            int[] all = IntStream.range(0, images.size()).toArray();
            return Tensors.floats(network.forward(network.images(images, all)));
        }
    }

    @Test
    void lossFalls() {
        Trainer<DemoNetwork> trainer = DemoTraining.trainer(SEED, Digits.of(SEED, Split.TRAIN, 4_000));
        double first = 0;
        double last = 0;
        for (int batch = 0; batch < 40; batch++) {
            double loss = trainer.step();
            first += batch < 10 ? loss / 10 : 0;
            last += batch >= 30 ? loss / 10 : 0;
        }
        assertTrue(trainer.isEpochComplete());
        assertTrue(last < first - 0.2, "cross-entropy " + first + " at first, " + last + " at last");
    }

    @Test
    void writtenNetworkComputesWhatTheTrainedOneDoes() {
        DemoNetwork network = trained(train).network();
        ImageSet compared = train.take(COMPARED);
        float[] expected = logits(network, compared);
        byte[] file = network.toOnnx().toByteArray();
        Preprocessing pixels = Preprocessing.normalized(new float[] {0}, new float[] {1});
        byte[] image = new byte[compared.imageBytes()];
        float[] real = new float[image.length];
        try (FloatNetwork written = FloatNetwork.open(file, OnnxImporter.read(file, "digits"), 1)) {
            for (int i = 0; i < COMPARED; i++) {
                compared.pixels(i, image);
                pixels.apply(image, real);
                assertArrayEquals(Arrays.copyOfRange(expected, 10 * i, 10 * i + 10), written.logits(real), 1e-4f);
            }
        }
    }

    @Test
    void sameSeedGivesTheSameFile() {
        byte[] one = trained(train.take(200)).network().toOnnx().toByteArray();
        assertArrayEquals(one, trained(train.take(200)).network().toOnnx().toByteArray());
    }

    /** The batches are those of the set's order: the first one alone gives the same loss. */
    @Test
    void takesTheImagesInOrder() {
        double first = DemoTraining.trainer(SEED, train.take(100)).step();
        assertEquals(first, DemoTraining.trainer(SEED, train).step());
    }

    @Test
    void countsWhatIsClassifiedRight() {
        DemoNetwork untrained = DemoTraining.trainer(SEED, train).network();
        float[] logits = logits(untrained, train);
        int right = 0;
        for (int i = 0; i < SAMPLES; i++) {
            boolean largest = true;
            for (int digit = 0; digit < 10; digit++) {
                largest &= logits[10 * i + digit] <= logits[10 * i + train.label(i)];
            }
            right += largest ? 1 : 0;
        }
        assertEquals(right, untrained.countCorrect(train));
    }
}
