package org.synfire.engine.ring;

import org.synfire.engine.memory.StateArena;

class SpscPacketRingTest extends PacketRingLaws {

    @Override
    PacketRing ring(StateArena arena, int capacity) {
        return new SpscPacketRing(arena, capacity);
    }

    @Override
    long sizeBytes(int capacity) {
        return SpscPacketRing.sizeBytes(capacity);
    }

    @Override
    int producers() {
        return 1;
    }
}
