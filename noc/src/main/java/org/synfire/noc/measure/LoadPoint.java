package org.synfire.noc.measure;

import org.synfire.noc.theory.LatencyModel;

/**
 * What was measured at one offered load. Rates are in flits per node and cycle.
 *
 * @param offered what was asked for
 * @param packetFlits flits of a packet
 * @param theory what theory says about this traffic
 * @param packets latency and hops of the packets created in the measured cycles
 * @param verdict whether the network is saturated, and where it is fullest
 * @param window what happened in the measured cycles
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
    /** @return what was created in the measured cycles: the offered load with the noise of its drawing */
    public double created() {
        return window.created(packetFlits);
    }

    /** @return what arrived in the measured cycles, on average over nodes */
    public double accepted() {
        return window.accepted();
    }

    /** @return the least that one of the nodes that traffic is sent to received */
    public double acceptedMinimum() {
        return window.leastAccepted(theory.loads());
    }

    /** @return whether the network is saturated */
    public boolean saturated() {
        return verdict.saturated();
    }

    /** @return mean packet latency, cycles */
    public double meanLatency() {
        return packets.latency().mean();
    }

    /** @return mean latency of lone packets, cycles */
    public double zeroLoadCycles() {
        return theory.zeroLoadCycles();
    }

    /** @return the load that no routers can exceed under XY */
    public double idealSaturation() {
        return theory.loads().idealSaturation();
    }

    /** @return flits that crossed a router in the measured cycles, per second of host time; 0 where nothing ran */
    public double routerTraversalsPerSecond() {
        return measuredSeconds == 0 ? 0 : window.routerTraversals() / measuredSeconds;
    }
}
