package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Population;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;

/**
 * Finds the fewest cores that hold one population, the populations it sends to being cut already.
 *
 * <p>A population is cut over output channels, in parts that differ by at most one channel; over space only where one
 * channel's map is larger than a core, or where one channel's tables are larger than its memory.
 */
final class PopulationCutter {
    private final IntegerNetwork network;
    private final ChipDescription chip;
    private final TableFormat format;
    private final Population population;
    private final CutLines lines;
    private final List<Arrival> outbound;
    private final Optional<Cut> coarsest;

    /**
     * @param outbound how the population's projections to others land, as far as these are cut
     * @param coarsest a cut that is not made coarser
     */
    PopulationCutter(
            IntegerNetwork network,
            ChipDescription chip,
            Population population,
            List<Arrival> outbound,
            Optional<Cut> coarsest) {
        this.network = network;
        this.chip = chip;
        this.format = TableFormat.of(network, population.id(), chip);
        this.population = population;
        List<MaxGate> gates = network.outbound(population.id()).stream()
                .flatMap(projection -> projection.gate().stream())
                .distinct()
                .toList();
        this.lines = new CutLines(population.shape(), gates);
        this.outbound = outbound;
        this.coarsest = coarsest;
    }

    /**
     * The coarsest cut that fits, if any does.
     *
     * @param axonInLimit axon-in words of the cores it may use
     * @throws ChipLimitException if pooling windows do not allow a cut into parts of a core's neurons
     */
    Optional<CutPopulation> fitting(int axonInLimit) {
        Optional<CutLines.Tiles> tiles = Optional.of(largestTiles());
        while (tiles.isPresent()) {
            Optional<CutPopulation> fitting = fitting(tiles.get(), axonInLimit);
            if (fitting.isPresent()) {
                return fitting;
            }
            tiles = tiles.get().positions() == 1
                    ? Optional.empty()
                    : lines.tiles(tiles.get().positions() / 2);
        }
        return Optional.empty();
    }

    private CutLines.Tiles largestTiles() {
        int most = Math.min(population.shape().positions(), chip.neuronsPerCore());
        int positions = coarsest.map(cut -> Math.min(most, Cut.longest(cut.rows()) * Cut.longest(cut.columns())))
                .orElse(most);
        return lines.tiles(positions).orElseThrow(this::windowTooLarge);
    }

    private Optional<CutPopulation> fitting(CutLines.Tiles tiles, int axonInLimit) {
        int channels = population.shape().channels();
        int fewest =
                Math.max(Math.ceilDiv(channels, chip.neuronsPerCore() / tiles.positions()), leastChannelParts(tiles));
        CutPopulation best = measure(tiles, fewest);
        if (fits(best, axonInLimit)) {
            return Optional.of(best);
        }
        best = measure(tiles, channels);
        if (!fits(best, axonInLimit)) {
            return Optional.empty();
        }
        int tooFew = fewest;
        while (best.cut().channelParts() - tooFew > 1) {
            CutPopulation middle = measure(tiles, (tooFew + best.cut().channelParts()) / 2);
            if (fits(middle, axonInLimit)) {
                best = middle;
            } else {
                tooFew = middle.cut().channelParts();
            }
        }
        return Optional.of(best);
    }

    private int leastChannelParts(CutLines.Tiles tiles) {
        return coarsest.filter(
                        cut -> Arrays.equals(cut.rows(), tiles.rows()) && Arrays.equals(cut.columns(), tiles.columns()))
                .map(Cut::channelParts)
                .orElse(1);
    }

    private boolean fits(CutPopulation measured, int axonInLimit) {
        return measured.mostAxonInWords() <= axonInLimit && measured.mostAxonOutWords() <= chip.axonOutWords();
    }

    private CutPopulation measure(CutLines.Tiles tiles, int channelParts) {
        return measure(new Cut(
                population,
                Cut.equalParts(population.shape().channels(), channelParts),
                tiles.rows(),
                tiles.columns()));
    }

    /**
     * What a cut's cores hold, if somebody wants it so.
     *
     * @throws ChipLimitException if it goes through a window of max-pooling
     */
    CutPopulation given(Cut cut) {
        if (!lines.isAllowed(cut)) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "the slices of layer %s cut a window of its max-pooling, which one core must hold whole; cut"
                            + " between windows",
                    population.name()));
        }
        return measure(cut);
    }

    private CutPopulation measure(Cut cut) {
        List<Arrival> inbound = network.inbound(population.id()).stream()
                .map(projection -> Arrival.of(projection, cut, format))
                .toList();
        AxonIn[] axonIn = new AxonIn[cut.cores()];
        for (int core = 0; core < axonIn.length; core++) {
            axonIn[core] = new AxonIn(
                    0,
                    0,
                    0,
                    (long) format.stateWordsPerNeuron() * cut.slice(core, 0, 0).neurons());
            for (Arrival arrival : inbound) {
                axonIn[core] = axonIn[core].plus(arrival.axonIn()[core]);
            }
        }
        return new CutPopulation(cut, inbound, axonIn, destinations(inbound).words(cut));
    }

    /** The destinations of its spikes, which depend on the cut where it sends to itself. */
    private DestinationLists destinations(List<Arrival> inbound) {
        List<Arrival> all = new ArrayList<>(outbound);
        inbound.stream()
                .filter(arrival -> arrival.projection().source() == population.id())
                .forEach(all::add);
        return new DestinationLists(population, all);
    }

    private ChipLimitException windowTooLarge() {
        return new ChipLimitException(String.format(
                Locale.ROOT,
                "layer %s: one channel's map of %dx%d neurons is larger than a core of chip %s (%d neurons), and its"
                    + " max-pooling windows cannot be kept whole: they overlap, or one alone is larger than a core, so"
                    + " no line may cut the map into small enough parts, and no copy of it in strips helps; pool"
                    + " without overlap, or use a core with more neurons",
                population.name(),
                population.shape().height(),
                population.shape().width(),
                chip.name(),
                chip.neuronsPerCore()));
    }

    /** What is missing when {@link #fitting} finds nothing. */
    ChipLimitException doesNotFit(int axonInLimit) {
        CutPopulation finest = measure(largestTiles(), population.shape().channels());
        String missing = finest.mostAxonInWords() > axonInLimit
                ? missing("axon-in", finest.mostAxonInWords(), axonInLimit)
                : missing("axon-out", finest.mostAxonOutWords(), chip.axonOutWords());
        return new ChipLimitException(String.format(
                Locale.ROOT,
                "layer %s does not fit chip %s however finely it is cut: a core with one of its %d channels needs "
                        + "%s; more chips do not help",
                population.name(),
                chip.name(),
                population.shape().channels(),
                missing));
    }

    private static String missing(String memory, long needed, long limit) {
        return String.format(
                Locale.ROOT, "%,d %s words and has %,d (%,d missing)", needed, memory, limit, needed - limit);
    }
}
