package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.integer.Synapses;
import org.synfire.network.integer.Transfer;
import org.synfire.noc.chip.ChipDescription;

/**
 * Lets a chip pool maps that are larger than a core where windows overlap.
 *
 * <p>A max-pooling gate needs each of its windows on one core, so no cut may go through a window. Where windows
 * overlap, no cut is left. A copy of the map then holds its rows in strips, and the rows that two strips need in both:
 *
 * <pre>
 *   map, windows of 3 rows at a stride of 2      copy in strips
 *   0 1 2 3 4 | 4 5 6 7 8 | 8 ..                 0 1 2 3 4  4 5 6 7 8  8 ..
 *   [   ]                                        no window has members on both sides of a strip's end
 *       [   ]
 * </pre>
 *
 * <p>The copies send the codes that they read, so every other value stays what it is. A copy is one more layer: its
 * neurons, packets, operations and T steps of latency are counted as those of any other.
 */
final class PoolingStrips {
    private static final int COPY_BITS = 2;

    private final IntegerNetwork network;
    private final int mostNeurons;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private final List<Integer> weightBits = new ArrayList<>();
    private final int[] numbers;
    /** For each population its gates with strips; copies of a network share their gates. */
    private final List<IdentityHashMap<MaxGate, Pooled>> pooled = new ArrayList<>();

    private boolean hasCopies;

    /**
     * Where a gate went.
     *
     * @param copy number of the population that has the strips
     * @param gate over them
     */
    private record Pooled(int copy, MaxGate gate) {}

    /** Rows of a map, and the rows of the gate's output that need no others. */
    private record Strip(int rowFrom, int rowTo, int outFrom, int outTo) {
        int rows() {
            return rowTo - rowFrom;
        }
    }

    private PoolingStrips(IntegerNetwork network, ChipDescription chip) {
        this.network = network;
        this.mostNeurons = chip.neuronsPerCore();
        this.numbers = new int[network.populations().size()];
    }

    /**
     * The network with copies in strips where a chip needs them.
     *
     * @return the network itself where no copy is needed, or where a copy would not help
     */
    static IntegerNetwork of(IntegerNetwork network, ChipDescription chip) {
        return network.coding() == Coding.CODES ? new PoolingStrips(network, chip).network() : network;
    }

    private IntegerNetwork network() {
        for (Population population : network.populations()) {
            numbers[population.id()] = populations.size();
            populations.add(population.renamed(populations.size(), population.name()));
            weightBits.add(network.weightBits(population.id()));
            pooled.add(new IdentityHashMap<>());
            for (MaxGate gate : gatesToStrip(population)) {
                strips(gate, population.shape().width()).ifPresent(strips -> addCopy(population, gate, strips));
            }
        }
        if (!hasCopies) {
            return network;
        }
        for (Projection projection : network.projections()) {
            Optional<Pooled> moved = projection.gate().map(pooled.get(projection.source())::get);
            projections.add(new Projection(
                    projections.size(),
                    moved.map(Pooled::copy).orElse(numbers[projection.source()]),
                    moved.map(Pooled::gate).or(projection::gate),
                    projection.order(),
                    numbers[projection.target()],
                    projection.synapses(),
                    1));
        }
        int[] bits = weightBits.stream().mapToInt(Integer::intValue).toArray();
        return IntegerNetwork.inPhase(network.name(), network.timeSteps(), bits, populations, projections);
    }

    /** All gates of a population if no line cuts its map into parts that cores hold. */
    private List<MaxGate> gatesToStrip(Population population) {
        if (population.id() == 0 || population.shape().positions() <= mostNeurons) {
            return List.of();
        }
        List<MaxGate> gates = network.outbound(population.id()).stream()
                .flatMap(projection -> projection.gate().stream())
                .distinct()
                .toList();
        boolean isCut =
                new CutLines(population.shape(), gates).tiles(mostNeurons).isPresent();
        return isCut ? List.of() : gates;
    }

