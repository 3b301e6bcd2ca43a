package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * Lays a network on a chip, under the rules of Darwin3's compiler (REFERENCE A5).
 *
 * <p><b>Cutting:</b> over output channels only, in as few cores as hold the neurons and the tables; over space too
 * where one channel's map is larger than a core, which that compiler does not do ({@link Mapping#isBeyondCompiler}).
 * <b>Memory:</b> axon-in words are metadata, neuron numbers and weights with the position-class compression, and the
 * neurons' state; axon-out words are neurons and destination lists. <b>Kind of core:</b> what fits a little core needs
 * no big one, but may lie on one where enough are left. <b>Places:</b> the best of a few walks over the mesh, improved
 * by a search that is the same on every machine. <b>Faults:</b> no slice lies on a dead router, and no packet's way,
 * along x and then along y, crosses anything dead. <b>Pooling:</b> where windows overlap on a map that is larger than a
 * core, a layer that copies it in strips is put behind it, so {@link Mapping#network} may have more populations than
 * the network given.
 */
public final class Mapper {
    /** Heights of the bands that a walk goes along; 1 is the compiler's zigzag. */
    private static final int[] BANDS = {1, 2, 3, 4, 6, 8, 12};

    private final IntegerNetwork network;
    private final ChipDescription chip;
    private final Division division;
    private final int[] firstSlice;
    private final List<CoreType> needs = new ArrayList<>();

    private Mapper(IntegerNetwork network, ChipDescription chip, Division division) {
        this.network = network;
        this.chip = chip;
        this.division = division;
        this.firstSlice = new int[division.populations().size() + 1];
        for (int p = 0; p + 1 < firstSlice.length; p++) {
            int cores = division.populations().get(p).cut().cores();
            firstSlice[p + 1] = firstSlice[p] + cores;
            for (int core = 0; core < cores; core++) {
                needs.add(division.need(p, core));
            }
        }
    }

    /**
     * Lays a network on a chip. The same input gives the same mapping on every machine.
     *
     * @param given any network; what is laid on the chip is {@link Mapping#network}
     * @throws ChipLimitException if it does not fit; the message says what is missing, and how many chips side by side
     *     would hold it; or if dead parts cannot be got round
     */
    public static Mapping map(IntegerNetwork given, ChipDescription chip) {
        requireInput(chip);
        IntegerNetwork network = PoolingStrips.of(given, chip);
        Division division = Division.of(network, chip);
        if (!division.fits(CoreCount.of(chip))) {
            throw new ChipLimitException(Shortage.of(network, chip).message());
        }
        Mapper mapper = new Mapper(network, chip, division);
        Traffic traffic = mapper.traffic();
        WayCost cost = new WayCost(chip, traffic.flows());
        return mapper.map(traffic, cost, mapper.place(cost, traffic.flows()));
    }

    /**
     * Lays a network on a chip as somebody wants it.
     *
     * @param given likewise
     * @param placement a slice and a core for all of each population but the input, those of copies in strips included
     * @throws ChipLimitException if slices do not make up a population, a core is not there or has no room for its
     *     slice, or dead parts lie on the way of packets; the message says which slice, which core and why
     */
    public static Mapping map(IntegerNetwork given, ChipDescription chip, Placement placement) {
        requireInput(chip);
        IntegerNetwork network = PoolingStrips.of(given, chip);
        PlacedCuts placed = new PlacedCuts(network, chip, placement);
        Division division = new NetworkCutter(network, chip, placed).division();
        placed.requireFits(division);
        Mapper mapper = new Mapper(network, chip, division);
        Traffic traffic = mapper.traffic();
        return mapper.map(traffic, new WayCost(chip, traffic.flows()), placed.nodes());
    }

    private static void requireInput(ChipDescription chip) {
        if (chip.faults().isRouterFaulty(chip.ioNode())) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "chip %s declares the router of its I/O node dead: no spike can be sent in; declare it alive, "
                            + "or make another node the I/O node",
                    chip.name()));
        }
    }

    private Traffic traffic() {
        return Traffic.of(network, division, firstSlice);
    }

    private Mapping map(Traffic traffic, WayCost cost, int[] nodes) {
        List<Slice> slices = new ArrayList<>();
        for (CutPopulation population : division.populations()) {
            for (int core = 0; core < population.cut().cores(); core++) {
                slices.add(population.cut().slice(core, slices.size(), nodes[slices.size()]));
            }
        }
        traffic.flows().stream()
                .filter(flow -> cost.isCut(nodes[flow.from()], nodes[flow.to()]))
                .findFirst()
                .ifPresent(flow -> {
                    throw cutOff(slices.get(flow.from()), slices.get(flow.to()));
                });
        return new Mapping(network, chip, slices, uses(slices, traffic.flows()), traffic, firstSlice);
    }

    private ChipLimitException cutOff(Slice from, Slice to) {
        return new ChipLimitException(String.format(
                Locale.ROOT,
                "network %s cannot be placed on chip %s: no placement was found in which dead routers and links do"
                        + " not lie on the way of packets, such as from %s on node %s to %s on node %s; declare fewer"
                        + " dead, or give more chips",
                network.name(),
                chip.name(),
                name(from),
                place(from.node()),
                name(to),
                place(to.node())));
    }

    private String name(Slice slice) {
        return network.population(slice.population()).name();
    }

    private String place(int node) {
        return chip.mesh().x(node) + "," + chip.mesh().y(node);
    }

    private int[] place(WayCost cost, List<Flow> flows) {
        int[] best = new FirstPlacement(chip, BANDS[0]).place(needs);
        for (int b = 1; b < BANDS.length; b++) {
            int[] nodes = new FirstPlacement(chip, BANDS[b]).place(needs);
            best = cost.of(nodes, flows) < cost.of(best, flows) ? nodes : best;
        }
        return PlacementSearch.improve(chip, cost, best, needs, flows);
    }

    private List<CoreUse> uses(List<Slice> slices, List<Flow> flows) {
        long[] delayBits = new long[slices.size()];
        for (Flow flow : flows) {
            int source = flow.projection().source();
            int bits = SpikeTrains.planes(network.population(source).neurons().mostSpikes());
            delayBits[flow.to()] +=
                    (long) bits * flow.senders() * (flow.projection().delay() - 1);
        }
        List<CoreUse> uses = new ArrayList<>();
        uses.add(new CoreUse(0, null, slices.getFirst().neurons(), AxonIn.NONE, 0, 0, 0, 0));
        for (Slice slice : slices.subList(1, slices.size())) {
            CutPopulation population = division.populations().get(slice.population());
            int core = slice.id() - firstSlice[slice.population()];
            CoreType type = chip.coreType(slice.node());
            uses.add(new CoreUse(
                    slice.id(),
                    type,
                    slice.neurons(),
                    population.axonIn()[core],
                    chip.axonInWords(type),
                    population.axonOutWords()[core],
                    chip.axonOutWords(),
                    delayBits[slice.id()]));
        }
        return uses;
    }
}
