package org.synfire.noc.measure;

/**
 * What was measured at one offered load. Rates are in flits per node and cycle.
 *
 * @param offered             what was asked for
 * @param created             what was created in the measured cycles: the offered load with the noise of its drawing
 * @param accepted            what arrived in the measured cycles, on average over nodes
 * @param acceptedMinimum     the least that one of the nodes that traffic is sent to received
 * @param packetLatency       cycles from creation to the tail's arrival
 * @param packetLatencyError  half the width of its mean's 95 % confidence interval; NaN with too few packets
 * @param networkLatency      cycles from leaving the source queue to the tail's arrival
 * @param zeroLoadCycles      what theory says for the mean of lone packets
 * @param meanHops            links crossed per packet
 * @param idealSaturation     the load that no routers can exceed under XY
 * @param verdict             whether the network is saturated, and where it is fullest
 * @param use                 flits of every channel in the measured cycles
 * @param packets             measured packets that arrived
 * @param packetsLost         packets between nodes that faults cut off, in the measured cycles
 * @param warmupCycles        cycles before the measured ones
 * @param cycles              measured cycles
 * @param drainCycles         cycles after them until the last measured packet had arrived
 * @param routerTraversals    flits that crossed a router in the measured cycles
 * @param measuredSeconds     host time of the measured cycles
 * @param fingerprint         over all deliveries since cycle 0
 * @param complete            false if it was stopped
 */
public record LoadPoint(
        double offered, double created, double accepted, double acceptedMinimum, LatencyFigures packetLatency, double packetLatencyError, LatencyFigures networkLatency,
        double zeroLoadCycles, double meanHops, double idealSaturation, Verdict verdict, MeasuredWindow window, long packets, long packetsLost, long warmupCycles, long cycles,
        long drainCycles, long routerTraversals, double measuredSeconds, long fingerprint, boolean complete) {
    /** @return whether the network is saturated */
    public boolean saturated() {
        return verdict.saturated();
    }

    /** @return host speed; 0 where nothing ran */
    public double routerTraversalsPerSecond() {
        return measuredSeconds == 0 ? 0 : routerTraversals / measuredSeconds;
    }
}
