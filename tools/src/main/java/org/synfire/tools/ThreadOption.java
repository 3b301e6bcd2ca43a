package org.synfire.tools;

import java.util.Locale;
import org.synfire.engine.InputException;
import picocli.CommandLine.Option;

/** The option that says how many workers. */
final class ThreadOption {
    private static final int MOST = 64;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Workers, 1..64 (default: as many processors as are of use). Results do not depend on it.")
    private Integer threads;

    /** @throws InputException if that many are not possible */
    int count() {
        return count(Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param worthwhile how many there are if nothing is said
     * @throws InputException if that many are not possible
     */
    int count(int worthwhile) {
        if (threads == null) {
            return Math.min(MOST, worthwhile);
        }
        if (threads < 1 || threads > MOST) {
            throw new InputException(String.format(Locale.ROOT, "--threads %d: give 1..%d", threads, MOST));
        }
        return threads;
    }
}
