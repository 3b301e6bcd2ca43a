package org.synfire.training.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.training.Recipe;
import org.synfire.training.learn.Trainer;
import org.synfire.training.tensor.TorchLibraries;

/**
 * Makes the network of the built-in demo. Trains it on generated digits, each seen once, counts right answers on other
 * digits, and writes it as an ONNX file.
 *
 * <p><b>Repeatable:</b> the same machine and library write the same bytes.
 */
public final class DemoTraining {
    private static final long SEED = 1;
    private static final int TRAINING_DIGITS = 200_000;
    private static final int TEST_DIGITS = 10_000;
    private static final int BATCH = 100;
    private static final double LEARNING_RATE = 4e-3;
    private static final int REPORTED_BATCHES = 200;

    private DemoTraining() {}

    /**
     * Trains the network and writes it.
     *
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Trainer<DemoNetwork> trainer = trainer(SEED, Digits.of(SEED, Split.TRAIN, TRAINING_DIGITS));
        for (int batch = 1; !trainer.isEpochComplete(); batch++) {
            double loss = trainer.step();
            if (batch % REPORTED_BATCHES == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "%,d of %,d digits: loss %.4f%n",
                        trainer.imagesSeen(),
                        trainer.imagesInAll(),
                        loss);
            }
        }
        ImageSet test = Digits.of(SEED, Split.TEST, TEST_DIGITS);
        System.out.printf(
                Locale.ROOT,
                "%,d of %,d unseen digits right%n",
                trainer.network().countCorrect(test),
                test.size());
        Path file = Path.of(arguments[0]);
        WholeFile.write(file, trainer.network().toOnnx().toByteArray());
        System.out.println("wrote " + file);
    }

    /**
     * A trainer of a network with random weights, which sees every image once, in the order of the set.
     *
     * @param seed of the weights
     */
    static Trainer<DemoNetwork> trainer(long seed, ImageSet images) {
        TorchLibraries.load();
        torch.set_num_threads(1);
        torch.manual_seed(seed);
        return Trainer.inOrder(new DemoNetwork(), images, new Recipe(1, 0, BATCH, LEARNING_RATE, 0, 0, false, seed));
    }
}
