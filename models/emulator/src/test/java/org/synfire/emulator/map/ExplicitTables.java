package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * The tables of cores built entry by entry from every single synapse, the way a compiler fills memories, to check the
 * formulas against: each sent input's synapses are listed, equal lists of neurons are stored once, and inputs of one
 * channel with the same kernel entries share metadata and weights.
 */
final class ExplicitTables {
    private final IntegerNetwork network;
    private final TableFormat format;

    /** One synapse as the core sees it: which neuron, and which entry of the weight tensor. */
    record Synapse(int neuron, int weightEntry) {}

    /** An axon that the core stores: what makes it different from others. */
    record Axon(Object identity, List<Integer> relativeNeurons, int weightWords) {}

    ExplicitTables(IntegerNetwork network, TableFormat format) {
        this.network = network;
        this.format = format;
    }

    /** The axon of an input at a core, {@code null} if it has no synapse there. */
    Axon axon(Projection projection, int input, Slice slice) {
        List<Synapse> synapses = synapses(projection, input, slice);
        if (synapses.isEmpty()) {
            return null;
        }
        int first = synapses.getFirst().neuron();
        List<Integer> neurons = synapses.stream().map(s -> s.neuron() - first).toList();
        return switch (projection.synapses()) {
            case Synapses.Dense s -> new Axon(input, neurons, ceil(neurons.size(), format.weightsPerWord()));
            case Synapses.Identity s ->
                new Axon(
                        s.weight(input / s.in().positions()),
                        neurons,
                        neurons.size() == 1 ? 0 : ceil(neurons.size(), format.weightsPerWord()));
            case Synapses.Convolution s when isShared(s.weights()) -> new Axon("shared", neurons, 0);
            case Synapses.Convolution s ->
                new Axon(
                        List.of(
                                input / s.in().positions(),
                                synapses.stream().map(Synapse::weightEntry).toList()),
                        neurons,
                        ceil(neurons.size(), format.weightsPerWord()));
            case SparseSynapses s -> new Axon(input, neurons, ceil(neurons.size(), format.weightsPerWord()));
        };
    }

    /** Axon-in words of a projection at a core. */
    long axonInWords(Projection projection, Slice slice) {
        Set<List<Integer>> shared = new HashSet<>();
        List<List<Integer>> lists = new ArrayList<>();
        boolean isSparse = projection.synapses() instanceof SparseSynapses;
        Set<Axon> axons = new HashSet<>();
        for (int input = 0; input < projection.synapses().in().size(); input++) {
            Axon axon = projection.sentBy(input) < 0 ? null : axon(projection, input, slice);
            if (axon != null) {
                if (isSparse || shared.add(axon.relativeNeurons())) {
                    lists.add(axon.relativeNeurons());
                }
                axons.add(axon);
            }
        }
        return axons.stream().mapToLong(axon -> 1 + axon.weightWords()).sum()
                + lists.stream()
                        .mapToLong(list -> ceil(list.size(), format.idsPerWord()))
                        .sum();
    }

    /** Axon-out words of a core, all slices given. */
    long axonOutWords(Slice from, List<Slice> slices) {
        Population population = network.population(from.population());
        long words = from.neurons();
        List<Object> gates = new ArrayList<>();
        for (Projection first : network.outbound(from.population())) {
            if (gates.stream().noneMatch(gate -> gate.equals(first.gate()))) {
                gates.add(first.gate());
                List<Projection> together = network.outbound(from.population()).stream()
                        .filter(p -> p.gate().equals(first.gate()))
                        .toList();
                Set<List<Object>> lists = new HashSet<>();
                for (int element = 0; element < first.sent(population).size(); element++) {
                    if (isSentBy(first, element, from)) {
                        words += first.gate().isEmpty() ? 0 : 1;
                        lists.add(destinations(together, element, slices));
                    }
                }
                words += lists.stream().mapToLong(List::size).sum();
            }
        }
        return words;
    }

