package org.synfire.noc.measure;

import org.synfire.engine.measure.Latencies;
import org.synfire.noc.theory.Channel;

/**
 * The figures of a measurement at one offered load, as values without the network and its histograms. Rates are in
 * flits per node and cycle.
 *
 * @param offered the load asked for
 * @param created the load created in the measured cycles
 * @param accepted the load that arrived in them, mean over nodes
 * @param acceptedMinimum the lowest load that arrived at a node among those that traffic is sent to
 * @param packetLatency cycles from creation to the tail's arrival
 * @param latencyError half the width of its mean's 95 % confidence interval, cycles; NaN with too few packets
 * @param networkLatency cycles from leaving the source queue to the tail's arrival
 * @param zeroLoadCycles mean latency of lone packets by theory
 * @param meanHops links crossed per packet
 * @param verdict whether the network carries the load, and its busiest channel
 * @param fullest the busiest channel in words
 * @param fullestBusy share of the measured cycles in which it could take no other flit, 0 to 1
 * @param packets measured packets
 * @param packetsLost packets between nodes that faults cut off
 * @param warmupCycles cycles before the measured ones
 * @param cycles measured cycles
 * @param drainCycles cycles after them until the last measured packet had arrived
 * @param routerTraversals flits that crossed a router in the measured cycles
 * @param measuredSeconds host time of the measured cycles; the only figure that differs from run to run
 * @param fingerprint over all deliveries since cycle 0
 */
public record LoadFigures(
        double offered,
        double created,
        double accepted,
        double acceptedMinimum,
        Latencies.Summary packetLatency,
        double latencyError,
        Latencies.Summary networkLatency,
        double zeroLoadCycles,
        double meanHops,
        Verdict verdict,
        String fullest,
        double fullestBusy,
        long packets,
        long packetsLost,
        long warmupCycles,
        long cycles,
        long drainCycles,
        long routerTraversals,
        double measuredSeconds,
        long fingerprint) {
    /** The figures of a measurement. */
    public static LoadFigures of(LoadPoint point) {
        MeasuredWindow window = point.window();
        Channel fullest = window.busiest();
        return new LoadFigures(
                point.offered(),
                point.created(),
                point.accepted(),
                point.acceptedMinimum(),
                point.packets().latency().summary(),
                point.packets().latencyError(),
                point.packets().network().summary(),
                point.zeroLoadCycles(),
                point.packets().meanHops(),
                point.verdict(),
                fullest.words(window.mesh()),
                window.busy(fullest),
                point.packets().packets(),
                window.packetsLost(),
                point.warmupCycles(),
                window.cycles(),
                point.drainCycles(),
                window.routerTraversals(),
                point.measuredSeconds(),
                point.fingerprint());
    }

    /** Whether the network is saturated. */
    public boolean saturated() {
        return verdict.saturated();
    }

    /** Mean packet latency, cycles. */
    public double meanLatency() {
        return packetLatency.mean();
    }

    /** Flits that crossed a router in the measured cycles, per second of host time; 0 if nothing ran. */
    public double routerTraversalsPerSecond() {
        return measuredSeconds == 0 ? 0 : routerTraversals / measuredSeconds;
    }
}
