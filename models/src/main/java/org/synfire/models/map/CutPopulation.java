package org.synfire.models.map;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A population cut, and what its cores hold.
 *
 * @param cut         the cut
 * @param inbound     how the projections that end in it land
 * @param axonInWords for each core the axon-in words of all inbound projections and of its neurons' state
 * @param axonOutWords for each core the axon-out words
 */
record CutPopulation(Cut cut, List<Landing> inbound, long[] axonInWords, long[] axonOutWords) {
    long mostAxonInWords() {
        return most(axonInWords);
    }

    long mostAxonOutWords() {
        return most(axonOutWords);
    }

    /** Cores whose axon-in words exceed a limit. */
    int coresAbove(int axonInLimit) {
        return (int) Arrays.stream(axonInWords).filter(words -> words > axonInLimit).count();
    }

    private static long most(long[] words) {
        return LongStream.of(words).max().orElse(0);
    }
}
