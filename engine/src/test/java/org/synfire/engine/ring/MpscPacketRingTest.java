package org.synfire.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.synfire.engine.memory.StateArena;

class MpscPacketRingTest extends PacketRingLaws {

    @Override
    PacketRing ring(StateArena arena, int capacity) {
        return new MpscPacketRing(arena, capacity);
    }

    @Override
    long sizeBytes(int capacity) {
        return MpscPacketRing.sizeBytes(capacity);
    }

    @Override
    int producers() {
        return 3;
    }

    @Test
    void theMarkOfAnEmptySlotCannotBeSent() {
        try (StateArena arena = StateArena.ofBytes(MpscPacketRing.sizeBytes(8), "test")) {
            PacketRing ring = ring(arena, 8);
            long[] packets = {1, 0xFFFFFF, 2};
            assertThrows(IllegalArgumentException.class, () -> ring.offer(-1L << 24, packets, 0, 3));
            assertEquals(0, ring.size());
            assertEquals(3, ring.offer(-1L << 25, packets, 0, 3));
        }
    }
}
