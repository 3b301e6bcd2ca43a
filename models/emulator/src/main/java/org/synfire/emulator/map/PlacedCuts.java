package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * A {@link Placement} of a network on a chip: how each population is cut, and the node of each core of the cuts.
 *
 * <p><b>Errors:</b> {@link ChipLimitException} that names the slice, the core and the reason.
 */
final class PlacedCuts {
    private final IntegerNetwork network;
    private final ChipDescription chip;
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Placement.Place[]> placeOf = new ArrayList<>();
    private final Map<Integer, Placement.Place> taken = new HashMap<>();

    /** @throws ChipLimitException if the places are not a cut of each population, or not different neuron cores */
    PlacedCuts(IntegerNetwork network, ChipDescription chip, Placement placement) {
        this.network = network;
        this.chip = chip;
        List<List<Placement.Place>> byPopulation = new ArrayList<>();
        network.populations().forEach(population -> byPopulation.add(new ArrayList<>()));
        for (Placement.Place place : placement.places()) {
            byPopulation.get(population(place).id()).add(place);
            requireFree(place);
        }
        cuts.add(Cut.whole(network.input()));
        placeOf.add(new Placement.Place[1]);
        for (Population population : network.populations().subList(1, byPopulation.size())) {
            add(population, byPopulation.get(population.id()));
        }
    }

