package org.synfire.noc.cycle.partition;

import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.Delivery;

/** Shows packets of a pool as deliveries. */
final class PooledDelivery implements Delivery {
    private final PacketPool pool;
    private final Mesh mesh;
    private int slot;
    private int destination;
    private long deliveredCycle;

    PooledDelivery(PacketPool pool, Mesh mesh) {
        this.pool = pool;
        this.mesh = mesh;
    }

    void show(int packet, int atNode, long atCycle) {
        slot = packet;
        destination = atNode;
        deliveredCycle = atCycle;
    }

    @Override
    public long tag() {
        return pool.tag(slot);
    }

    @Override
    public int source() {
        return pool.source(slot);
    }

    @Override
    public int destination() {
        return destination;
    }

    @Override
    public int flits() {
        return pool.flits(slot);
    }

    @Override
    public long createdCycle() {
        return pool.createdCycle(slot);
    }

    @Override
    public long injectedCycle() {
        return pool.injectedCycle(slot);
    }

    @Override
    public long deliveredCycle() {
        return deliveredCycle;
    }

    @Override
    public int hops() {
        return pool.isMulticast(slot) ? mesh.hops(source(), destination) : pool.hops(slot);
    }
}
