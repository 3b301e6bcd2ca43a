package org.synfire.engine.ring;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.engine.memory.StateArena;

/**
 * A ring's positions and slots in off-heap memory: the producers' line, the consumer's line, the slots.
 *
 * <p>Positions count words since the start and never wrap; a word's slot is its position modulo the capacity. A method's name
 * says its memory order; a bare name is a plain access by the thread that owns the value.
 * Producers own {@code tail} and {@code limit} (the position that they know to be free up to, exclusive), the consumer owns
 * {@code head} and {@code seen} (the position that it knows to be written up to, exclusive).
 */
final class RingMemory {

    /** Two cache lines: hardware fetches lines in pairs, so that lines of different owners are kept a pair apart. */
    static final long SEPARATION_BYTES = 2 * StateArena.CACHE_LINE_BYTES;

    static final RecordLayout HEADER = RecordLayout.named("packet ring header")
            .field("tail", ValueLayout.JAVA_LONG, 1, SEPARATION_BYTES)
            .packed("limit", ValueLayout.JAVA_LONG, 1)
            .field("head", ValueLayout.JAVA_LONG, 1, SEPARATION_BYTES)
            .packed("seen", ValueLayout.JAVA_LONG, 1)
            .build();

    private static final long TAIL = HEADER.field("tail").offsetBytes();
    private static final long LIMIT = HEADER.field("limit").offsetBytes();
    private static final long HEAD = HEADER.field("head").offsetBytes();
    private static final long SEEN = HEADER.field("seen").offsetBytes();
    private static final long[] ZEROS = new long[256];
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment header;
    private final MemorySegment slots;
    private final int mask;

    RingMemory(StateArena arena, int capacity) {
        MemorySegment piece = arena.allocate(sizeBytes(capacity), SEPARATION_BYTES);
        header = piece.asSlice(0, HEADER.sizeBytes());
        slots = piece.asSlice(HEADER.sizeBytes(), Long.BYTES * (long) capacity);
        mask = capacity - 1;
    }

    static long sizeBytes(int capacity) {
        requireCapacity(capacity);
        return HEADER.sizeBytes() + Math.max(SEPARATION_BYTES, Long.BYTES * (long) capacity);
    }

    private static void requireCapacity(int capacity) {
        if (capacity < PacketRing.MIN_CAPACITY || capacity > PacketRing.MAX_CAPACITY || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a ring's capacity is a power of two, %d..%d; was %d"
                    .formatted(PacketRing.MIN_CAPACITY, PacketRing.MAX_CAPACITY, capacity));
        }
    }

    long slotsAddress() {
        return slots.address();
    }

    int capacity() {
        return mask + 1;
    }

    int size() {
        long head = headAcquire();
        return Math.clamp(tailAcquire() - head, 0, capacity());
    }

    /** @return the slot of a position */
    int slot(long position) {
        return (int) position & mask;
    }

    /** Copies the words from a position on, each of them atomically, in no particular order. */
    void copyTo(long[] into, long position, int count) {
        int slot = slot(position);
        int straight = Math.min(count, capacity() - slot);
        MemorySegment.copy(slots, ValueLayout.JAVA_LONG, (long) slot * Long.BYTES, into, 0, straight);
        if (straight < count) {
            MemorySegment.copy(slots, ValueLayout.JAVA_LONG, 0, into, straight, count - straight);
        }
    }

    /** No slice of the slots is ever taken: whether one costs an allocation would depend on what the compiler inlines. */
    void word(int slot, long word) {
        WORD.set(slots, (long) slot * Long.BYTES, word);
    }

    /** Sets the words from a position on to 0. */
    void clear(long position, int count) {
        int slot = slot(position);
        int straight = Math.min(count, capacity() - slot);
        clearSlots(slot, straight);
        clearSlots(0, count - straight);
    }

    private void clearSlots(int first, int count) {
        for (int done = 0; done < count; done += ZEROS.length) {
            MemorySegment.copy(ZEROS, 0, slots, ValueLayout.JAVA_LONG, (long) (first + done) * Long.BYTES, Math.min(ZEROS.length, count - done));
        }
    }

    void wordRelease(int slot, long word) {
        WORD.setRelease(slots, (long) slot * Long.BYTES, word);
    }

    long tail() {
        return (long) WORD.get(header, TAIL);
    }

    long tailAcquire() {
        return (long) WORD.getAcquire(header, TAIL);
    }

    void tailRelease(long position) {
        WORD.setRelease(header, TAIL, position);
    }

    boolean tailCompareAndSet(long expected, long position) {
        return WORD.compareAndSet(header, TAIL, expected, position);
    }

    long limit() {
        return (long) WORD.get(header, LIMIT);
    }

    void limit(long position) {
        WORD.set(header, LIMIT, position);
    }

    long limitAcquire() {
        return (long) WORD.getAcquire(header, LIMIT);
    }

    void limitRelease(long position) {
        WORD.setRelease(header, LIMIT, position);
    }

    long head() {
        return (long) WORD.get(header, HEAD);
    }

    long headAcquire() {
        return (long) WORD.getAcquire(header, HEAD);
    }

    void headRelease(long position) {
        WORD.setRelease(header, HEAD, position);
    }

    long seen() {
        return (long) WORD.get(header, SEEN);
    }

    void seen(long position) {
        WORD.set(header, SEEN, position);
    }
}
