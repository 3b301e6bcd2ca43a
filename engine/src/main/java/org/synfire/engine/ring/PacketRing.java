package org.synfire.engine.ring;

/**
 * Bounded first-in-first-out ring of 64-bit words, written and read in batches.
 *
 * <p><b>Threads:</b> one consumer; how many producers, the implementation's name says. No call blocks.
 * <b>Order:</b> words of one producer leave in the order in which they were offered; what a producer wrote to memory before
 * {@link #offer} is visible to the consumer after the {@link #drain} that returned those words.
 * <b>Memory:</b> off-heap, taken at construction from an arena that outlives the ring; no call allocates.
 * <b>Limits:</b> capacity is a power of two, {@value #MIN_CAPACITY}..{@value #MAX_CAPACITY}; a full ring takes less, it drops nothing.
 */
public interface PacketRing {

    /** The smallest capacity, in words. */
    int MIN_CAPACITY = 2;

    /** The largest capacity, in words. */
    int MAX_CAPACITY = 1 << 24;

    /**
     * Takes words {@code header | packets[from]} to {@code header | packets[to - 1]}, or as many of the first of them as there is room for.
     *
     * @param header bits that all words of the batch share; 0 where the words are complete
     * @param packets the words
     * @param from index of the first
     * @param to index after the last
     * @return how many were taken, 0 when full
     * @throws IndexOutOfBoundsException if the range is not in the array
     */
    int offer(long header, long[] packets, int from, int to);

    /**
     * Removes what is there, at most {@code into.length} words.
     *
     * @param into receives the words from index 0 on
     * @return how many were removed; less than {@code into.length} means that the ring was empty afterwards for a moment
     */
    int drain(long[] into);

    /** @return words in the ring, a snapshot when other threads are at work, {@code 0..capacity()} */
    int size();

    /** @return words that fit */
    int capacity();
}
