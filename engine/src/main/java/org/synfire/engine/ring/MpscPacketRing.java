package org.synfire.engine.ring;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.synfire.engine.memory.StateArena;

/**
 * {@link PacketRing} from many producers to one consumer.
 *
 * <p>A producer claims the slots of its batch by moving the tail, fills them from the second on and the first one last, with release.
 * The consumer takes what it finds up to the first slot that is empty, so it never passes into a batch whose first word is not there,
 * and it empties what it took before it moves the head. Words lie inverted, so that an empty slot is the zero that fresh memory has.
 *
 * <p><b>Threads:</b> any number of producers, one consumer. A producer that is suspended inside {@link #offer} holds back what was
 * claimed after it, it does not hold up other producers.
 * <b>Order:</b> batches leave in the order in which they were claimed, their words in a row; a drain may end inside one.
 * <b>Memory:</b> {@link #sizeBytes} off-heap.
 * <b>Limits:</b> the word {@link #NO_PACKET} marks an empty slot and cannot be sent.
 */
public final class MpscPacketRing implements PacketRing {

    /** The one word that cannot be sent, all bits set. */
    public static final long NO_PACKET = -1L;

    private static final long EMPTY = ~NO_PACKET;

    private final RingMemory memory;

    /**
     * @param arena where the ring's memory is carved from; it must outlive the ring
     * @param capacity words that fit, a power of two, {@value #MIN_CAPACITY}..{@value #MAX_CAPACITY}
     * @throws IllegalArgumentException if the capacity is none of these
     */
    public MpscPacketRing(StateArena arena, int capacity) {
        memory = new RingMemory(arena, capacity);
        memory.limitRelease(capacity);
    }

    /**
     * @param capacity words that fit
     * @return bytes that a ring of that capacity carves from its arena
     */
    public static long sizeBytes(int capacity) {
        return RingMemory.sizeBytes(capacity);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if one of the words is {@link #NO_PACKET}; none has been taken then
     */
    @Override
    public int offer(long header, long[] packets, int from, int to) {
        Objects.checkFromToIndex(from, to, packets.length);
        requirePackets(header, packets, from, to);
        long tail;
        int count;
        do {
            tail = memory.tailAcquire();
            count = Math.min(to - from, free(tail, to - from));
            if (count <= 0) {
                return 0;
            }
        } while (!memory.tailCompareAndSet(tail, tail + count));
        publish(tail, header, packets, from, count);
        return count;
    }

    private static void requirePackets(long header, long[] packets, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((header | packets[i]) == NO_PACKET) {
                throw new IllegalArgumentException("the word at index " + i + " has all bits set and marks an empty slot");
            }
        }
    }

    /** Negative when other producers have moved the tail past a limit that is out of date. */
    private int free(long tail, int wanted) {
        long limit = memory.limitAcquire();
        if (limit - tail < wanted) {
            limit = memory.headAcquire() + memory.capacity();
            memory.limitRelease(limit);
        }
        return (int) (limit - tail);
    }

    private void publish(long tail, long header, long[] packets, int from, int count) {
        int slot = memory.slot(tail);
        int straight = Math.min(count, memory.capacity() - slot);
        write(header, packets, from + 1, slot + 1, straight - 1);
        write(header, packets, from + straight, 0, count - straight);
        memory.wordRelease(slot, ~(header | packets[from]));
    }

    private void write(long header, long[] packets, int from, int slot, int count) {
        for (int i = 0; i < count; i++) {
            memory.word(slot + i, ~(header | packets[from + i]));
        }
    }

    @Override
    public int drain(long[] into) {
        long head = memory.head();
        int claimed = (int) Math.min(into.length, memory.tailAcquire() - head);
        if (claimed == 0) {
            return 0;
        }
        memory.copyTo(into, head, claimed);
        int count = restoreUpToEmpty(into, claimed);
        // pairs with the release of each batch's first word: what producers wrote before their batches is read after this
        VarHandle.acquireFence();
        memory.clear(head, count);
        memory.headRelease(head + count);
        return count;
    }

    private static int restoreUpToEmpty(long[] inverted, int claimed) {
        int count = 0;
        while (count < claimed && inverted[count] != EMPTY) {
            count++;
        }
        for (int i = 0; i < count; i++) {
            inverted[i] = ~inverted[i];
        }
        return count;
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
