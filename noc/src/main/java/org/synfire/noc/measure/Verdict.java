package org.synfire.noc.measure;

/**
 * Whether a network carries what is offered, and the reason in words.
 *
 * @param outcome what the measurement shows
 * @param words one or more clauses
 * @param enoughCycles measured cycles that are enough for an answer if it is open; 0 if it is not, or if more are
 *     needed than {@link MeasurementPlan} allows
 */
public record Verdict(Outcome outcome, String words, long enoughCycles) {
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
        this(outcome, words, 0);
    }

    /** Whether the network cannot carry the load for long. */
    public boolean saturated() {
        return outcome == Outcome.SATURATED;
    }

    /** Whether the network carries the load; false too if the measurement cannot tell. */
    public boolean carried() {
        return outcome == Outcome.CARRIED;
    }

    /** Whether the measurement cannot tell if the network carries the load. */
    public boolean undetermined() {
        return outcome == Outcome.UNDETERMINED;
    }
}
