package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.engine.InputException;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * Makes the synapse tables of cores and the layouts of their sums. Cores that hold the same part of what the same
 * synapses lead to, as those of copies of a network do, share one table: tables never change. Sparse synapses of
 * spiking networks are the exception, because their tables know which cores add for which.
 *
 * <p><b>Threads:</b> any number at once.
 */
final class CoreTables {
    private static final int SHORT_BITS = 16;

    private final IntegerNetwork network;
    private final Kernels kernels;
    private final Map<Place, Optional<BlockSynapses>> blocks = new ConcurrentHashMap<>();
    private final Map<LaidOut, SynapseTable> tables = new ConcurrentHashMap<>();
    private final Map<SumLayout, SumLayout> layouts = new ConcurrentHashMap<>();
    private final Map<Unit, MemberOperations> operations = new ConcurrentHashMap<>();

    /** What a table has besides axon numbers and operations. */
    enum Content {
        /** Weights for sums of a step. */
        FOR_STEPS,
        /** Weights for windows of several steps. */
        FOR_CODES,
        /** No weights of blocks. */
        NUMBERS
    }

    /** The part of a population that synapses lead to. */
    private record Place(Synapses synapses, Slice.Bounds bounds) {}

    private record LaidOut(Place place, SumLayout layout, Content content) {}

    private record Unit(WindowSynapses table, List<SynapseTable> members) {}

    CoreTables(IntegerNetwork network, Kernels kernels) {
        this.network = network;
        this.kernels = kernels;
    }

    /**
     * What a core receives.
     *
     * @param sums where its sums lie
     * @param arrivals one for each inbound projection of its population, in their order
     */
    record Input(SumLayout sums, List<Arrival> arrivals) {}

    /**
     * The tables of a core.
     *
     * @param window steps that it adds up at one visit
     */
    Input of(Slice slice, int window) {
        return input(slice, window, true);
    }

    /**
     * The tables of a core that is computed with others: axon numbers and operations, but no weights of blocks.
     *
     * @param window as above
     */
    Input numbersOf(Slice slice, int window) {
        return input(slice, window, false);
    }

    private Input input(Slice slice, int window, boolean hasWeights) {
        List<Projection> inbound = network.inbound(slice.population());
        if (inbound.size() > CoreActor.MAX_INPUT_PORTS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s reads %d others; at most %d are supported",
                    network.population(slice.population()).name(),
                    inbound.size(),
                    CoreActor.MAX_INPUT_PORTS));
        }
        boolean isWide = !network.sumBounds(slice.population()).fitsStep(SHORT_BITS);
        Content content = hasWeights ? window > 1 ? Content.FOR_CODES : Content.FOR_STEPS : Content.NUMBERS;
        SumLayout layout = layout(inbound, slice, window > 1, isWide);
        List<Arrival> arrivals = new ArrayList<>(inbound.size());
        for (Projection projection : inbound) {
            int banks = window > 1
                    ? WindowPort.banksFor(projection.delay(), window)
                    : InputPort.banksFor(projection.delay());
            arrivals.add(new Arrival(
                    projection,
                    table(projection.synapses(), slice, layout, content),
                    banks,
                    network.population(projection.source()).neurons().mostSpikes()));
        }
        return new Input(layout, arrivals);
    }

    /**
     * The layout of a core's sums.
     *
     * @param inbound the projections that end in its population
     * @param isForCodes whether weights times codes are added to them
     * @param isWide whether sums of a step need 32 bits
     */
    SumLayout layout(List<Projection> inbound, Slice slice, boolean isForCodes, boolean isWide) {
        Margin margin = Margin.NONE;
        for (Projection projection : inbound) {
            Optional<BlockSynapses> block = block(projection.synapses(), slice);
            margin = block.isPresent() ? margin.union(block.get().margin()) : margin;
        }
        SumLayout layout = isForCodes ? margin.layoutForCodes(slice, kernels) : margin.layout(slice, isWide, kernels);
        SumLayout known = layouts.putIfAbsent(layout, layout);
        return known == null ? layout : known;
    }

    /** The table of synapses at a core with such sums. */
    SynapseTable table(Synapses synapses, Slice slice, SumLayout layout, Content content) {
        if (synapses instanceof SparseSynapses sparse && network.coding() == Coding.SPIKES) {
            return new SparseTable(sparse, slice);
        }
        return tables.computeIfAbsent(
                new LaidOut(new Place(synapses, slice.bounds()), layout, content),
                key -> block(synapses, slice)
                        .<SynapseTable>map(block -> laidOut(block, layout, content))
                        .orElseGet(() -> listed(synapses, slice, layout)));
    }

    /** How many operations spikes are at a table: for a core that is computed by itself. */
    MemberOperations operations(WindowSynapses table) {
        return operations.computeIfAbsent(new Unit(table, List.of()), unit -> MemberOperations.single(table));
    }

    /**
     * The same for cores that are computed together.
     *
     * @param inputs elements of the synapses' input
     * @param members the table of each of them
     * @param channels of each of them
     */
    MemberOperations operations(int inputs, WindowSynapses table, List<SynapseTable> members, int[] channels) {
        return operations.computeIfAbsent(
                new Unit(table, members), unit -> MemberOperations.of(inputs, table, members, channels));
    }

    private BlockSynapses laidOut(BlockSynapses block, SumLayout layout, Content content) {
        return switch (content) {
            case FOR_STEPS -> block.laidOut(layout, kernels);
            case FOR_CODES -> block.laidOutForCodes(layout, kernels);
            case NUMBERS -> block.placed(layout);
        };
    }

    /** Nothing for synapses that are listed: what meets few channels. */
    private Optional<BlockSynapses> block(Synapses synapses, Slice slice) {
        return blocks.computeIfAbsent(new Place(synapses, slice.bounds()), key -> switch (synapses) {
            case Synapses.Convolution s when s.groups() == 1 -> Optional.of(new BlockSynapses(s, slice, kernels));
            case Synapses.Dense s -> Optional.of(new BlockSynapses(s.asConvolution(), slice, kernels));
            default -> Optional.empty();
        });
    }

    private static SynapseTable listed(Synapses synapses, Slice slice, SumLayout layout) {
        return switch (synapses) {
            case Synapses.Convolution s -> ListedSynapses.grouped(s, slice, layout);
            case Synapses.Identity s -> ListedSynapses.identity(s, slice, layout);
            case Synapses.Dense s -> ListedSynapses.grouped(s.asConvolution(), slice, layout);
            case SparseSynapses s -> ListedSynapses.sparse(s, slice, layout);
        };
    }
}
