package org.synfire.emulator.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.measure.HostMachine;
import org.synfire.network.data.ImageHash;
import org.synfire.network.data.ImageNotes;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SampleSet;
import org.synfire.network.data.SpikeHash;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.quantize.Preprocessing;

/**
 * Where a run comes from: what a paper must name beside its figures.
 *
 * @param date when it ended, UTC
 * @param commit of Synfire, with {@code -dirty} where files were changed; {@code unknown} where the build did not know
 * @param host the machine that emulated
 * @param model the file that the network was read from
 * @param data the samples of the run
 * @param chipFile the chip's file
 * @param calibration what activation ranges were measured on
 * @param options every option of the command line with its value, given or not; empty for a run from Java
 */
public record RunOrigin(
        String date,
        String commit,
        HostMachine host,
        SourceFile model,
        Samples data,
        SourceFile chipFile,
        Calibration calibration,
        Map<String, String> options) {
    private static final String UNKNOWN = "unknown";

    /**
     * A file.
     *
     * @param name its name, {@code built-in}, or {@code unknown} where it came from memory
     * @param sha256 of its content, in hexadecimal; empty where there is no file
     */
    public record SourceFile(String name, String sha256) {
        /** What is part of the program. */
        public static final SourceFile BUILT_IN = new SourceFile("built-in", "");
        /** What came from memory. */
        public static final SourceFile UNKNOWN = new SourceFile(RunOrigin.UNKNOWN, "");
    }

    /**
     * The samples of a run.
     *
     * @param name of the data set and its split
     * @param sha256 of the pixels or spikes and of the labels of those that were answered, see {@link ImageHash} and
     *     {@link SpikeHash}
     * @param steps what was done to each image before the network saw it, in order
     * @param values what the network sees of a pixel
     * @param kinds how many of the images that were tried are of a kind of file that loses something, by the kind
     * @param skipped images that could not be read and were left out
     */
    public record Samples(
            String name,
            String sha256,
            List<String> steps,
            PixelValues values,
            Map<String, Integer> kinds,
            List<Skipped> skipped) {
        public Samples {
            steps = List.copyOf(steps);
            kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
            skipped = List.copyOf(skipped);
        }

        /** Samples of which nothing else is known. */
        public static Samples named(String name, String sha256) {
            return new Samples(name, sha256, List.of(), PixelValues.UNKNOWN, Map.of(), List.of());
        }

        /**
         * The samples that were answered.
         *
         * @param answered these samples
         * @param values what the network sees of a pixel, where samples are images
         */
        public static Samples of(SampleSet answered, PixelValues values) {
            return switch (answered) {
                case ImageSet images -> ofImages(images, values);
                case SpikeSet spikes ->
                    new Samples(
                            spikes.name(),
                            SpikeHash.of(spikes),
                            List.of(String.format(
                                    Locale.ROOT,
                                    spikes.hasOwnLengths() ? "up to %d steps of %s" : "%d steps of %s",
                                    spikes.steps(),
                                    spikes.shape())),
                            PixelValues.NONE,
                            Map.of(),
                            List.of());
            };
        }

        private static Samples ofImages(ImageSet images, PixelValues values) {
            ImageNotes notes = images.notes();
            Map<String, Integer> kinds = new LinkedHashMap<>();
            notes.traits().forEach((trait, count) -> kinds.put(trait.name().toLowerCase(Locale.ROOT), count));
            return new Samples(
                    images.name(),
                    ImageHash.of(images),
                    notes.steps(),
                    values,
                    kinds,
                    notes.skipped().stream()
                            .map(skipped -> new Skipped(skipped.file(), skipped.reason()))
                            .toList());
        }
    }

    /**
     * What the network sees of a pixel.
     *
     * @param rule in words: {@code (pixel / 255 - mean) / std}, {@code pixel}, or where else it stands
     * @param mean one value, or one per channel; empty where the rule has none
     * @param std likewise
     */
    public record PixelValues(String rule, List<Float> mean, List<Float> std) {
        /** Of a run that does not say it. */
        public static final PixelValues UNKNOWN = new PixelValues(RunOrigin.UNKNOWN, List.of(), List.of());

        /** Of spikes. */
        public static final PixelValues NONE = new PixelValues("spikes", List.of(), List.of());

        public PixelValues {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
        }

        /**
         * Those of a preprocessing.
         *
         * @param preprocessing {@code null} where the network's file has the codes of all pixels
         */
        public static PixelValues of(Preprocessing preprocessing) {
            if (preprocessing == null) {
                return new PixelValues("as the network's file says", List.of(), List.of());
            }
            return preprocessing.raw()
                    ? new PixelValues("pixel", List.of(), List.of())
                    : new PixelValues(
                            "(pixel / 255 - mean) / std", list(preprocessing.mean()), list(preprocessing.std()));
        }

        private static List<Float> list(float[] values) {
            List<Float> list = new ArrayList<>();
            for (float value : values) {
                list.add(value);
            }
            return list;
        }
    }

    /**
     * An image that was left out.
     *
     * @param file its name
     * @param reason why
     */
    public record Skipped(String file, String reason) {}

    /**
     * What activation ranges were measured on.
     *
     * @param images number of images; 0 where the network carries its ranges
     * @param ranges the rule that ends a range; {@code unknown} for a run from Java
     */
    public record Calibration(int images, String ranges) {
        /** What a network of integers, or one from Java, has. */
        public static final Calibration NONE = new Calibration(0, "none");
    }

    public RunOrigin {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A run of now on this machine, from Java. */
    public static RunOrigin ofApi() {
        return new RunOrigin(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                UNKNOWN,
                HostMachine.here(),
                SourceFile.UNKNOWN,
                Samples.named(UNKNOWN, ""),
                SourceFile.UNKNOWN,
                Calibration.NONE,
                Map.of());
    }

    /** The same with the samples that were answered. */
    public RunOrigin with(Samples answered) {
        return new RunOrigin(date, commit, host, model, answered, chipFile, calibration, options);
    }
}
