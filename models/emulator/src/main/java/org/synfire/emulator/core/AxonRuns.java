package org.synfire.emulator.core;

import java.util.Optional;

/**
 * Where neighbouring neurons of a core are axons of one word of another core, so that words of spikes become words
 * there: the neurons are divided into chunks of equal length, and all chunks take the same bits of their words.
 *
 * @param words for each chunk the word that holds its axons
 * @param chunkBits neurons of a chunk, a power of two up to 64
 * @param mask which bits of its word a chunk takes
 */
record AxonRuns(int[] words, int chunkBits, long mask) {
    private static final int LEAST_BITS = 4;
    private static final int WORDS_OF_PACKET = 4;

    /** Chunks as long as possible, if every neuron has an axon and they are of 4 neurons at least. */
    static Optional<AxonRuns> of(int[] axonOf) {
        Optional<AxonRuns> found = Optional.empty();
        for (int bits = Long.SIZE; bits >= LEAST_BITS && found.isEmpty(); bits /= 2) {
            found = ofChunks(axonOf, bits);
        }
        return found;
    }

    private static Optional<AxonRuns> ofChunks(int[] axonOf, int bits) {
        int[] words = new int[Math.ceilDiv(axonOf.length, bits)];
        long mask = 0;
        for (int n = 0; n < axonOf.length; n++) {
            int first = n / bits * bits;
            words[n / bits] = axonOf[first] / Long.SIZE;
            boolean rises = n == first || axonOf[n] > axonOf[n - 1];
            boolean isAsInFirst = axonOf[n] % Long.SIZE == axonOf[n - first] % Long.SIZE;
            if (axonOf[n] < 0 || axonOf[n] / Long.SIZE != words[n / bits] || !rises || !isAsInFirst) {
                return Optional.empty();
            }
            mask |= 1L << axonOf[n];
        }
        return Optional.of(new AxonRuns(words, bits, mask));
    }

    /** Whether so many packets are more work than the words: a packet takes about as long as four words. */
    boolean isWorthwhile(int packets) {
        return packets > words.length / WORDS_OF_PACKET;
    }

    /** Writes a word for each chunk, with the spikes where their axons are. */
    void expand(long[] spikes, long[] into) {
        // shifts, as a division takes longer than all the rest
        int bitsOfChunk = Integer.numberOfTrailingZeros(chunkBits);
        int chunksOfWord = Integer.numberOfTrailingZeros(Long.SIZE / chunkBits);
        for (int chunk = 0; chunk < words.length; chunk++) {
            into[chunk] = Long.expand(spikes[chunk >>> chunksOfWord] >>> (chunk << bitsOfChunk), mask);
        }
    }
}
