package org.synfire.noc.measure;

import java.util.OptionalLong;

/**
 * Whether a network carries what is offered, and the reason in words.
 *
 * @param outcome what the measurement shows
 * @param words one or more clauses
 * @param enoughCycles measured cycles that are enough for an answer, if it is open and {@link MeasurementPlan} allows
 *     as many; empty otherwise
 */
public record Verdict(Outcome outcome, String words, OptionalLong enoughCycles) {
    /** What a measurement shows. */
    public enum Outcome {
        /** No packet was sent, so there is nothing to judge. */
        NOTHING_SENT,
        /** The network carries the load. */
        CARRIED,
        /** The network cannot carry the load for long. */
        SATURATED,
        /** The measurement is too short to tell. */
        UNDETERMINED
    }

    /** A verdict that more cycles would not change. */
    Verdict(Outcome outcome, String words) {
        this(outcome, words, OptionalLong.empty());
    }

    /** Whether the network cannot carry the load for long. */
    public boolean saturated() {
        return outcome == Outcome.SATURATED;
    }
}
