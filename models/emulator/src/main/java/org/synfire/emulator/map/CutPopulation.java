package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;

/**
 * A population cut, and what its cores hold.
 *
 * @param cut the cut
 * @param inbound how the projections that end in it land
 * @param axonIn for each core the axon-in words of all inbound projections and of its neurons' state
 * @param axonOutWords for each core the axon-out words
 */
record CutPopulation(Cut cut, List<Arrival> inbound, AxonIn[] axonIn, long[] axonOutWords) {
    /**
     * Another population that is cut alike.
     *
     * @param other of the same shape
     * @param projections that end in it, with the same synapses in the same order
     */
    CutPopulation of(Population other, List<Projection> projections) {
        Cut otherCut = cut.of(other);
        List<Arrival> arrivals = new ArrayList<>(inbound.size());
        for (int i = 0; i < inbound.size(); i++) {
            arrivals.add(inbound.get(i).of(projections.get(i), otherCut));
        }
        return new CutPopulation(otherCut, List.copyOf(arrivals), axonIn, axonOutWords);
    }

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
