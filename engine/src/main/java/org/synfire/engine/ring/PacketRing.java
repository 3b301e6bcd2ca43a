package org.synfire.engine.ring;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Objects;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.synfire.engine.memory.StateArena;

/**
 * A bounded first-in-first-out ring of batches of 64-bit packets, from one producer thread to one consumer thread. It
 * is Agrona's {@link OneToOneRingBuffer} with each batch as one message: a header, then the packets. Besides packets it
 * carries words, which the ring does not look at, and marks that say that the producer has ended a step.
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
    private static final int WORDS_TYPE = 2;
    private static final int END_TYPE = 3;
    private static final int SHARE_OF_BATCH = 8;
    private static final long SEPARATION_BYTES = 2 * StateArena.CACHE_LINE_BYTES;

    private final MemorySegment memory;
    private final RingBuffer ring;
    private final ControlledMessageHandler handler = this::take;
    private final long[] batch;
    private Receiver receiver;
    private int drained;
    private boolean isStopped;

    /** Takes batches from a ring. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes a batch.
         *
         * @param header what was offered with it
         * @param packets the packets from index 0 on, valid only during the call
         * @param count number of packets, at least 1
         */
        void batch(long header, long[] packets, int count);

        /**
         * Takes words in.
         *
         * @param header what was offered with them
         * @param words the words from index 0 on, valid only during the call
         * @param count number of words, at least 1
         */
        default void words(long header, long[] words, int count) {
            throw new IllegalStateException("words arrived where packets are taken only");
        }

        /**
         * Takes note that the producer has ended a step.
         *
         * @return whether to take in what it sent after that
         */
        default boolean continuesAfterStep() {
            return true;
        }
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
        write(index, header, packets, from, count);
        return count;
    }

    /**
     * Takes words, all or none.
     *
     * @param header what goes with them; the ring does not look at it
     * @param words array with the words, from index 0 on
     * @param count number of words, 1..{@link #longestBatch()}
     * @return whether they were taken
     * @throws IndexOutOfBoundsException if the ring can never take so many
     */
    public boolean offerWords(long header, long[] words, int count) {
        Objects.checkIndex(count - 1, batch.length);
        int index = ring.tryClaim(WORDS_TYPE, (1 + count) * Long.BYTES);
        if (index < 0) {
            return false;
        }
        write(index, header, words, 0, count);
        return true;
    }

    private void write(int index, long header, long[] words, int from, int count) {
        memory.set(ValueLayout.JAVA_LONG, index, header);
        MemorySegment.copy(words, from, memory, ValueLayout.JAVA_LONG, index + (long) Long.BYTES, count);
        ring.commit(index);
    }

    /**
     * Marks the end of a step.
     *
     * @return whether there was room for the mark
     */
    public boolean offerEnd() {
        int index = ring.tryClaim(END_TYPE, 0);
        if (index < 0) {
            return false;
        }
        ring.commit(index);
        return true;
    }

    /**
     * Hands over all batches that had been taken when this was called, and perhaps more, in their order; ends behind a
     * mark where the receiver says so. What the receiver throws ends it; that batch is gone then, the rest stays.
     *
     * @param receiver gets each batch; it must not drain this ring
     * @return number of packets and words
     */
    public int drain(Receiver receiver) {
        this.receiver = receiver;
        drained = 0;
        isStopped = false;
        long before;
        // one read ends at the buffer's last byte, and may find nothing but what was left unused there
        do {
            before = ring.consumerPosition();
            ring.controlledRead(handler);
        } while (!isStopped && ring.consumerPosition() != before);
        return drained;
    }

    private ControlledMessageHandler.Action take(int type, MutableDirectBuffer message, int index, int length) {
        if (type == END_TYPE) {
            isStopped = !receiver.continuesAfterStep();
            return isStopped ? ControlledMessageHandler.Action.BREAK : ControlledMessageHandler.Action.CONTINUE;
        }
        int count = length / Long.BYTES - 1;
        MemorySegment.copy(memory, ValueLayout.JAVA_LONG, index + (long) Long.BYTES, batch, 0, count);
        drained += count;
        long header = memory.get(ValueLayout.JAVA_LONG, index);
        if (type == WORDS_TYPE) {
            receiver.words(header, batch, count);
        } else {
            receiver.batch(header, batch, count);
        }
        return ControlledMessageHandler.Action.CONTINUE;
    }

    /** Most packets in a batch. */
    public int longestBatch() {
        return batch.length;
    }

    /**
     * Most packets in a batch of a ring of that capacity.
     *
     * @param capacity words that fit
     */
    public static int longestBatch(int capacity) {
        return capacity / SHARE_OF_BATCH - 1;
    }

    /** Whether it is empty, for a moment when other threads are at work. */
    public boolean isEmpty() {
        return ring.size() == 0;
    }
}
