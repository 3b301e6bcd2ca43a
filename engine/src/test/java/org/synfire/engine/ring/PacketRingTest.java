package org.synfire.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.AllocatedBytes;
import org.synfire.engine.memory.OffHeapLedger;
import org.synfire.engine.memory.StateArena;

@ExtendWith(OffHeapLedger.class)
class PacketRingTest {
    private static final long HEADER = 0x123456L << 40;

    private StateArena arena;

    @BeforeEach
    void takeMemory() {
        arena = StateArena.ofBytes(1 << 20, "rings of a test");
    }

    @AfterEach
    void giveMemoryBack() {
        arena.close();
    }

    private static long[] words(long from, long to) {
        return LongStream.range(from, to).toArray();
    }

    /** Each batch as header: packets. */
    private static List<String> drained(PacketRing ring) {
        List<String> batches = new ArrayList<>();
        int count = ring.drain((header, packets, length) ->
                batches.add(header + ": " + Arrays.toString(Arrays.copyOf(packets, length))));
        assertEquals(
                count,
                batches.stream().mapToInt(batch -> batch.split(",").length).sum());
        return batches;
    }

    private static String batch(long header, long... packets) {
        return header + ": " + Arrays.toString(packets);
    }

    @Test
    void beginsEmpty() {
        PacketRing ring = new PacketRing(arena, 64);
        assertTrue(ring.isEmpty());
        assertEquals(List.of(), drained(ring));
    }

    @Test
    void batchesComeOutWholeInOrderWithTheirHeaders() {
        PacketRing ring = new PacketRing(arena, 64);
        assertEquals(3, ring.offer(HEADER, new long[] {9, 1, 2, 3, 9}, 1, 4));
        assertEquals(1, ring.offer(-1, new long[] {Long.MIN_VALUE}, 0, 1));
        assertEquals(2, ring.offer(HEADER, new long[] {0, -1}, 0, 2));
        assertFalse(ring.isEmpty());
        assertEquals(List.of(batch(HEADER, 1, 2, 3), batch(-1, Long.MIN_VALUE), batch(HEADER, 0, -1)), drained(ring));
        assertTrue(ring.isEmpty());
    }

    /** Takes what comes as text, and stops at each mark. */
    private static final class Reader implements PacketRing.Receiver {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void batch(long header, long[] packets, int count) {
            seen.add("packets " + PacketRingTest.batch(header, Arrays.copyOf(packets, count)));
        }

        @Override
        public void words(long header, long[] words, int count) {
            seen.add("words " + PacketRingTest.batch(header, Arrays.copyOf(words, count)));
        }

        @Override
        public boolean continuesAfterStep() {
            seen.add("end");
            return false;
        }
    }

    @Test
    void wordsAndMarksComeInTheirPlaceAndAReaderMayStopAtAMark() {
        PacketRing ring = new PacketRing(arena, 64);
        Reader reader = new Reader();
        for (int round = 0; round < 50; round++) {
            reader.seen.clear();
            assertEquals(1, ring.offer(HEADER, new long[] {7}, 0, 1));
            assertTrue(ring.offerWords(5, new long[] {-1, 2, 9}, 2));
            assertTrue(ring.offerEnd());
            assertTrue(ring.offerWords(6, new long[] {3}, 1));
            assertTrue(ring.offerEnd());
            assertEquals(3, ring.drain(reader));
            assertEquals(List.of("packets " + batch(HEADER, 7), "words " + batch(5, -1, 2), "end"), reader.seen);
            assertEquals(1, ring.drain(reader));
            assertEquals(List.of("words " + batch(6, 3), "end"), reader.seen.subList(3, 5));
            assertTrue(ring.isEmpty());
        }
    }

    @Test
    void wordsAreTakenWholeOrNotAtAll() {
        PacketRing ring = new PacketRing(arena, 64);
        assertEquals(ring.longestBatch(), PacketRing.longestBatch(64));
        long[] most = new long[ring.longestBatch()];
        int taken = 0;
        while (ring.offerWords(1, most, most.length)) {
            taken++;
        }
        assertTrue(taken > 5, taken + " taken");
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offerWords(1, new long[100], most.length + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offerWords(1, most, 0));
        Reader reader = new Reader();
        assertEquals(taken * most.length, ring.drain(reader));
    }

    @Test
    void wordsForAReceiverOfPacketsAreAnError() {
        PacketRing ring = new PacketRing(arena, 64);
        assertTrue(ring.offerWords(1, new long[1], 1));
        assertThrows(IllegalStateException.class, () -> ring.drain((header, packets, count) -> {}));
    }

    @Test
    void anEmptyBatchIsNotTaken() {
        PacketRing ring = new PacketRing(arena, 16);
        assertEquals(0, ring.offer(HEADER, new long[3], 2, 2));
        assertTrue(ring.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "64, 7", "1024, 127"})
    void aBatchThatIsTooLongIsTakenInParts(int capacity, int longest) {
        PacketRing ring = new PacketRing(arena, capacity);
        assertEquals(longest, ring.longestBatch());
        long[] packets = words(0, longest + 1);
        assertEquals(longest, ring.offer(HEADER, packets, 0, longest + 1));
        assertEquals(1, ring.offer(HEADER, packets, longest, longest + 1));
        assertEquals(List.of(batch(HEADER, words(0, longest)), batch(HEADER, longest)), drained(ring));
    }