    /** Whether an element that leaves the gate of a projection leaves from this core. */
    boolean isSentBy(Projection projection, int element, Slice from) {
        Shape sent = projection.sent(network.population(projection.source()));
        int position = element % sent.positions();
        int member = projection
                .gate()
                .map(gate -> gate.members()[gate.starts()[position]])
                .orElse(position);
        int width = network.population(projection.source()).shape().width();
        return from.holds(element / sent.positions(), member / width, member % width);
    }

    /** The input that an element sent becomes, -1 if none. */
    static int input(Projection projection, int element) {
        for (int i = 0; i < projection.synapses().in().size(); i++) {
            if (projection.sentBy(i) == element) {
                return i;
            }
        }
        return -1;
    }

    private List<Object> destinations(List<Projection> projections, int element, List<Slice> slices) {
        List<Object> destinations = new ArrayList<>();
        for (Projection projection : projections) {
            int input = input(projection, element);
            for (Slice to : slices) {
                Axon axon = to.population() != projection.target() || input < 0 ? null : axon(projection, input, to);
                if (axon != null) {
                    destinations.add(List.of(to.id(), projection.id(), axon));
                }
            }
        }
        return destinations;
    }

    private static boolean isShared(short[] weights) {
        for (short weight : weights) {
            if (weight != weights[0]) {
                return false;
            }
        }
        return true;
    }

    private static int ceil(int entries, int perWord) {
        return (entries + perWord - 1) / perWord;
    }

    private static List<Synapse> synapses(Projection projection, int input, Slice slice) {
        Shape out = projection.synapses().out();
        List<Synapse> synapses = new ArrayList<>();
        for (int channel = slice.channelFrom(); channel < slice.channelTo(); channel++) {
            for (int row = slice.rowFrom(); row < slice.rowTo(); row++) {
                for (int column = slice.columnFrom(); column < slice.columnTo(); column++) {
                    int neuron =
                            ((channel - slice.channelFrom()) * slice.rows() + row - slice.rowFrom()) * slice.columns()
                                    + column
                                    - slice.columnFrom();
                    synapses.addAll(synapses(projection.synapses(), input, out.index(channel, row, column), neuron));
                }
            }
        }
        return synapses;
    }

    private static List<Synapse> synapses(Synapses all, int input, int output, int neuron) {
        return switch (all) {
            case Synapses.Dense s -> List.of(new Synapse(neuron, input));
            case Synapses.Identity s ->
                input == output
                        ? Collections.nCopies(s.parallel(input / s.in().positions()), new Synapse(neuron, 0))
                        : List.of();
            case Synapses.Convolution s -> convolution(s, input, output, neuron);
            case SparseSynapses s -> {
                int both = (int) IntStream.range(s.start(input), s.start(input + 1))
                        .filter(synapse -> s.target(synapse) == output)
                        .count();
                yield Collections.nCopies(both, new Synapse(neuron, 0));
            }
        };
    }

    private static List<Synapse> convolution(Synapses.Convolution s, int input, int output, int neuron) {
        int channel = input / s.in().positions();
        int outChannel = output / s.out().positions();
        Window window = s.window();
        for (int ky = 0; ky < window.kernelY() && channel / s.inPerGroup() == outChannel / s.outPerGroup(); ky++) {
            for (int kx = 0; kx < window.kernelX(); kx++) {
                int y = output % s.out().positions() / s.out().width() * window.strideY()
                        + ky * window.dilationY()
                        - window.padTop();
                int x = output % s.out().width() * window.strideX() + kx * window.dilationX() - window.padLeft();
                if (y >= 0
                        && y < s.in().height()
                        && x >= 0
                        && x < s.in().width()
                        && s.in().index(channel, y, x) == input) {
                    return List.of(new Synapse(neuron, (outChannel * window.kernelY() + ky) * window.kernelX() + kx));
                }
            }
        }
        return List.of();
    }
}