    /** The population of that name or number, if it is clear which one is meant; a name goes before a number. */
    static Optional<Population> named(IntegerNetwork network, String name) {
        List<Population> found = network.populations().stream()
                .filter(population -> population.name().equals(name))
                .toList();
        if (found.isEmpty() && name.matches("\\d{1,8}")) {
            int number = Integer.parseInt(name);
            return number < network.populations().size() ? Optional.of(network.population(number)) : Optional.empty();
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private Population population(Placement.Place place) {
        Population population = named(network, place.population())
                .orElseThrow(() -> new ChipLimitException(String.format(
                        Locale.ROOT,
                        "%s: network %s has no population %s, or several; give its number, 1..%d",
                        place.source(),
                        network.name(),
                        place.population(),
                        network.populations().size() - 1)));
        if (population.id() == 0) {
            throw new ChipLimitException(
                    place.source() + ": " + place.population() + " is the input, which is always at the I/O node");
        }
        Shape shape = population.shape();
        requireWithin(place, "channels", place.channels().of(shape.channels()), shape.channels());
        requireWithin(place, "rows", place.rows().of(shape.height()), shape.height());
        requireWithin(place, "columns", place.columns().of(shape.width()), shape.width());
        return population;
    }

    private static void requireWithin(Placement.Place place, String axis, Placement.Range range, int length) {
        if (range.to() > length) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT, "%s goes beyond the population, whose %s are 0..%d", place.slice(), axis, length - 1));
        }
    }

    private void requireFree(Placement.Place place) {
        Mesh mesh = chip.mesh();
        if (place.chip() >= mesh.chips() || place.x() >= mesh.chipWidth() || place.y() >= mesh.chipHeight()) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "%s: there is no %s; there are %d chips %s of %dx%d nodes",
                    place.slice(),
                    place.core(),
                    mesh.chips(),
                    chip.name(),
                    mesh.chipWidth(),
                    mesh.chipHeight()));
        }
        int node = node(place);
        if (!chip.isNeuronCore(node)) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "%s: %s has no neurons: it is the I/O node, or its router is declared faulty",
                    place.slice(),
                    place.core()));
        }
        Placement.Place before = taken.put(node, place);
        if (before != null) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "%s: %s holds the slice of %s already (%s); a core holds one slice",
                    place.slice(),
                    place.core(),
                    before.population(),
                    before.source()));
        }
    }

    private int node(Placement.Place place) {
        Mesh mesh = chip.mesh();
        return mesh.node(
                place.chip() % mesh.chipsX() * mesh.chipWidth() + place.x(),
                place.chip() / mesh.chipsX() * mesh.chipHeight() + place.y());
    }

    private void add(Population population, List<Placement.Place> places) {
        if (places.isEmpty()) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "the placement has no slice of %s, which is population %d; every population but the input needs"
                            + " one",
                    population.name(),
                    population.id()));
        }
        Shape shape = population.shape();
        Cut cut = new Cut(
                population,
                bounds(places, place -> place.channels().of(shape.channels()), shape.channels()),
                bounds(places, place -> place.rows().of(shape.height()), shape.height()),
                bounds(places, place -> place.columns().of(shape.width()), shape.width()));
        Placement.Place[] of = new Placement.Place[cut.cores()];
        for (Placement.Place place : places) {
            int core = cut.core(
                    part(place, cut.channels(), place.channels().of(shape.channels())),
                    part(place, cut.rows(), place.rows().of(shape.height())),
                    part(place, cut.columns(), place.columns().of(shape.width())));
            if (of[core] != null) {
                throw new ChipLimitException(
                        place.slice() + " stands there twice, see " + of[core].source() + "; a slice has one core");
            }
            of[core] = place;
        }
        IntStream.range(0, of.length)
                .filter(core -> of[core] == null)
                .findFirst()
                .ifPresent(core -> {
                    throw missing(population, cut.slice(core, 0, 0));
                });
        cuts.add(cut);
        placeOf.add(of);
    }

    private static ChipLimitException missing(Population population, Slice slice) {
        return new ChipLimitException(String.format(
                Locale.ROOT,
                "the placement lacks a slice of %s: channels %s, rows %s, columns %s",
                population.name(),
                new Placement.Range(slice.channelFrom(), slice.channelTo()),
                new Placement.Range(slice.rowFrom(), slice.rowTo()),
                new Placement.Range(slice.columnFrom(), slice.columnTo())));
    }

    /** The bounds of all parts of an axis. */
    private static int[] bounds(
            List<Placement.Place> places, Function<Placement.Place, Placement.Range> range, int length) {
        TreeSet<Integer> bounds = new TreeSet<>(List.of(0, length));
        for (Placement.Place place : places) {
            bounds.add(range.apply(place).from());
            bounds.add(range.apply(place).to());
        }
        return bounds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** @throws ChipLimitException if another slice's bound lies within the range */
    private static int part(Placement.Place place, int[] bounds, Placement.Range range) {
        int part = Arrays.binarySearch(bounds, range.from());
        if (bounds[part + 1] != range.to()) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "%s is cut by another one at %d: slices of a population are a grid, every cut goes through all of"
                            + " it",
                    place.slice(),
                    bounds[part + 1]));
        }
        return part;
    }

    /** How a population is cut. */
    Cut cut(Population population) {
        return cuts.get(population.id());
    }

    /** The node of each core of all cuts, in the order of populations, the input's first. */
    int[] nodes() {
        IntStream neural = placeOf.stream().skip(1).flatMap(Arrays::stream).mapToInt(this::node);
        return IntStream.concat(IntStream.of(chip.ioNode()), neural).toArray();
    }

    /**
     * Refuses what a core has no room for.
     *
     * @param division these cuts, with what their cores need
     * @throws ChipLimitException if a core has too little memory or too few neurons
     */
    void requireFits(Division division) {
        for (CutPopulation population : division.neural().toList()) {
            Placement.Place[] of = placeOf.get(population.cut().population().id());
            for (int core = 0; core < of.length; core++) {
                Slice slice = population.cut().slice(core, 0, 0);
                CoreType type = chip.coreType(node(of[core]));
                requireRoom(of[core], "neurons", slice.neurons(), chip.neuronsPerCore());
                requireRoom(of[core], "axon-in words", population.axonIn()[core].words(), chip.axonInWords(type));
                requireRoom(of[core], "axon-out words", population.axonOutWords()[core], chip.axonOutWords());
            }
        }
    }

    private void requireRoom(Placement.Place place, String what, long needed, long room) {
        if (needed > room) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "%s needs %,d %s, but %s of %s has %,d; make the slice smaller, or give it another core",
                    place.slice(),
                    needed,
                    what,
                    place.core(),
                    chip.name(),
                    room));
        }
    }
}
