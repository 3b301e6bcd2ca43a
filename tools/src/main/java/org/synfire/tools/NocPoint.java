package org.synfire.tools;

import java.util.Locale;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.measure.LoadFigures;
import org.synfire.noc.measure.Verdict;

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

    static NocPoint of(LoadFigures figures) {
        Verdict verdict = figures.verdict();
        return new NocPoint(
                figures.offered(),
                figures.created(),
                figures.accepted(),
                figures.acceptedMinimum(),
                Distribution.of(figures.packetLatency()),
                Double.isNaN(figures.latencyError()) ? null : figures.latencyError(),
                Distribution.of(figures.networkLatency()),
                figures.zeroLoadCycles(),
                figures.packets() == 0 ? null : figures.meanHops(),
                verdict.undetermined() ? null : verdict.saturated(),
                words(verdict),
                verdict.enoughCycles() == 0 ? null : verdict.enoughCycles(),
                new Fullest(figures.fullest(), figures.fullestBusy()),
                figures.packets(),
                figures.packetsLost(),
                figures.warmupCycles(),
                figures.cycles(),
                figures.drainCycles(),
                figures.routerTraversals(),
                figures.routerTraversalsPerSecond(),
                String.format(Locale.ROOT, "%016x", figures.fingerprint()));
    }

    /** The verdict, and which option makes it certain. */
    private static String words(Verdict verdict) {
        return verdict.enoughCycles() == 0
                ? verdict.words()
                : String.format(Locale.ROOT, "%s; give --cycles %d or more", verdict.words(), verdict.enoughCycles());
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
