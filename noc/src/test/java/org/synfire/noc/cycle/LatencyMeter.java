package org.synfire.noc.cycle;

/** Sums over the packets created from one cycle until another. */
public final class LatencyMeter implements DeliveryListener {
    private final long fromCycle;
    private final long toCycle;
    long packets;
    long packetCycles;
    long networkCycles;
    long hops;
    long arrivedFlits;
    long least = Long.MAX_VALUE;
    long most;

    public LatencyMeter(long fromCycle, long toCycle) {
        this.fromCycle = fromCycle;
        this.toCycle = toCycle;
    }

    @Override
    public void delivered(Delivery delivery) {
        if (delivery.deliveredCycle() >= fromCycle && delivery.deliveredCycle() < toCycle) {
            arrivedFlits += delivery.flits();
        }
        if (delivery.createdCycle() >= fromCycle && delivery.createdCycle() < toCycle) {
            long latency = delivery.deliveredCycle() - delivery.createdCycle();
            packets++;
            packetCycles += latency;
            networkCycles += delivery.deliveredCycle() - delivery.injectedCycle();
            hops += delivery.hops();
            least = Math.min(least, latency);
            most = Math.max(most, latency);
        }
    }

    public double latency() {
        return (double) packetCycles / packets;
    }

    public double hops() {
        return (double) hops / packets;
    }

    /** Flits a node and cycle that arrived in the window. */
    public double accepted(int nodes) {
        return (double) arrivedFlits / nodes / (toCycle - fromCycle);
    }
}
