package org.synfire.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.training.tensor.Tensors;

/**
 * A training too short to be useful, long enough to show that it learns and that its file computes what it computes.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DemoTrainingTest {

    private static final long SEED = 3;
    private static final int SAMPLES = 400;
    private static final int COMPARED = 50;

    private final ImageSet train = Digits.of(SEED, Split.TRAIN, SAMPLES);

    @BeforeEach
    void skipWhereNoNativesArePublished() {
        final String library = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/";
        assumeTrue(getClass().getResource(library) != null, "no PyTorch natives for " + Loader.getPlatform());
    }

    @Test
    void lossFalls() {
        final DemoTrainer trainer = new DemoTrainer(SEED, Digits.of(SEED, Split.TRAIN, 4000));
        final double first = trainer.learn(1000);
        trainer.learn(2000);
        final double last = trainer.learn(1000);
        assertTrue(last < first - 0.2, "cross-entropy " + first + " at first, " + last + " at last");
    }

    @Test
    void writtenNetworkComputesWhatTheTrainerDoes() throws OrtException {
        final DemoTrainer trainer = new DemoTrainer(SEED, train);
        trainer.learn(SAMPLES);
        final float[] expected = trainer.logits(train, 0, COMPARED);
        assertArrayEquals(expected, runOnnx(trainer.network().toOnnx().toByteArray()), 1e-4f);
    }

    @Test
    void sameSeedGivesTheSameFile() {
        assertArrayEquals(shortTraining(), shortTraining());
    }

    @Test
    void countsWhatIsClassifiedRight() {
        final DemoTrainer untrained = new DemoTrainer(SEED, train);
        final float[] logits = untrained.logits(train, 0, SAMPLES);
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

    private byte[] shortTraining() {
        final DemoTrainer trainer = new DemoTrainer(SEED, train);
        trainer.learn(200);
        return trainer.network().toOnnx().toByteArray();
    }

    private float[] runOnnx(final byte[] model) throws OrtException {
        final float[] pixels = Tensors.floats(Tensors.images(train, 0, COMPARED));
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(model, options);
                OnnxTensor images = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(pixels), new long[] {COMPARED, 1, 28, 28});
                OrtSession.Result result = session.run(Map.of("image", images))) {
            return ((OnnxTensor) result.get("logits").orElseThrow())
                    .getFloatBuffer()
                    .array();
        }
    }
}
