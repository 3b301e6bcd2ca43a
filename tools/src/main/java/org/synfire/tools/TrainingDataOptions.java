package org.synfire.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageNotes;
import org.synfire.network.data.ImageReading;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which images a network learns from and is judged on. */
final class TrainingDataOptions {
    private static final int GENERATED_TRAIN = 10_000;
    private static final int GENERATED_TEST = 2_000;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "The data set, a folder or a file, as for run; digits, or nothing, for generated digits.")
    private Path data;

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(names = "--samples", paramLabel = "N", description = "Training images, from the first on (default: all).")
    private Integer samples;

    @Option(names = "--test-samples", paramLabel = "N", description = "Test images, from the first on (default: all).")
    private Integer testSamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    long seed;

    ImageSet train() {
        return train(data, samples, seed, reading());
    }

    ImageSet test() {
        return test(data, testSamples, seed, reading());
    }

    private ImageReading reading() {
        return images.reading(null);
    }

    /** Names the images of a set that were left out, a line each. */
    static void sayLeftOut(ImageSet images, PrintWriter err) {
        for (ImageNotes.Skipped skipped : images.notes().skipped()) {
            err.println("synfire: left out: " + skipped.reason());
        }
        err.flush();
    }

    /**
     * Training images.
     *
     * @param data folder of the data set; {@code null} for generated digits
     * @param count most images; {@code null} for all
     * @param reading how images and labels are read
     */
    static ImageSet train(Path data, Integer count, long seed, ImageReading reading) {
        return images(data, Split.TRAIN, count, GENERATED_TRAIN, seed, reading);
    }

    /** Test images, likewise. */
    static ImageSet test(Path data, Integer count, long seed, ImageReading reading) {
        return images(data, Split.TEST, count, GENERATED_TEST, seed, reading);
    }

    private static ImageSet images(
            Path data, Split split, Integer count, int generated, long seed, ImageReading reading) {
        if (count != null && count < 1) {
            throw new InputException("a number of samples must be at least 1, found " + count);
        }
        if (data == null || NamedData.isGenerated(data)) {
            int size = count == null ? generated : count;
            return DataSets.as(Digits.dataSet(seed, size, size), reading).split(split);
        }
        ImageSet all = DataSets.open(data, reading).split(split);
        if (count != null && count > all.size()) {
            throw new InputException(String.format(
                    Locale.ROOT, "%,d samples are asked for: %s has only %,d", count, all.name(), all.size()));
        }
        return all.tried(count == null ? all.size() : count);
    }
}
