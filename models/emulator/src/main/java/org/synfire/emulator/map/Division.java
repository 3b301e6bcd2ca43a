package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * A network cut into cores, whether or not there are so many.
 *
 * @param populations every population in order; the input is whole and has no memory figures
 * @param littleWords axon-in words of a little core; what has more needs a big one
 */
record Division(List<CutPopulation> populations, int littleWords) {
    /**
     * Cuts a network into as few cores as possible; where that needs more big cores than the chip has, populations are
     * cut further to fit little ones, those nearest to it first, until big ones are enough or no more can be cut.
     *
     * @throws ChipLimitException if a population fits no core however it is cut
     */
    static Division of(IntegerNetwork network, ChipDescription chip) {
        int bigCores = CoreCount.of(chip).big();
        Set<Integer> littleOnly = new HashSet<>();
        Division division = new NetworkCutter(network, chip, littleOnly).division();
        while (division.bigCores() > bigCores
                && littleOnly.addAll(division.nearestToLittle(littleOnly, division.bigCores() - bigCores))) {
            division = new NetworkCutter(network, chip, littleOnly).division();
        }
        return division;
    }

    /**
     * The populations on big cores, not tried yet, that would set so many big cores free, or all of them; those with
     * the smallest tables first.
     */
    private List<Integer> nearestToLittle(Set<Integer> tried, int toFree) {
        List<Integer> nearest = new ArrayList<>();
        int free = 0;
        for (CutPopulation p : neural().sorted(Comparator.comparingLong(CutPopulation::mostAxonInWords))
                .toList()) {
            int bigCores = p.coresAbove(littleWords);
            if (free < toFree
                    && bigCores > 0
                    && !tried.contains(p.cut().population().id())) {
                nearest.add(p.cut().population().id());
                free += bigCores;
            }
        }
        return nearest;
    }

    /** All populations but the input, which takes no core. */
    Stream<CutPopulation> neural() {
        return populations.stream().skip(1);
    }

    int cores() {
        return neural().mapToInt(p -> p.cut().cores()).sum();
    }

    /** Cores whose tables fit big cores only. */
    int bigCores() {
        return neural().mapToInt(p -> p.coresAbove(littleWords)).sum();
    }

    /** Whether a chip has the cores, a little one's load going on a big one where there are too few little ones. */
    boolean fits(CoreCount cores) {
        return cores() <= cores.all() && bigCores() <= cores.big();
    }

    /** What a core's tables need at least. */
    CoreType need(int population, int core) {
        return populations.get(population).axonIn()[core].words() > littleWords ? CoreType.BIG : CoreType.LITTLE;
    }
}
