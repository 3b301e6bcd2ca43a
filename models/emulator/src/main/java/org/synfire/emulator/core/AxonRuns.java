package org.synfire.emulator.core;

import java.util.Optional;

/**
 * Where a core's neurons are axons of another core in equal runs, so that words of spikes become words there: neuron
 * {@code p * run + j} is axon {@code p * stride + first + j}.
 *
 * <p>A chunk of neighbouring neurons has all its axons in one word.
 *
 * @param chunks of the core
 * @param chunkBits neurons of a chunk, a power of two up to 64
 * @param mask which bits of its word a chunk takes
 * @param firstWord of the first chunk
 * @param wordStep words from a chunk's to the next one's
 */
record AxonRuns(int chunks, int chunkBits, long mask, int firstWord, int wordStep) {
    /** Runs of axon numbers, if they are such and every neuron has one. */
    static Optional<AxonRuns> of(int[] axonOf) {
        int longest = 1;
        while (longest < axonOf.length && axonOf[longest] == axonOf[0] + longest) {
            longest++;
        }
        boolean isOneRun = longest == axonOf.length;
        int run = isOneRun ? Long.SIZE : longest;
        int stride = isOneRun ? Long.SIZE : axonOf[longest] - axonOf[0];
        int first = axonOf[0];
        boolean fits = first >= 0 && Integer.bitCount(run) == 1 && run <= Long.SIZE && stride >= run;
        for (int n = 0; n < axonOf.length && fits; n++) {
            fits = axonOf[n] == n / run * stride + first + n % run;
        }
        return fits ? ofRuns(axonOf.length, run, stride, first) : Optional.empty();
    }

    private static Optional<AxonRuns> ofRuns(int neurons, int run, int stride, int first) {
        long ofRun = -1L >>> (Long.SIZE - run);
        if (stride % Long.SIZE == 0 && first % Long.SIZE + run <= Long.SIZE) {
            return Optional.of(new AxonRuns(
                    Math.ceilDiv(neurons, run), run, ofRun << first, first / Long.SIZE, stride / Long.SIZE));
        }
        int offset = first % Long.SIZE;
        if (Long.SIZE % stride != 0 || offset + run > stride) {
            return Optional.empty();
        }
        long mask = 0;
        for (int at = offset; at < Long.SIZE; at += stride) {
            mask |= ofRun << at;
        }
        int chunkBits = run * (Long.SIZE / stride);
        return Optional.of(new AxonRuns(Math.ceilDiv(neurons, chunkBits), chunkBits, mask, first / Long.SIZE, 1));
    }

    /** Whether so many packets are more work than the words. */
    boolean isWorthwhile(int packets) {
        return packets > chunks / 2;
    }

    /** Writes a word for each chunk, with the spikes where their axons are. */
    void expand(long[] spikes, long[] into) {
        int ofWord = Long.SIZE / chunkBits;
        for (int chunk = 0; chunk < chunks; chunk++) {
            into[chunk] = Long.expand(spikes[chunk / ofWord] >>> (chunk % ofWord * chunkBits), mask);
        }
    }
}