    @Test
    void aFullRingTakesNothingUntilThereIsRoom() {
        PacketRing ring = new PacketRing(arena, 64);
        int taken = 0;
        while (ring.offer(taken, words(0, 2), 0, 2) > 0) {
            taken++;
        }
        assertTrue(taken == 15 || taken == 16, taken + " batches of 2 packets and 2 words more");
        assertEquals(IntStream.range(0, taken).mapToObj(i -> batch(i, 0, 1)).toList(), drained(ring));
        assertEquals(1, ring.offer(16, words(0, 1), 0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void batchesPassTheEndOfTheMemoryInOrder(int capacity) {
        PacketRing ring = new PacketRing(arena, capacity);
        long offered = 0;
        long[] seen = new long[1];
        for (int round = 0; round < 1000; round++) {
            int batch = round % (capacity + 2);
            offered += ring.offer(0, words(offered, offered + batch), 0, batch);
            if (round % 3 != 0) {
                ring.drain((header, packets, count) -> {
                    for (int i = 0; i < count; i++) {
                        assertEquals(seen[0]++, packets[i]);
                    }
                });
                assertTrue(ring.isEmpty());
                assertEquals(offered, seen[0]);
            }
        }
        assertTrue(offered > 10L * capacity);
    }

    @Test
    void whatAReceiverThrowsComesOutAndTheRestStays() {
        PacketRing ring = new PacketRing(arena, 64);
        ring.offer(1, words(0, 2), 0, 2);
        ring.offer(2, words(2, 3), 0, 1);
        assertThrows(
                IllegalStateException.class,
                () -> ring.drain((header, packets, count) -> {
                    throw new IllegalStateException();
                }));
        assertEquals(List.of(batch(2, 2)), drained(ring));
    }

    @Test
    void theLargestCapacityHoldsThatMany() {
        try (StateArena large = StateArena.ofBytes(PacketRing.sizeBytes(PacketRing.MAX_CAPACITY), "the largest ring")) {
            PacketRing ring = new PacketRing(large, PacketRing.MAX_CAPACITY);
            long[] batch = new long[(1 << 16) - 2];
            for (int i = 0; i < 255; i++) {
                assertEquals(batch.length, ring.offer(i, batch, 0, batch.length));
            }
            assertEquals(255 * batch.length, ring.drain((header, packets, count) -> assertEquals(batch.length, count)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -16, 0, 1, 3, 8, 100, (1 << 24) - 1, (1 << 24) + 1, 1 << 25})
    void othersThanPowersOfTwoWithinTheLimitsAreNoCapacities(int capacity) {
        assertThrows(IllegalArgumentException.class, () -> new PacketRing(arena, capacity));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 1024})
    void takesTheMemoryThatItSays(int capacity) {
        try (StateArena exact = StateArena.ofBytes(PacketRing.sizeBytes(capacity), "one ring")) {
            new PacketRing(exact, capacity);
            assertEquals(exact.capacityBytes(), exact.allocatedBytes());
        }
    }

    @Test
    void refusesRangesOutsideTheArray() {
        PacketRing ring = new PacketRing(arena, 64);
        long[] packets = new long[4];
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(0, packets, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(0, packets, 0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.offer(0, packets, 3, 2));
        assertTrue(ring.isEmpty());
    }

    @Test
    void noCallAllocates() {
        PacketRing ring = new PacketRing(arena, 1024);
        long[] packets = words(0, 100);
        long[] sum = new long[1];
        PacketRing.Receiver receiver = (header, received, count) -> sum[0] += received[count - 1];
        AllocatedBytes.requireNoneIn(() -> {
            for (int i = 0; i < 100_000; i++) {
                ring.offer(HEADER, packets, 0, i % 100);
                ring.drain(receiver);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 4096})
    @Timeout(60)
    void nothingIsLostDoubledOrReorderedBetweenThreads(int capacity) {
        PacketRing ring = new PacketRing(arena, capacity);
        int count = 500_000;
        CompletableFuture<?> offers = CompletableFuture.runAsync(
                () -> offerAll(ring, count),
                task -> Thread.ofPlatform().daemon().start(task));
        long[] next = new long[1];
        while (next[0] < count) {
            int drained = ring.drain((header, packets, length) -> {
                assertEquals(next[0], header);
                for (int i = 0; i < length; i++) {
                    assertEquals(next[0]++, packets[i]);
                }
            });
            if (drained == 0) {
                Thread.yield();
            }
        }
        offers.join();
        assertTrue(ring.isEmpty());
    }

    private static void offerAll(PacketRing ring, int count) {
        long[] packets = words(0, count);
        for (int next = 0; next < count; ) {
            int taken = ring.offer(next, packets, next, Math.min(count, next + 1 + next % 50));
            next += taken;
            if (taken == 0) {
                Thread.yield();
            }
        }
    }
}
