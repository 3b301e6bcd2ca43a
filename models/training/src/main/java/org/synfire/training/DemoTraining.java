package org.synfire.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the network of the built-in demo: trains it on generated digits, measures it on others, writes it as ONNX. */
@Command(
        name = "DemoTraining",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Trains the network of the built-in demo on generated digits and writes it as an ONNX file.")
public final class DemoTraining implements Callable<Integer> {

    @Option(names = "--epochs", description = "epochs; each sees digits that none before it saw")
    private int epochs = 10;

    @Option(names = "--samples", description = "digits per epoch")
    private int samples = 20_000;

    @Option(names = "--test-samples", description = "unseen digits to measure the accuracy with")
    private int testSamples = 10_000;

    @Option(names = "--seed", description = "seed of the digits and of the starting weights")
    private long seed = 1;

    @Option(names = "--output", description = "the ONNX file to write")
    private Path output = Path.of("models/src/main/resources/org/synfire/network/demo/digits.onnx");

    private DemoTraining() {}

    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new DemoTraining()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        final ImageSet train = Digits.of(seed, Split.TRAIN, Math.multiplyExact(epochs, samples));
        final ImageSet test = Digits.of(seed, Split.TEST, testSamples);
        final long startNanos = System.nanoTime();
        final DemoTrainer trainer = new DemoTrainer(seed, train);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            final double loss = trainer.learn(samples);
            System.out.printf(
                    "epoch %d of %d: loss %.4f, %.0f s%n", epoch, epochs, loss, (System.nanoTime() - startNanos) / 1e9);
        }
        System.out.printf("%d of %d unseen digits right%n", trainer.countCorrect(test), test.size());
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.write(output, trainer.network().toOnnx().toByteArray());
        System.out.println("wrote " + output);
        return 0;
    }
}
