package org.synfire.tools;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.synfire.engine.InputException;
import org.synfire.engine.file.OutputFile;
import picocli.CommandLine.Option;

/** The option that lets results replace files which are no results. */
final class ForceOption {
    @Option(
            names = "--force",
            description = "Also overwrites files that Synfire did not write; without it they are refused.")
    private boolean isForced;

    /** Whether it was given. */
    boolean isGiven() {
        return isForced;
    }

    /** Refuses a place for a file, likewise. */
    void requireWritable(String option, Path file, Predicate<Path> isOwn) {
        try {
            OutputFile.requireWritable(option, file, place -> isForced || isOwn.test(place));
        } catch (InputException refused) {
            throw new InputException(worded(refused), refused);
        }
    }

    /** What the library says, with the option that forces it. */
    static String worded(InputException refused) {
        return refused.getMessage().replaceAll("force it$", "add --force");
    }
}
