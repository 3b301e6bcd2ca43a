package org.synfire.tools;

import java.util.Locale;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.theory.Channel;

/**
 * One load as the JSON of {@code synfire noc} says it; {@code docs/noc.md} has the keys' meaning.
 *
 * @param packetLatencyError null with too few packets for a confidence interval
 */
record NocPoint(
        double offered,
        double created,
        double accepted,
        double acceptedMinimum,
        Latencies.Summary packetLatency,
        Double packetLatencyError,
        Latencies.Summary networkLatency,
        double zeroLoadLatency,
        double hops,
        boolean saturated,
        String verdict,
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

    static NocPoint of(LoadPoint point) {
        Channel fullest = point.window().busiest();
        double error = point.packets().latencyError();
        return new NocPoint(
                point.offered(),
                point.created(),
                point.accepted(),
                point.acceptedMinimum(),
                point.packets().latency().summary(),
                Double.isNaN(error) ? null : error,
                point.packets().network().summary(),
                point.zeroLoadCycles(),
                point.packets().meanHops(),
                point.saturated(),
                point.verdict().words(),
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
}
