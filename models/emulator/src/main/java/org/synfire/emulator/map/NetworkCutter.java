package org.synfire.emulator.map;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * Cuts all populations, from the last to the first, because a population's axon-out memory depends on how many cores
 * its spikes go to. Where projections lead back, all are cut again, never coarser, until no cut changes.
 */
final class NetworkCutter {
    private final IntegerNetwork network;
    private final ChipDescription chip;
    private final Set<Integer> littleOnly;
    private final int littleWords;
    private final int mostWords;
    private final Optional<PlacedCuts> given;
    private final IdentityHashMap<Projection, Arrival> arrivals = new IdentityHashMap<>();

    /** @param littleOnly populations that are to fit little cores, if they can */
    NetworkCutter(IntegerNetwork network, ChipDescription chip, Set<Integer> littleOnly) {
        this(network, chip, littleOnly, Optional.empty());
    }

    /** @param given how all populations are to be cut */
    NetworkCutter(IntegerNetwork network, ChipDescription chip, PlacedCuts given) {
        this(network, chip, Set.of(), Optional.of(given));
    }

    private NetworkCutter(
            IntegerNetwork network, ChipDescription chip, Set<Integer> littleOnly, Optional<PlacedCuts> given) {
        this.given = given;
        this.network = network;
        this.chip = chip;
        this.littleOnly = littleOnly;
        this.littleWords = chip.axonInWords(CoreType.LITTLE);
        this.mostWords =
                CoreCount.of(chip).big() > 0 ? Math.max(littleWords, chip.axonInWords(CoreType.BIG)) : littleWords;
    }

    Division division() {
        CutPopulation[] populations = new CutPopulation[network.populations().size()];
        cutAll(populations);
        boolean leadsBack = network.projections().stream().anyMatch(p -> p.source() > p.target());
        boolean settled = !leadsBack;
        while (!settled) {
            CutPopulation[] before = populations.clone();
            cutAll(populations);
            settled = IntStream.range(1, before.length)
                    .allMatch(p -> before[p].cut().isSame(populations[p].cut()));
        }
        populations[0] =
                new CutPopulation(Cut.whole(network.input()), List.of(), new AxonIn[] {AxonIn.NONE}, new long[1]);
        return new Division(List.of(populations), littleWords);
    }

    /** Cuts every population with what is known of the others. */
    private void cutAll(CutPopulation[] populations) {
        for (int p = populations.length - 1; p > 0; p--) {
            Optional<Cut> before = Optional.ofNullable(populations[p]).map(CutPopulation::cut);
            populations[p] = cut(network.population(p), before);
        }
    }

    private CutPopulation cut(Population population, Optional<Cut> coarsest) {
        List<Arrival> outbound = network.outbound(population.id()).stream()
                .filter(projection -> projection.target() != population.id())
                .flatMap(projection -> Optional.ofNullable(arrivals.get(projection)).stream())
                .toList();
        PopulationCutter cutter = new PopulationCutter(network, chip, population, outbound, coarsest);
        CutPopulation fitting =
                given.map(cuts -> cutter.given(cuts.cut(population))).orElseGet(() -> fitting(population, cutter));
        fitting.inbound().forEach(arrival -> arrivals.put(arrival.projection(), arrival));
        return fitting;
    }

    private CutPopulation fitting(Population population, PopulationCutter cutter) {
        Optional<CutPopulation> little =
                littleOnly.contains(population.id()) ? cutter.fitting(littleWords) : Optional.empty();
        return little.or(() -> cutter.fitting(mostWords)).orElseThrow(() -> cutter.doesNotFit(mostWords));
    }
}
