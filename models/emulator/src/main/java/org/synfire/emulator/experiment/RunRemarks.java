package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.WorkerChoice;

/**
 * What a run did with less than it might.
 *
 * @param workers how many run, and why
 * @param window time steps that cores add up at one visit
 * @param largestWindow the same, if memory sufficed
 */
record RunRemarks(WorkerChoice workers, int window, int largestWindow) {
    static RunRemarks of(WorkerChoice workers, Emulator emulator) {
        return new RunRemarks(workers, emulator.window(), emulator.largestWindow());
    }

    /** A sentence for each. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        workers.reason().ifPresent(sentences::add);
        if (window < largestWindow) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "cores add up %d time steps at one visit, as memory does not suffice for %d",
                    window,
                    largestWindow));
        }
        return sentences;
    }
}
