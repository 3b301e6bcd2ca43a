package org.synfire.emulator.part;

import java.util.List;

/**
 * Spikes that arrive behind the last step of a part's last sample, where projections lead back or have longer ways.
 *
 * <p>A run counts their operations while its next samples run, so those of a part belong to the whole run unless it is
 * the last one. They lie in the steps that the part recorded behind its own.
 */
final class TrailingSpikes {
    private TrailingSpikes() {}

    private static long end(RunPart part) {
        return part.steps().begin() + part.result().timeSteps().total();
    }

    /** How many steps were recorded behind the part's own. */
    static long steps(RunPart part) {
        return trailing(part).size();
    }

    private static List<SeamStep> trailing(RunPart part) {
        long end = end(part);
        return part.steps().seams().stream().filter(step -> step.step() >= end).toList();
    }

    /**
     * The steps at the ends of a part that the whole run has.
     *
     * @param isLast whether the whole run ends with the part
     */
    static List<SeamStep> seams(RunPart part, boolean isLast) {
        long end = isLast ? end(part) : Long.MAX_VALUE;
        return part.steps().seams().stream().filter(step -> step.step() < end).toList();
    }

    /** Synaptic operations of trailing spikes in each layer. */
    static long[] operations(RunPart part) {
        long[] operations = new long[part.details().layers().size()];
        for (SeamStep step : trailing(part)) {
            for (int i = 0; i < step.cores().length; i++) {
                operations[part.details().cores().get(step.cores()[i]).layer()] += step.operations()[i];
            }
        }
        return operations;
    }
}
