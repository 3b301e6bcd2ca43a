package org.synfire.emulator.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.synfire.engine.measure.HostMachine;

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
     * @param sha256 of the pixels and labels of those that were answered, see
     *     {@link org.synfire.network.data.ImageHash}
     */
    public record Samples(String name, String sha256) {}

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
                new Samples(UNKNOWN, ""),
                SourceFile.UNKNOWN,
                Calibration.NONE,
                Map.of());
    }

    /** The same with the samples that were answered. */
    public RunOrigin with(Samples answered) {
        return new RunOrigin(date, commit, host, model, answered, chipFile, calibration, options);
    }
}
