package org.synfire.emulator.map;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A population cut, and what its cores hold.
 *
 * @param cut the cut
 * @param inbound how the projections that end in it land
 * @param axonIn for each core the axon-in words of all inbound projections and of its neurons' state
 * @param axonOutWords for each core the axon-out words
 */
record CutPopulation(Cut cut, List<Arrival> inbound, AxonIn[] axonIn, long[] axonOutWords) {
    long mostAxonInWords() {
        return Arrays.stream(axonIn).mapToLong(AxonIn::words).max().orElse(0);
    }

    long mostAxonOutWords() {
        return LongStream.of(axonOutWords).max().orElse(0);
    }

    /** Cores whose axon-in words exceed a limit. */
    int coresAbove(int axonInLimit) {
        return (int)
                Arrays.stream(axonIn).filter(use -> use.words() > axonInLimit).count();
    }
}
