package org.synfire.tools;

import java.util.Locale;
import org.synfire.engine.InputException;
import picocli.CommandLine.Option;

/** The option that says how many workers. */
final class ThreadOption {
    private static final int MOST = 64;

    private static final String AUTO = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Workers, 1..64, or auto: as many as are of use (default). Results do not depend on it.")
    private String threads = AUTO;

    /** Whether the program chooses. */
    boolean isAutomatic() {
        return threads.equals(AUTO);
    }

    /** @throws InputException if that many are not possible */
    int count() {
        return count(Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param worthwhile how many there are if nothing is said
     * @throws InputException if that many are not possible
     */
    int count(int worthwhile) {
        if (isAutomatic()) {
            return Math.min(MOST, worthwhile);
        }
        int count = number();
        if (count < 1 || count > MOST) {
            throw new InputException(String.format(Locale.ROOT, "--threads %s: give 1..%d or %s", threads, MOST, AUTO));
        }
        return count;
    }

    /** 0 for what is no number. */
    private int number() {
        try {
            return Integer.parseInt(threads);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
