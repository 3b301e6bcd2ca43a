package org.synfire.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OffHeapLedger.class)
class StateArenaTest {
    @Test
    void takesTheWholeBlockAndGivesItBack() {
        long beforeBytes = OffHeapMemory.heldBytes();
        StateArena arena = StateArena.ofBytes(1 << 20, "test");
        assertEquals(beforeBytes + (1 << 20), OffHeapMemory.heldBytes());
        assertFalse(arena.isClosed());
        arena.close();
        assertTrue(arena.isClosed());
        assertEquals(beforeBytes, OffHeapMemory.heldBytes());
        arena.close();
    }

    @Test
    void piecesAreZeroedAndStartAtCacheLines() {
        try (StateArena arena = StateArena.ofBytes(4096, "test")) {
            MemorySegment first = arena.allocate(65, 8);
            MemorySegment second = arena.allocate(1, 1);
            assertEquals(65, first.byteSize());
            assertEquals(128, second.address() - first.address());
            assertEquals(129, arena.allocatedBytes());
            assertEquals(0, first.address() % StateArena.CACHE_LINE_BYTES);
            for (long i = 0; i < first.byteSize(); i++) {
                assertEquals(0, first.get(ValueLayout.JAVA_BYTE, i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 128, 1024, 4096})
    void piecesStartAtTheAlignmentAskedFor(long alignment) {
        try (StateArena arena = StateArena.ofBytes(2 * StateArena.MAX_ALIGNMENT_BYTES, "test")) {
            arena.allocate(1, 1);
            assertEquals(0, arena.allocate(1, alignment).address() % alignment);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -8, 3, 8192})
    void refusesOtherAlignments(long alignment) {
        try (StateArena arena = StateArena.ofBytes(64, "test")) {
            assertThrows(IllegalArgumentException.class, () -> arena.allocate(1, alignment));
        }
    }

    @Test
    void givesTheLastByteButNotOneMore() {
        try (StateArena arena = StateArena.ofBytes(192, "membrane state")) {
            arena.allocate(64, 64);
            arena.allocate(128, 64);
            assertEquals(arena.capacityBytes(), arena.allocatedBytes());
            arena.allocate(0, 64);
            IllegalStateException full = assertThrows(IllegalStateException.class, () -> arena.allocate(1, 1));
            assertEquals("membrane state: a piece of 1 bytes asked for, 0 of 192 bytes left", full.getMessage());
        }
    }

    @Test
    void saysHowMuchWasAskedForAndHowMuchThereIs() {
        long askedBytes = 1L << 50;
        InsufficientMemoryException error = assertThrows(
                InsufficientMemoryException.class, () -> StateArena.ofBytes(askedBytes, "state of 3 actors"));
        assertEquals(askedBytes, error.askedBytes());
        assertTrue(error.availableBytes() > 0 && error.availableBytes() < askedBytes);
        assertTrue(
                error.getMessage()
                        .startsWith(String.format(
                                Locale.ROOT,
                                "state of 3 actors: %,d bytes of off-heap memory asked for, %,d bytes there",
                                askedBytes,
                                error.availableBytes())),
                error.getMessage());
    }

    @Test
    void piecesCannotBeUsedAfterTheClose() {
        StateArena arena = StateArena.ofBytes(64, "test");
        MemorySegment piece = arena.allocate(64, 64);
        arena.close();
        assertThrows(IllegalStateException.class, () -> piece.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void refusesNegativeSizes() {
        assertThrows(IllegalArgumentException.class, () -> StateArena.ofBytes(-1, "test"));
        try (StateArena arena = StateArena.ofBytes(0, "test")) {
            assertThrows(IllegalArgumentException.class, () -> arena.allocate(-1, 1));
        }
    }
}
