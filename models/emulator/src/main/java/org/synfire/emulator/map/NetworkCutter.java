package org.synfire.emulator.map;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * Cuts all populations, from the last to the first, because a population's axon-out memory depends on how many cores
 * its spikes go to.
 */
final class NetworkCutter {
    private final IntegerNetwork network;
    private final ChipDescription chip;
    private final Set<Integer> littleOnly;
    private final int littleWords;
    private final int mostWords;
    private final IdentityHashMap<Projection, Arrival> arrivals = new IdentityHashMap<>();

    /** @param littleOnly populations that are to fit little cores, if they can */
    NetworkCutter(IntegerNetwork network, ChipDescription chip, Set<Integer> littleOnly) {
        this.network = network;
        this.chip = chip;
        this.littleOnly = littleOnly;
        this.littleWords = chip.axonInWords(CoreType.LITTLE);
        this.mostWords =
                CoreCount.of(chip).big() > 0 ? Math.max(littleWords, chip.axonInWords(CoreType.BIG)) : littleWords;
    }

    Division division() {
        CutPopulation[] populations = new CutPopulation[network.populations().size()];
        for (int p = populations.length - 1; p > 0; p--) {
            populations[p] = cut(network.population(p));
        }
        populations[0] =
                new CutPopulation(Cut.whole(network.input()), List.of(), new AxonIn[] {AxonIn.NONE}, new long[1]);
        return new Division(List.of(populations), littleWords);
    }

    private CutPopulation cut(Population population) {
        List<Arrival> outbound =
                network.outbound(population.id()).stream().map(arrivals::get).toList();
        PopulationCutter cutter = new PopulationCutter(network, chip, population, outbound);
        Optional<CutPopulation> little =
                littleOnly.contains(population.id()) ? cutter.fitting(littleWords) : Optional.empty();
        CutPopulation fitting =
                little.or(() -> cutter.fitting(mostWords)).orElseThrow(() -> cutter.doesNotFit(mostWords));
        fitting.inbound().forEach(arrival -> arrivals.put(arrival.projection(), arrival));
        return fitting;
    }
}
