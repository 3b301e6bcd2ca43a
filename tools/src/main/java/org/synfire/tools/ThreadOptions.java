package org.synfire.tools;

import org.synfire.engine.InputException;
import picocli.CommandLine.Option;

/** The option that says how many threads work. */
final class ThreadOptions {
    private static final int MAX_THREADS = 64;

    @Option(names = "--threads", paramLabel = "N", description = "Workers, 1..64 (default: the processors of this machine). Results do not depend on it.")
    private Integer threads;

    /** @throws InputException if it is out of range */
    int count() {
        if (threads == null) {
            return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new InputException("--threads %d: give 1..%d".formatted(threads, MAX_THREADS));
        }
        return threads;
    }
}
