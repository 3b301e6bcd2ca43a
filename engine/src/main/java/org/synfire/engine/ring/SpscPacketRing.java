package org.synfire.engine.ring;

import java.util.Objects;
import org.synfire.engine.memory.StateArena;

/**
 * {@link PacketRing} from one producer to one consumer.
 *
 * <p><b>Threads:</b> one producer, one consumer, never swapped while at work.
 * <b>Order:</b> a batch becomes visible as a whole, by one release store of the tail that pairs with the consumer's acquire of it;
 * the head goes the other way.
 * <b>Memory:</b> {@link #sizeBytes} off-heap. Each side looks at the other's position only when the one it remembers does not suffice.
 */
public final class SpscPacketRing implements PacketRing {

    private final RingMemory memory;

    /**
     * @param arena where the ring's memory is carved from; it must outlive the ring
     * @param capacity words that fit, a power of two, {@value #MIN_CAPACITY}..{@value #MAX_CAPACITY}
     * @throws IllegalArgumentException if the capacity is none of these
     */
    public SpscPacketRing(StateArena arena, int capacity) {
        memory = new RingMemory(arena, capacity);
        memory.limit(capacity);
    }

    /**
     * @param capacity words that fit
     * @return bytes that a ring of that capacity carves from its arena
     */
    public static long sizeBytes(int capacity) {
        return RingMemory.sizeBytes(capacity);
    }

    @Override
    public int offer(long header, long[] packets, int from, int to) {
        Objects.checkFromToIndex(from, to, packets.length);
        long tail = memory.tail();
        int count = Math.min(to - from, free(tail, to - from));
        if (count == 0) {
            return 0;
        }
        int slot = memory.slot(tail);
        int straight = Math.min(count, memory.capacity() - slot);
        write(header, packets, from, slot, straight);
        write(header, packets, from + straight, 0, count - straight);
        memory.tailRelease(tail + count);
        return count;
    }

    private int free(long tail, int wanted) {
        long limit = memory.limit();
        if (limit - tail < wanted) {
            limit = memory.headAcquire() + memory.capacity();
            memory.limit(limit);
        }
        return (int) (limit - tail);
    }

    private void write(long header, long[] packets, int from, int slot, int count) {
        for (int i = 0; i < count; i++) {
            memory.word(slot + i, header | packets[from + i]);
        }
    }

    @Override
    public int drain(long[] into) {
        long head = memory.head();
        int count = Math.min(into.length, available(head, into.length));
        if (count == 0) {
            return 0;
        }
        memory.copyTo(into, head, count);
        memory.headRelease(head + count);
        return count;
    }

    private int available(long head, int wanted) {
        long seen = memory.seen();
        if (seen - head < wanted) {
            seen = memory.tailAcquire();
            memory.seen(seen);
        }
        return (int) (seen - head);
    }

    @Override
    public int size() {
        return memory.size();
    }

    @Override
    public int capacity() {
        return memory.capacity();
    }
}
