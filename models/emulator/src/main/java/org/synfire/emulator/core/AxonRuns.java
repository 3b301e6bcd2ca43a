package org.synfire.emulator.core;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where neighbouring neurons of a core are axons of one word of another core, so that words of spikes become words
 * there: the neurons are divided into chunks of equal length, and the axons of every chunk lie in the same way behind
 * the chunk's first.
 *
 * @param chunks the chunks whose neurons have axons; of the others no neuron has one
 * @param words for each of these the word that holds its axons
 * @param shifts for each of these the bit of its first axon in the word
 * @param chunkBits neurons of a chunk, a power of two up to 64
 * @param mask the bits that a chunk takes where its first axon is bit 0
 * @param isWhole whether every neuron has an axon
 */
record AxonRuns(int[] chunks, int[] words, int[] shifts, int chunkBits, long mask, boolean isWhole) {
    private static final int LEAST_BITS = 4;
    private static final int WORDS_OF_PACKET = 4;

    /** Chunks as long as possible, if they are of 4 neurons at least, of which all have axons or none has. */
    static Optional<AxonRuns> of(int[] axonOf) {
        Optional<AxonRuns> found = Optional.empty();
        for (int bits = Long.SIZE; bits >= LEAST_BITS && found.isEmpty(); bits /= 2) {
            found = ofChunks(axonOf, bits);
        }
        return found;
    }

    private static Optional<AxonRuns> ofChunks(int[] axonOf, int bits) {
        int count = Math.ceilDiv(axonOf.length, bits);
        int[] chunks = IntStream.range(0, count)
                .filter(chunk -> hasAxon(axonOf, chunk * bits, bits))
                .toArray();
        if (chunks.length == 0) {
            return Optional.empty();
        }
        int model = chunks[0] * bits;
        long mask = 0;
        for (int chunk : chunks) {
            int first = chunk * bits;
            for (int n = first; n < Math.min(first + bits, axonOf.length); n++) {
                int behind = axonOf[n] - axonOf[first];
                boolean rises = n == first || axonOf[n] > axonOf[n - 1];
                boolean isAsInModel = behind == axonOf[model + n - first] - axonOf[model];
                if (axonOf[n] < 0 || axonOf[n] / Long.SIZE != axonOf[first] / Long.SIZE || !rises || !isAsInModel) {
                    return Optional.empty();
                }
                mask |= 1L << behind;
            }
        }
        return Optional.of(new AxonRuns(
                chunks,
                IntStream.of(chunks)
                        .map(chunk -> axonOf[chunk * bits] / Long.SIZE)
                        .toArray(),
                IntStream.of(chunks)
                        .map(chunk -> axonOf[chunk * bits] % Long.SIZE)
                        .toArray(),
                bits,
                mask,
                chunks.length == count));
    }

    private static boolean hasAxon(int[] axonOf, int first, int bits) {
        return IntStream.range(first, Math.min(first + bits, axonOf.length)).anyMatch(n -> axonOf[n] >= 0);
    }

    /** Whether so many packets are more work than the words: a packet takes about as long as four words. */
    boolean isWorthwhile(int packets) {
        return packets > words.length / WORDS_OF_PACKET;
    }

    /** Writes a word for each of the {@link #chunks}, with the spikes where their axons are. */
    void expand(long[] spikes, long[] into) {
        // shifts, as a division takes longer than all the rest
        int bitsOfChunk = Integer.numberOfTrailingZeros(chunkBits);
        int chunksOfWord = Integer.numberOfTrailingZeros(Long.SIZE / chunkBits);
        for (int i = 0; i < chunks.length; i++) {
            long fromChunk = spikes[chunks[i] >>> chunksOfWord] >>> (chunks[i] << bitsOfChunk);
            into[i] = Long.expand(fromChunk, mask) << shifts[i];
        }
    }
}