    /** The fewest strips of whole rows that a core holds; empty if the rows of one window are too many. */
    private Optional<List<Strip>> strips(MaxGate gate, int width) {
        List<Strip> strips = new ArrayList<>();
        for (int out = 0; out < gate.out().height(); out++) {
            int from = row(gate, out, width, false);
            int to = row(gate, out, width, true) + 1;
            Strip last = strips.isEmpty() ? new Strip(from, from, out, out) : strips.getLast();
            Strip longer = new Strip(Math.min(last.rowFrom, from), Math.max(last.rowTo, to), last.outFrom, out + 1);
            if ((long) longer.rows() * width <= mostNeurons) {
                if (!strips.isEmpty()) {
                    strips.removeLast();
                }
                strips.add(longer);
            } else if ((long) (to - from) * width <= mostNeurons) {
                strips.add(new Strip(from, to, out, out + 1));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(strips);
    }

    /** The first or last row of the map that a row of the output needs. */
    private static int row(MaxGate gate, int out, int width, boolean isLast) {
        int outWidth = gate.out().width();
        IntStream rows = IntStream.range(gate.starts()[out * outWidth], gate.starts()[(out + 1) * outWidth])
                .map(m -> gate.members()[m] / width);
        return (isLast ? rows.max() : rows.min()).orElseThrow();
    }

    private void addCopy(Population population, MaxGate gate, List<Strip> strips) {
        Shape shape = new Shape(
                population.shape().channels(),
                strips.stream().mapToInt(Strip::rows).sum(),
                population.shape().width());
        int id = populations.size();
        populations.add(new Population(id, population.name() + " in strips", shape, neurons(population)));
        weightBits.add(COPY_BITS);
        for (int[] order : orders(population, shape, strips)) {
            projections.add(new Projection(
                    projections.size(),
                    numbers[population.id()],
                    Optional.empty(),
                    Optional.of(order),
                    id,
                    new Synapses.Identity(shape, new int[] {1}, 1),
                    1));
        }
        hasCopies = true;
        pooled.get(population.id()).put(gate, new Pooled(id, overStrips(gate, shape, strips)));
    }

    /** Neurons that send what they read. */
    private static Neurons neurons(Population population) {
        Code code = population.coded().sentCode();
        Integration integration = population.neurons() instanceof Neurons.Summing summing
                ? copying(summing.integration(), code.bits())
                : Integration.EXACT;
        return new Neurons.Stem(code, new int[1], Rescale.IDENTITY, integration, Sparsity.NONE, Transfer.DIRECT);
    }

    private static Integration copying(Integration integration, int bits) {
        return switch (integration) {
            case Integration.Exact exact -> exact;
            case ScaledIntegration scaled ->
                new ScaledIntegration(scaled.formats(), 1 << (bits - 1), bits - 1, new int[1], Rescale.IDENTITY, false);
        };
    }

    /** For each time that a row is copied, where the elements of the copy come from; -1 for those of other times. */
    private static List<int[]> orders(Population population, Shape shape, List<Strip> strips) {
        List<int[]> orders = new ArrayList<>();
        int[] uses = new int[population.shape().height()];
        int at = 0;
        for (Strip strip : strips) {
            for (int row = strip.rowFrom; row < strip.rowTo; row++, at++) {
                if (uses[row] == orders.size()) {
                    int[] order = new int[shape.size()];
                    Arrays.fill(order, -1);
                    orders.add(order);
                }
                int[] order = orders.get(uses[row]++);
                for (int channel = 0; channel < shape.channels(); channel++) {
                    int first = shape.index(channel, at, 0);
                    int from = population.shape().index(channel, row, 0);
                    for (int column = 0; column < shape.width(); column++) {
                        order[first + column] = from + column;
                    }
                }
            }
        }
        return orders;
    }

    private static MaxGate overStrips(MaxGate gate, Shape shape, List<Strip> strips) {
        int[] members = gate.members().clone();
        int width = shape.width();
        int at = 0;
        for (Strip strip : strips) {
            int moved = (at - strip.rowFrom) * width;
            int to = gate.starts()[strip.outTo * gate.out().width()];
            for (int m = gate.starts()[strip.outFrom * gate.out().width()]; m < to; m++) {
                members[m] += moved;
            }
            at += strip.rows();
        }
        return new MaxGate(shape, gate.out(), gate.starts(), members);
    }
}
