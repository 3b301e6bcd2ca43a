package org.synfire.training;

import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import picocli.CommandLine.Option;

/** Options that say what is learned from and judged on. */
final class DataOptions {
    private static final int GENERATED_TRAIN = 10_000;
    private static final int GENERATED_TEST = 2_000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the data set: MNIST-style IDX files, gzipped or not, or CIFAR-10 binary batches;"
                    + " generated digits without.")
    Path data;

    @Option(names = "--samples", paramLabel = "N", description = "Training images, from the first on (default: all).")
    Integer samples;

    @Option(names = "--test-samples", paramLabel = "N", description = "Test images, from the first on (default: all).")
    Integer testSamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    long seed;

    ImageSet train() {
        return of(Split.TRAIN, samples, GENERATED_TRAIN);
    }

    ImageSet test() {
        return of(Split.TEST, testSamples, GENERATED_TEST);
    }

    private ImageSet of(final Split split, final Integer count, final int generated) {
        if (count != null && count < 1) {
            throw new InputException("a number of samples must be at least 1, found " + count);
        }
        if (data == null) {
            return Digits.of(seed, split, count == null ? generated : count);
        }
        final ImageSet all = DataSets.open(data).split(split);
        return count == null ? all : all.take(count);
    }
}
