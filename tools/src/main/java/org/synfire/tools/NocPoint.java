package org.synfire.tools;

import java.util.Locale;
import java.util.OptionalLong;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.measure.Verdict;
import org.synfire.noc.theory.Channel;

/**
 * One load as the JSON of {@code synfire noc} says it; {@code docs/noc.md} has the keys' meaning.
 *
 * @param packetLatencyError null with too few packets for a confidence interval
 * @param hops null without packets
 * @param saturated null where the measurement is too short to tell
 * @param enoughCycles cycles that would be enough to tell; null where they are not needed, or more than can be measured
 */
record NocPoint(
        double offered,
        double created,
        double accepted,
        double acceptedMinimum,
        Distribution packetLatency,
        Double packetLatencyError,
        Distribution networkLatency,
        double zeroLoadLatency,
        Double hops,
        Boolean saturated,
        String verdict,
        Long enoughCycles,
        Fullest fullest,
        long packets,
        long packetsLost,
        long warmupCycles,
        long cycles,
        long drainCycles,
        long routerTraversals,
        double routerTraversalsPerSecond,
        String fingerprint) {
    /**
     * @param channel in words
     * @param busy share of the measured cycles
     */
    record Fullest(String channel, double busy) {}

    /** Six figures of a latency; all but the count are null where it is 0. */
    record Distribution(long count, Double mean, Long p50, Long p99, Long p999, Long max) {
        static Distribution of(Latencies.Summary summary) {
            return summary.count() == 0
                    ? new Distribution(0, null, null, null, null, null)
                    : new Distribution(
                            summary.count(),
                            summary.mean(),
                            summary.p50(),
                            summary.p99(),
                            summary.p999(),
                            summary.max());
        }

        boolean isEmpty() {
            return count == 0;
        }
    }

    static NocPoint of(LoadPoint point) {
        Channel fullest = point.window().busiest();
        double error = point.packets().latencyError();
        OptionalLong enoughCycles = point.verdict().enoughCycles();
        return new NocPoint(
                point.offered(),
                point.created(),
                point.accepted(),
                point.acceptedMinimum(),
                Distribution.of(point.packets().latency().summary()),
                Double.isNaN(error) ? null : error,
                Distribution.of(point.packets().network().summary()),
                point.zeroLoadCycles(),
                point.packets().packets() == 0 ? null : point.packets().meanHops(),
                point.undetermined() ? null : point.saturated(),
                words(point.verdict(), point.complete()),
                enoughCycles.isPresent() ? enoughCycles.getAsLong() : null,
                new Fullest(fullest.words(point.window().mesh()), point.window().busy(fullest)),
                point.packets().packets(),
                point.window().packetsLost(),
                point.warmupCycles(),
                point.window().cycles(),
                point.drainCycles(),
                point.window().routerTraversals(),
                point.routerTraversalsPerSecond(),
                String.format(Locale.ROOT, "%016x", point.fingerprint()));
    }

    /** The verdict, and which option makes it certain. */
    private static String words(Verdict verdict, boolean isComplete) {
        if (verdict.outcome() != Verdict.Outcome.UNDETERMINED || !isComplete) {
            return verdict.words();
        }
        return verdict.words()
                + (verdict.enoughCycles().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; give --cycles %d or more",
                                verdict.enoughCycles().getAsLong())
                        : "; no number of cycles that can be given is enough: give a higher rate, or shorter bursts");
    }

    /** Whether the measurement is too short to tell if the network carries the load. */
    boolean isUndetermined() {
        return saturated == null;
    }

    /** Whether the network cannot carry the load for long. */
    boolean isSaturated() {
        return Boolean.TRUE.equals(saturated);
    }

    /** Whether there is a verdict beyond figures: the load is not simply carried. */
    boolean needsWords() {
        return isUndetermined() || isSaturated() || packetLatency.isEmpty();
    }

    /** Whether it is a point of the latency curve. */
    boolean isCarried() {
        return !needsWords();
    }
}
