package org.synfire.engine.ring;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Objects;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.synfire.engine.memory.StateArena;

/**
 * A bounded first-in-first-out ring of batches of 64-bit packets, from one producer thread to one consumer thread. It
 * is Agrona's {@link OneToOneRingBuffer} with each batch as one message: a header, then the packets.
 *
 * <p><b>Threads:</b> one producer and one consumer, always the same two. No call blocks. <b>Order:</b> batches leave
 * whole, in the order in which they were taken; the consumer of a batch sees all that the producer wrote to memory
 * before {@link #offer}. <b>Memory:</b> {@link #sizeBytes} off-heap, from an arena that outlives the ring, and room for
 * the longest batch on the heap; no call allocates. <b>Limits:</b> a batch takes two words more than it has packets,
 * and is at most an eighth of the ring. One word of the ring may stay unused. A batch that finds no room is not taken,
 * and nothing is dropped.
 */
public final class PacketRing {
    /** The smallest capacity, in words. */
    public static final int MIN_CAPACITY = 16;

    /** The largest capacity, in words. */
    public static final int MAX_CAPACITY = 1 << 24;

    private static final int BATCH_TYPE = 1;
    private static final long SEPARATION_BYTES = 2 * StateArena.CACHE_LINE_BYTES;

    private final MemorySegment memory;
    private final RingBuffer ring;
    private final MessageHandler handler = this::take;
    private final long[] batch;
    private Receiver receiver;
    private int drained;

    /** Takes batches from a ring. */
    public interface Receiver {
        /**
         * Takes a batch.
         *
         * @param header what was offered with it
         * @param packets the packets from index 0 on, valid only during the call
         * @param count number of packets, at least 1
         */
        void batch(long header, long[] packets, int count);
    }

    /**
     * Makes an empty ring.
     *
     * @param arena where its memory is carved from; it must outlive the ring
     * @param capacity words that fit, a power of two, {@value #MIN_CAPACITY}..{@value #MAX_CAPACITY}
     * @throws IllegalArgumentException if the capacity is none of these
     * @throws IllegalStateException if the JVM was started without an option that the message names
     */
    public PacketRing(StateArena arena, int capacity) {
        memory = arena.allocate(sizeBytes(capacity), SEPARATION_BYTES);
        ring = opened(new OneToOneRingBuffer(new UnsafeBuffer(memory.address(), (int) memory.byteSize())));
        batch = new long[ring.maxMsgLength() / Long.BYTES - 1];
    }

    /** Touches the ring's memory, so that a JVM that does not let it is found here and not in a worker. */
    private static RingBuffer opened(RingBuffer ring) {
        try {
            ring.size();
            return ring;
        } catch (LinkageError refused) {
            String module = RingBuffer.class.getModule().isNamed()
                    ? RingBuffer.class.getModule().getName()
                    : "ALL-UNNAMED";
            throw new IllegalStateException(
                    "packets between workers need the JVM's option --add-opens java.base/jdk.internal.misc=" + module,
                    refused);
        }
    }

    /**
     * Bytes that a ring of that capacity carves from its arena.
     *
     * @param capacity words that fit
     * @throws IllegalArgumentException if there is no ring of that capacity
     */
    public static long sizeBytes(int capacity) {
        if (capacity < MIN_CAPACITY || capacity > MAX_CAPACITY || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a ring's capacity is a power of two, %d..%d; was %d",
                    MIN_CAPACITY,
                    MAX_CAPACITY,
                    capacity));
        }
        return Long.BYTES * (long) capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }

    /**
     * Takes packets as one batch: all, or the first {@link #longestBatch} of them, or none where there is no room.
     *
     * @param header what they share; the ring does not look at it
     * @param packets the packets
     * @param from index of the first
     * @param to index after the last
     * @return how many were taken
     * @throws IndexOutOfBoundsException if the range is not in the array
     */
    public int offer(long header, long[] packets, int from, int to) {
        Objects.checkFromToIndex(from, to, packets.length);
        int count = Math.min(to - from, batch.length);
        if (count == 0) {
            return 0;
        }
        int index = ring.tryClaim(BATCH_TYPE, (1 + count) * Long.BYTES);
        if (index < 0) {
            return 0;
        }
        memory.set(ValueLayout.JAVA_LONG, index, header);
        MemorySegment.copy(packets, from, memory, ValueLayout.JAVA_LONG, index + (long) Long.BYTES, count);
        ring.commit(index);
        return count;
    }

    /**
     * Hands over all batches that had been taken when this was called, and perhaps more, in their order. What the
     * receiver throws ends it; that batch is gone then, the rest stays.
     *
     * @param receiver gets each batch; it must not drain this ring
     * @return number of packets
     */
    public int drain(Receiver receiver) {
        this.receiver = receiver;
        drained = 0;
        long before;
        // one read ends at the buffer's last byte, and may find nothing but what was left unused there
        do {
            before = ring.consumerPosition();
            ring.read(handler);
        } while (ring.consumerPosition() != before);
        return drained;
    }

    private void take(int type, MutableDirectBuffer message, int index, int length) {
        int count = length / Long.BYTES - 1;
        MemorySegment.copy(memory, ValueLayout.JAVA_LONG, index + (long) Long.BYTES, batch, 0, count);
        drained += count;
        receiver.batch(memory.get(ValueLayout.JAVA_LONG, index), batch, count);
    }

    /** Most packets in a batch. */
    public int longestBatch() {
        return batch.length;
    }

    /** Whether it is empty, for a moment when other threads are at work. */
    public boolean isEmpty() {
        return ring.size() == 0;
    }
}
