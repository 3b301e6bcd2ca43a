package org.synfire.noc.cycle.partition;

import org.synfire.noc.cycle.Delivery;

/** A 64-bit hash over deliveries in their order. */
final class Fingerprint {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private long hash = FACTOR;

    void add(Delivery delivery) {
        mix(delivery.tag());
        mix((long) delivery.source() << Integer.SIZE | delivery.destination());
        mix((long) delivery.flits() << Integer.SIZE | delivery.hops());
        mix(delivery.createdCycle());
        mix(delivery.injectedCycle());
        mix(delivery.deliveredCycle());
    }

    private void mix(long word) {
        hash = Long.rotateLeft(hash ^ word, 29) * FACTOR;
    }

    long value() {
        return hash ^ hash >>> 32;
    }
}
