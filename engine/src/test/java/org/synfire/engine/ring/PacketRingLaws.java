package org.synfire.engine.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.AllocatedBytes;
import org.synfire.engine.memory.OffHeapLedger;
import org.synfire.engine.memory.StateArena;

/** What every {@link PacketRing} obeys. */
@ExtendWith(OffHeapLedger.class)
abstract class PacketRingLaws {

    private static final long HEADER = 0x123456L << 40;

    private StateArena arena;

    abstract PacketRing ring(StateArena arena, int capacity);

    abstract long sizeBytes(int capacity);

    abstract int producers();

    @BeforeEach
    void takeMemory() {
        arena = StateArena.ofBytes(1 << 20, "rings of a test");
    }

    @AfterEach
    void giveMemoryBack() {
        arena.close();
    }

    private PacketRing ring(int capacity) {
        return ring(arena, capacity);
    }

    private static long[] words(long from, long to) {
        return LongStream.range(from, to).toArray();
    }

    private static long[] drained(PacketRing ring, int most) {
        long[] into = new long[most];
        return Arrays.copyOf(into, ring.drain(into));
    }

    @Test
    void beginsEmpty() {
        PacketRing ring = ring(8);
        assertEquals(8, ring.capacity());
        assertEquals(0, ring.size());
        assertEquals(0, drained(ring, 8).length);
    }

    @Test
    void wordsComeOutInOrderWithTheHeader() {
        PacketRing ring = ring(8);
        assertEquals(3, ring.offer(HEADER, new long[] {9, 1, 2, 3, 9}, 1, 4));
        assertEquals(3, ring.size());
        assertArrayEquals(new long[] {HEADER | 1, HEADER | 2, HEADER | 3}, drained(ring, 8));
        assertEquals(0, ring.size());
    }

    @Test
    void wordsAreKeptAsTheyAre() {
        PacketRing ring = ring(8);
        long[] words = {0, 1, Long.MIN_VALUE, Long.MAX_VALUE, -2, 0x5555_5555_5555_5555L};
        assertEquals(words.length, ring.offer(0, words, 0, words.length));
        assertArrayEquals(words, drained(ring, 8));
    }

    @Test
    void anEmptyBatchIsNotTaken() {
        PacketRing ring = ring(2);
        assertEquals(0, ring.offer(HEADER, new long[3], 2, 2));
        assertEquals(0, ring.size());
    }

    @Test
    void aFullRingTakesWhatFits() {
        PacketRing ring = ring(8);
        assertEquals(5, ring.offer(0, words(0, 5), 0, 5));
        assertEquals(3, ring.offer(0, words(5, 10), 0, 5));
        assertEquals(8, ring.size());
        assertEquals(0, ring.offer(0, words(8, 9), 0, 1));
        assertArrayEquals(words(0, 8), drained(ring, 20));
    }

    @Test
    void roomThatWasMadeIsFound() {
        PacketRing ring = ring(4);
        ring.offer(0, words(0, 4), 0, 4);
        assertArrayEquals(words(0, 1), drained(ring, 1));
        assertEquals(1, ring.offer(0, words(4, 8), 0, 4));
        assertArrayEquals(words(1, 5), drained(ring, 8));
    }

    @Test
    void drainsNoMoreThanAskedFor() {
        PacketRing ring = ring(8);
        ring.offer(0, words(0, 8), 0, 8);
        assertArrayEquals(words(0, 3), drained(ring, 3));
        assertEquals(5, ring.size());
        assertEquals(0, ring.drain(new long[0]));
        assertArrayEquals(words(3, 8), drained(ring, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 64})
    void wordsPassTheEndOfTheMemoryInOrder(int capacity) {
        PacketRing ring = ring(capacity);
        long offered = 0;
        long seen = 0;
        for (int round = 0; round < 1000; round++) {
            int batch = round % (capacity + 2);
            offered += ring.offer(0, words(offered, offered + batch), 0, batch);
            for (long word : drained(ring, 1 + round % 7)) {
                assertEquals(seen++, word);
            }
            assertEquals(offered - seen, ring.size());
        }
        assertTrue(seen > 10L * capacity);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 1 << 16})
    void powersOfTwoAreCapacities(int capacity) {
        PacketRing ring = ring(capacity);
        assertEquals(capacity, ring.offer(0, words(0, capacity + 1), 0, capacity + 1));
    }

    @Test
    void theLargestCapacityHoldsThatMany() {
        try (StateArena large = StateArena.ofBytes(sizeBytes(PacketRing.MAX_CAPACITY), "the largest ring")) {
            PacketRing ring = ring(large, PacketRing.MAX_CAPACITY);
            long[] batch = new long[1 << 16];
            int taken = 0;
            for (int i = 0; i < 256; i++) {
                taken += ring.offer(i, batch, 0, batch.length);
            }
            assertEquals(PacketRing.MAX_CAPACITY, taken);
            assertEquals(0, ring.offer(0, batch, 0, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 1, 3, 100, (1 << 24) - 1, (1 << 24) + 1, 1 << 25})
    void othersAreNot(int capacity) {
        assertThrows(IllegalArgumentException.class, () -> ring(capacity));
        assertThrows(IllegalArgumentException.class, () -> sizeBytes(capacity));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 1024})
    void takesTheMemoryThatItSays(int capacity) {
        try (StateArena exact = StateArena.ofBytes(2 * sizeBytes(capacity), "two rings")) {
            ring(exact, capacity);
            ring(exact, capacity);
            assertEquals(exact.capacityBytes(), exact.allocatedBytes());
        }
    }

    @Test
    void refusesRangesOutsideTheArray() {
        PacketRing ring = ring(8);
        long[] packets = new long[4];
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(0, packets, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(0, packets, 0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(0, packets, 3, 2));
        assertEquals(0, ring.size());
    }

    @Test
    void noCallAllocates() {
        PacketRing ring = ring(256);
        long[] packets = words(0, 100);
        long[] into = new long[128];
        assertEquals(0, AllocatedBytes.of(() -> {
            for (int i = 0; i < 100_000; i++) {
                ring.offer(HEADER, packets, 0, i % 100);
                ring.drain(into);
                ring.size();
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 64, 4096})
    @Timeout(60)
    void nothingIsLostDoubledOrReorderedBetweenThreads(int capacity) {
        PacketRing ring = ring(capacity);
        int perProducer = 300_000;
        CompletableFuture<?>[] offers = IntStream.range(0, producers())
                .mapToObj(producer -> CompletableFuture.runAsync(() -> offerAll(ring, producer, perProducer), task -> Thread.ofPlatform().daemon().start(task)))
                .toArray(CompletableFuture<?>[]::new);
        long[] next = new long[producers()];
        long[] into = new long[100];
        for (long left = (long) perProducer * producers(); left > 0;) {
            int count = ring.drain(into);
            for (int i = 0; i < count; i++) {
                int producer = (int) (into[i] >>> 40);
                assertEquals(next[producer]++, into[i] & 0xFFFFFF);
            }
            left -= count;
            if (count == 0) {
                Thread.yield();
            }
        }
        CompletableFuture.allOf(offers).join();
        assertEquals(0, ring.size());
    }

    private static void offerAll(PacketRing ring, long producer, int count) {
        long[] packets = words(0, count);
        for (int next = 0; next < count;) {
            int taken = ring.offer(producer << 40, packets, next, Math.min(count, next + 1 + next % 50));
            next += taken;
            if (taken == 0) {
                Thread.yield();
            }
        }
    }
}
