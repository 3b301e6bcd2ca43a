package org.synfire.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synfire.engine.memory.OffHeapLedger;
import org.synfire.engine.memory.StateArena;

@ExtendWith(OffHeapLedger.class)
class RingMemoryTest {

    @Test
    void whatProducersWriteLiesApartFromWhatTheConsumerWrites() {
        assertEquals(0, RingMemory.HEADER.field("tail").offsetBytes());
        assertEquals(8, RingMemory.HEADER.field("limit").offsetBytes());
        assertEquals(128, RingMemory.HEADER.field("head").offsetBytes());
        assertEquals(136, RingMemory.HEADER.field("seen").offsetBytes());
        assertEquals(256, RingMemory.HEADER.sizeBytes());
    }

    @Test
    void slotsAndTheNextRingLieApartFromThePositions() {
        try (StateArena arena = StateArena.ofBytes(2 * RingMemory.sizeBytes(2), "test")) {
            RingMemory first = new RingMemory(arena, 2);
            RingMemory second = new RingMemory(arena, 2);
            assertEquals(0, first.slotsAddress() % RingMemory.SEPARATION_BYTES);
            assertTrue(second.slotsAddress() - first.slotsAddress() >= RingMemory.HEADER.sizeBytes() + RingMemory.SEPARATION_BYTES);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "3, 5", "1000, 24", "1000, 25", "1020, 600", "1023, 1024"})
    void clearsTheWordsFromAPositionOnAndNoOthers(int position, int count) {
        int capacity = 1024;
        try (StateArena arena = StateArena.ofBytes(RingMemory.sizeBytes(capacity), "test")) {
            RingMemory memory = new RingMemory(arena, capacity);
            for (int slot = 0; slot < capacity; slot++) {
                memory.word(slot, -1);
            }
            memory.clear(position, count);
            long[] words = new long[capacity];
            memory.copyTo(words, position, capacity);
            for (int i = 0; i < capacity; i++) {
                assertEquals(i < count ? 0 : -1, words[i], "word " + i + " from there");
            }
        }
    }

    @Test
    void positionsBeyondAnIntFindTheirSlots() {
        try (StateArena arena = StateArena.ofBytes(RingMemory.sizeBytes(8), "test")) {
            RingMemory memory = new RingMemory(arena, 8);
            assertEquals(7, memory.slot((1L << 31) - 1));
            assertEquals(0, memory.slot(1L << 31));
            assertEquals(3, memory.slot((1L << 32) + 3));
        }
    }
}
