package org.synfire.tools;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RunResult;

/** What differs between a run and those that it was compared with, in words. */
final class Differences {
    private Differences() {}

    /**
     * Says them.
     *
     * @param expected what messages call the expected outputs
     * @return whether there are some
     */
    static boolean hasSome(RunResult result, Object expected, PrintWriter err) {
        List<String> differences = new ArrayList<>();
        result.witnesses()
                .reference()
                .ifPresent(found -> found.firstMismatch()
                        .ifPresent(first -> differences.add(String.format(
                                Locale.ROOT,
                                "%,d values differ from the dense reference; the first: %s",
                                found.mismatchedValues(),
                                first))));
        result.witnesses()
                .expected()
                .ifPresent(found -> found.firstMismatch()
                        .ifPresent(first -> differences.add(String.format(
                                Locale.ROOT,
                                "%,d answers differ from %s; the first: %s",
                                found.mismatchedValues(),
                                expected,
                                first))));
        differences.forEach(difference -> Failure.say(difference, err));
        return !differences.isEmpty();
    }
}
