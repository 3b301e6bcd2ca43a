package org.synfire.noc.measure;

import org.synfire.engine.measure.Latencies;
import org.synfire.noc.cycle.Delivery;
import org.synfire.noc.cycle.DeliveryListener;

/**
 * Latency and hops of the packets that were created in the measured cycles.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> two distributions over the cycles of creation; a delivery allocates nothing
 * but where a histogram grows or an interval begins.
 */
final class PacketStatistics implements DeliveryListener {
    private final Latencies packetLatency = new Latencies("packet-latency", "cycles", "cycles");
    private final Latencies networkLatency = new Latencies("network-latency", "cycles", "cycles");
    private BatchMeans batches;
    private long fromCycle = Long.MAX_VALUE;
    private long endCycle = Long.MAX_VALUE;
    private long packets;
    private long packetCycles;
    private long networkCycles;
    private long hops;

    /**
     * Measures packets created from a cycle on.
     *
     * @param cycle the first cycle
     * @param expectedCycles how many cycles will probably be measured
     */
    void measureFrom(long cycle, long expectedCycles) {
        fromCycle = cycle;
        packetLatency.beginAt(cycle);
        networkLatency.beginAt(cycle);
        batches = new BatchMeans(expectedCycles);
    }

    /**
     * Ends the measurement.
     *
     * @param cycle packets created in it or later are not measured
     */
    void measureUntil(long cycle) {
        endCycle = cycle;
    }

    @Override
    public void delivered(Delivery delivery) {
        long created = delivery.createdCycle();
        if (created < fromCycle || created >= endCycle) {
            return;
        }
        long latency = delivery.deliveredCycle() - created;
        long inNetwork = delivery.deliveredCycle() - delivery.injectedCycle();
        packetLatency.recordAt(created, latency);
        networkLatency.recordAt(created, inNetwork);
        batches.add(created - fromCycle, latency);
        packets++;
        packetCycles += latency;
        networkCycles += inNetwork;
        hops += delivery.hops();
    }

    /** Measured packets that have arrived. */
    long packets() {
        return packets;
    }

    BatchMeans batches() {
        return batches;
    }

    PacketFigures figures() {
        return new PacketFigures(
                packets,
                new LatencyFigures(packetLatency, mean(packetCycles)),
                batches.halfWidth(),
                new LatencyFigures(networkLatency, mean(networkCycles)),
                mean(hops));
    }

    private double mean(long sum) {
        return packets == 0 ? 0 : (double) sum / packets;
    }
}
