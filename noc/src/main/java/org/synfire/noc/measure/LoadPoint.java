package org.synfire.noc.measure;

import org.synfire.noc.theory.LatencyModel;

/**
 * The results of a measurement at one offered load. Rates are in flits per node and cycle.
 *
 * @param offered the load asked for
 * @param packetFlits flits of a packet
 * @param theory latency and loads of this traffic by theory
 * @param packets latency and hops of the packets created in the measured cycles
 * @param verdict whether the network carries the load, and its busiest channel
 * @param window counters of the measured cycles
 * @param warmupCycles cycles before the measured ones
 * @param drainCycles cycles after them until the last measured packet had arrived
 * @param measuredSeconds host time of the measured cycles
 * @param fingerprint over all deliveries since cycle 0
 * @param complete false if it was stopped
 */
public record LoadPoint(
        double offered,
        int packetFlits,
        LatencyModel theory,
        PacketFigures packets,
        Verdict verdict,
        MeasuredWindow window,
        long warmupCycles,
        long drainCycles,
        double measuredSeconds,
        long fingerprint,
        boolean complete) {
    /** The load created in the measured cycles, which differs from the offered load by chance. */
    public double created() {
        return window.created(packetFlits);
    }

    /** The load that arrived in the measured cycles, mean over nodes. */
    public double accepted() {
        return window.accepted();
    }

    /** The lowest load that arrived at a node among those that traffic is sent to. */
    public double acceptedMinimum() {
        return window.leastAccepted(theory.loads());
    }

    /** Whether the network is saturated. */
    public boolean saturated() {
        return verdict.saturated();
    }

    /** Mean packet latency, cycles. */
    public double meanLatency() {
        return packets.latency().mean();
    }

    /** Mean latency of lone packets, cycles. */
    public double zeroLoadCycles() {
        return theory.zeroLoadCycles();
    }

    /** The load that no network can exceed under XY. */
    public double idealSaturation() {
        return theory.loads().idealSaturation();
    }
}
