package org.synfire.emulator.map;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
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
    private final IdentityHashMap<Projection, Landing> landings = new IdentityHashMap<>();
    private final Map<Kind, Prototype> prototypes = new HashMap<>();
    private int landingCount;

    /**
     * How a projection lands.
     *
     * @param number the same for projections with equal synapses whose targets are cut alike
     * @param arrival of one of these projections
     */
    private record Landing(int number, Arrival arrival) {}

    /**
     * What decides how a population is cut, so that copies are measured once.
     *
     * @param format of the tables that end in it
     * @param inbound what ends in it
     * @param gates of all that it sends
     * @param outbound numbers of the landings of what it sends, as far as targets are cut
     * @param isForLittle whether it is to fit little cores
     */
    private record Kind(
            Shape shape,
            TableFormat format,
            List<Inbound> inbound,
            List<Optional<MaxGate>> gates,
            List<Integer> outbound,
            boolean isForLittle) {}

    /** @param isOwn whether it comes from the population itself */
    private record Inbound(Synapses synapses, Optional<MaxGate> gate, Optional<int[]> order, boolean isOwn) {}

    /** The first population of a kind, and how what ends in it lands. */
    private record Prototype(CutPopulation population, List<Landing> inbound) {}

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
        List<Landing> outbound = network.outbound(population.id()).stream()
                .filter(projection -> projection.target() != population.id())
                .flatMap(projection -> Optional.ofNullable(landings.get(projection)).stream())
                .toList();
        Prototype prototype = given.isPresent() || coarsest.isPresent()
                ? prototype(population, outbound, coarsest)
                : prototypes.computeIfAbsent(
                        kind(population, outbound), kind -> prototype(population, outbound, coarsest));
        List<Projection> inbound = network.inbound(population.id());
        for (int i = 0; i < inbound.size(); i++) {
            landings.put(inbound.get(i), prototype.inbound.get(i));
        }
        return prototype.population.of(population, inbound);
    }

    private Kind kind(Population population, List<Landing> outbound) {
        return new Kind(
                population.shape(),
                TableFormat.of(network, population.id(), chip),
                network.inbound(population.id()).stream()
                        .map(p -> new Inbound(p.synapses(), p.gate(), p.order(), p.source() == population.id()))
                        .toList(),
                network.outbound(population.id()).stream().map(Projection::gate).toList(),
                outbound.stream().map(Landing::number).toList(),
                littleOnly.contains(population.id()));
    }

    private Prototype prototype(Population population, List<Landing> outbound, Optional<Cut> coarsest) {
        PopulationCutter cutter = new PopulationCutter(
                network,
                chip,
                population,
                outbound.stream().map(Landing::arrival).toList(),
                coarsest);
        CutPopulation fitting =
                given.map(cuts -> cutter.given(cuts.cut(population))).orElseGet(() -> fitting(population, cutter));
        return new Prototype(
                fitting,
                fitting.inbound().stream()
                        .map(arrival -> new Landing(landingCount++, arrival))
                        .toList());
    }

    private CutPopulation fitting(Population population, PopulationCutter cutter) {
        Optional<CutPopulation> little =
                littleOnly.contains(population.id()) ? cutter.fitting(littleWords) : Optional.empty();
        return little.or(() -> cutter.fitting(mostWords)).orElseThrow(() -> cutter.doesNotFit(mostWords));
    }
}
