package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Placement;
import org.synfire.engine.InputException;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.sanafe.SanaFeConversion;
import org.synfire.network.sanafe.SanaFeConversion.CoreSlice;
import org.synfire.network.sanafe.SanaFeConversion.Layout;
import org.synfire.network.sanafe.SanaFeFile;
import org.synfire.network.sanafe.SanaFeNetwork;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;

/**
 * A network of SANA-FE, made of integers, with the chip and the cores that it runs on.
 *
 * @param loaded the network of integers
 * @param steps of a run
 * @param chip with memory for what the file puts on a core
 * @param placement of the file; empty if it has none, or another one was asked for
 * @param remarks what a reader must know
 */
record SanaFeModel(
        LoadedModel loaded, int steps, ChipDescription chip, Optional<Placement> placement, List<String> remarks) {
    private static final double NANOS = 1e9;
    private static final int ROOM = 1 << 30;
    private static final String REASON =
            "large enough for what the network's file puts on a core: SANA-FE checks no memory";

    /** Whether a model file is such a network, by its ending. */
    static boolean isOne(Path model) {
        return model != null && SanaFeFile.isOne(model);
    }

    /**
     * Reads one.
     *
     * @param options what of the placement was asked for
     * @throws InputException if the file is wrong, or names cores that the chip has not
     */
    static SanaFeModel load(Path model, int steps, ChipDescription chip, PlacementOptions options) {
        long start = System.nanoTime();
        SanaFeNetwork source = SanaFeFile.read(model);
        Optional<Placement> given = options.placement();
        boolean isMapped = given.map(placement -> isOfVectors(source, placement))
                .orElse(options.isLeftOpen() && source.isMapped());
        long imported = System.nanoTime();
        SanaFeConversion made = SanaFeConversion.of(source, steps, isMapped ? Layout.AS_MAPPED : Layout.AS_MAPS);
        LoadedModel loaded = new LoadedModel(
                new EncodedNetwork(made.network(), InputEncoding.EVENTS),
                null,
                null,
                null,
                (imported - start) / NANOS,
                (System.nanoTime() - imported) / NANOS);
        List<String> remarks = new ArrayList<>(List.of(
                "The network is driven by its neurons' biases; all groups are stepped together, and a spike arrives in"
                        + " the next step."));
        if (!isMapped) {
            return new SanaFeModel(loaded, steps, wide(chip, made, remarks), Optional.empty(), remarks);
        }
        remarks.add(
                "Groups are vectors of neurons, as their file places them, and the memory of cores is not checked.");
        if (made.isReordered()) {
            remarks.add("Neurons of a core follow one another, so they have other numbers than in the file.");
        }
        Optional<Placement> own =
                given.isPresent() ? Optional.empty() : Optional.of(new Cores(model, chip, made, remarks).placement());
        return new SanaFeModel(loaded, steps, roomy(wide(chip, made, remarks)), own, remarks);
    }

    /** Whether a placement is one of groups as vectors: the slices' channels are all neurons. */
    private static boolean isOfVectors(SanaFeNetwork source, Placement placement) {
        return IntStream.range(0, source.groups().size()).allMatch(group -> {
            SanaFeNetwork.Group of = source.groups().get(group);
            long channels = placement.places().stream()
                    .filter(place -> isOf(source, place.population(), group))
                    .mapToLong(place -> place.channels().of(of.neurons()).to()
                            - place.channels().of(of.neurons()).from())
                    .sum();
            return channels == of.neurons();
        });
    }

    /** Whether a population of a placement is a group, by its name, or by its number if no name is so. */
    private static boolean isOf(SanaFeNetwork source, String population, int group) {
        boolean isName = source.groups().stream().anyMatch(of -> of.name().equals(population));
        return population.equals(isName ? source.groups().get(group).name() : String.valueOf(group + 1));
    }

    /** The chip with weights as wide as the network's. */
    private static ChipDescription wide(ChipDescription chip, SanaFeConversion made, List<String> remarks) {
        int bits = made.network().weightBits();
        if (bits <= chip.weightBits().values().getLast()) {
            return chip;
        }
        remarks.add(String.format(
                Locale.ROOT,
                "Weights have %d bits, those of chip %s %s: that they fit is assumed.",
                bits,
                chip.name(),
                chip.weightBits().valueText()));
        return chip.withWeightBits(bits, REASON);
    }

    private static ChipDescription roomy(ChipDescription chip) {
        return chip.with(ChipFigure.AXON_IN_WORDS_BIG, ROOM, REASON)
                .with(ChipFigure.AXON_IN_WORDS_LITTLE, ROOM, REASON)
                .with(ChipFigure.AXON_OUT_WORDS, ROOM, REASON);
    }

    /** The cores that a file names, as nodes of a chip. */
    private static final class Cores {
        private final Path model;
        private final ChipDescription chip;
        private final SanaFeConversion made;
        private final List<String> remarks;
        private final int[] numbered;
        private final int coresPerTile;

        Cores(Path model, ChipDescription chip, SanaFeConversion made, List<String> remarks) {
            this.model = model;
            this.chip = chip;
            this.made = made;
            this.remarks = remarks;
            Mesh mesh = chip.mesh();
            int[] tileOf = IntStream.range(0, mesh.nodes())
                    .map(node -> chip.events()
                            .map(costs -> costs.tile(mesh, node))
                            .orElse(mesh.x(node) * mesh.height() + mesh.y(node)))
                    .toArray();
            this.numbered = IntStream.range(0, mesh.nodes())
                    .filter(chip::isNeuronCore)
                    .boxed()
                    .sorted((a, b) -> tileOf[a] != tileOf[b] ? tileOf[a] - tileOf[b] : a - b)
                    .mapToInt(Integer::intValue)
                    .toArray();
            int tiles = Arrays.stream(tileOf).max().orElse(0) + 1;
            boolean hasMoreTiles = made.slices().stream().anyMatch(slice -> slice.tile() >= tiles);
            boolean hasTilesOfOneCore = made.slices().stream().allMatch(slice -> slice.core() == 0);
            boolean areCores = hasMoreTiles && hasTilesOfOneCore;
            this.coresPerTile = areCores ? 1 : mesh.nodes() / tiles;
            if (areCores) {
                remarks.add(
                        "The file has more tiles than the chip, of one core each: they are the chip's cores, tile by"
                                + " tile.");
            }
        }

        Placement placement() {
            Set<Integer> taken = new HashSet<>();
            Map<CoreSlice, Integer> nodes = new HashMap<>();
            for (CoreSlice slice : made.slices()) {
                int node = node(slice);
                if (taken.add(node)) {
                    nodes.put(slice, node);
                }
            }
            int shared = made.slices().size() - nodes.size();
            if (shared > 0) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "%d cores of the file hold neurons of two groups; here a core holds those of one, and the"
                                + " others take free cores.",
                        shared));
            }
            int[] free =
                    IntStream.of(numbered).filter(node -> !taken.contains(node)).toArray();
            if (free.length < shared) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: %d slices need a core of their own, and chip %s has %d left; give more chips",
                        model,
                        shared,
                        chip.name(),
                        free.length));
            }
            int next = 0;
            List<Placement.Place> places = new ArrayList<>();
            for (CoreSlice slice : made.slices()) {
                places.add(place(slice, nodes.containsKey(slice) ? nodes.get(slice) : free[next++]));
            }
            return new Placement(places);
        }

        /** Cores are numbered tile by tile; the I/O node is none of them. */
        private int node(CoreSlice slice) {
            long number = (long) slice.tile() * coresPerTile + slice.core();
            if (slice.core() >= coresPerTile || number >= numbered.length) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s places neurons on core %d.%d, but chip %s has %d tiles of %d cores, %d of them with"
                                + " neurons; take another chip, more chips, or --placement found",
                        model,
                        slice.tile(),
                        slice.core(),
                        chip.name(),
                        chip.mesh().nodes() / coresPerTile,
                        coresPerTile,
                        numbered.length));
            }
            return numbered[(int) number];
        }

        private Placement.Place place(CoreSlice slice, int node) {
            Mesh mesh = chip.mesh();
            return new Placement.Place(
                    made.network().population(slice.population()).name(),
                    new Placement.Part.Some(new Placement.Range(slice.from(), slice.to())),
                    new Placement.Part.Whole(),
                    new Placement.Part.Whole(),
                    mesh.chip(node),
                    mesh.x(node) % mesh.chipWidth(),
                    mesh.y(node) % mesh.chipHeight(),
                    model.toString());
        }
    }
}
