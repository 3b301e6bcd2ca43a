package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/** Makes the synapse tables of cores and the layouts of their sums. */
final class CoreTables {
    private static final int SHORT_BITS = 16;

    private final IntegerNetwork network;
    private final Kernels kernels;

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
        Margin margin = Margin.NONE;
        BlockSynapses[] blocks = new BlockSynapses[inbound.size()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = block(inbound.get(i), slice);
            margin = blocks[i] == null ? margin : margin.union(blocks[i].margin());
        }
        boolean isWide = !network.sumBounds(slice.population()).fitsStep(SHORT_BITS);
        SumLayout layout = window > 1 ? margin.layoutForCodes(slice, kernels) : margin.layout(slice, isWide, kernels);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < blocks.length; i++) {
            Projection projection = inbound.get(i);
            SynapseTable table = blocks[i] == null
                    ? listed(projection.synapses(), slice, layout)
                    : laidOut(blocks[i], layout, window, hasWeights);
            int banks = window > 1
                    ? WindowPort.banksFor(projection.delay(), window)
                    : InputPort.banksFor(projection.delay());
            arrivals.add(new Arrival(
                    projection,
                    table,
                    banks,
                    network.population(projection.source()).neurons().mostSpikes()));
        }
        return new Input(layout, arrivals);
    }

    private BlockSynapses laidOut(BlockSynapses block, SumLayout layout, int window, boolean hasWeights) {
        if (!hasWeights) {
            return block.placed(layout);
        }
        return window > 1 ? block.laidOutForCodes(layout, kernels) : block.laidOut(layout, kernels);
    }

    /** {@code null} for synapses that are listed: what meets few channels. */
    private BlockSynapses block(Projection projection, Slice slice) {
        return switch (projection.synapses()) {
            case Synapses.Convolution s when s.groups() == 1 -> new BlockSynapses(s, slice, kernels);
            case Synapses.Dense s -> new BlockSynapses(s.asConvolution(), slice, kernels);
            default -> null;
        };
    }

    private SynapseTable listed(Synapses synapses, Slice slice, SumLayout layout) {
        return switch (synapses) {
            case Synapses.Convolution s -> ListedSynapses.grouped(s, slice, layout);
            case Synapses.Identity s -> ListedSynapses.identity(s, slice, layout);
            case Synapses.Dense s -> ListedSynapses.grouped(s.asConvolution(), slice, layout);
            case SparseSynapses s ->
                switch (network.coding()) {
                    case CODES -> ListedSynapses.sparse(s, slice, layout);
                    case SPIKES -> new SparseTable(s, slice);
                };
        };
    }
}
