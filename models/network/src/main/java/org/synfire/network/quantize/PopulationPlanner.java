package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.MaxGate;

/**
 * Cuts a network into populations: decides what is fused with what, and numbers what comes out.
 *
 * <p>A linear operation opens a population. The limits and the requantisation that follow it alone are fused into it,
 * also past a pooling or a rearrangement, with which they commute. A sum takes over the branches of the weighted sums
 * that only it reads; every other thing it reads comes by an identity projection. What reads a population closes it.
 * What ends the network keeps raw sums, unless a requantisation or a function ends it.
 */
final class PopulationPlanner {
    /** Stands for the network's answer among the numbers of a node's readers. */
    private static final int OUTSIDE = -1;

    private static final Window POINT = Window.square(1, 1, 0);

    private final Network network;
    private final List<List<Integer>> readers = new ArrayList<>();
    private final List<PlannedPopulation> populations = new ArrayList<>();
    private final PlannedValue[] values;
    private final boolean[] isFused;

    private PopulationPlanner(Network network) {
        this.network = network;
        this.values = new PlannedValue[network.nodes().size()];
        this.isFused = new boolean[network.nodes().size()];
        network.nodes().forEach(node -> readers.add(new ArrayList<>()));
        for (int n = 0; n < network.nodes().size(); n++) {
            for (int input : network.nodes().get(n).inputs()) {
                readers.get(input).add(n);
            }
        }
        network.outputs().forEach(output -> readers.get(output).add(OUTSIDE));
    }

    /** The populations of a network in the order of their numbers, the input first, the answer last. */
    static List<PlannedPopulation> plan(Network network) {
        PopulationPlanner planner = new PopulationPlanner(network);
        for (int n = 0; n < network.nodes().size(); n++) {
            planner.values[n] = planner.isFused[n]
                    ? planner.values[network.nodes().get(n).inputs().getFirst()]
                    : planner.value(n);
        }
        planner.answers();
        return planner.populations;
    }

    private PlannedValue value(int n) {
        return switch (network.nodes().get(n)) {
            case Node.Input node -> input(node);
            case Node.Convolution node -> weighted(n, node, node.weights(), node.bias());
            case Node.Dense node -> weighted(n, node, node.weights(), node.bias());
            case Node.Affine node -> {
                WeightTensor factors = WeightTensor.real(node.factors());
                int channels = node.shape().channels();
                yield weighted(
                        n,
                        new Node.Convolution(
                                node.name(), node.input(), node.shape(), POINT, channels, factors, node.offsets()),
                        factors,
                        node.offsets());
            }
            case Node.AveragePool node -> open(n, new Branch.Averaged(node, shape(node.input()), signal(node.input())));
            case Node.Sum node -> fuse(n, new PlannedPopulation(node.name(), node.shape(), branches(node)));
            case Node.Clamp node -> limited(n, node);
            case Node.Elementwise node -> lookedUp(n, node);
            case Node.Requantize node -> requantized(n, node);
            case Node.MaxPool node -> pooled(node);
            case Node.Rearrange node -> rearranged(node);
        };
    }

    /** A layer: its bias comes with the first of its branches. */
    private PlannedPopulation weighted(int n, Node operation, WeightTensor weights, float[] bias) {
        int input = operation.inputs().getFirst();
        List<Branch> branches = new ArrayList<>();
        for (Signal signal : signalsOnce(input)) {
            float[] added =
                    branches.isEmpty() ? bias : new float[operation.shape().channels()];
            branches.add(new Branch.Weighted(operation, shape(input), weights, added, signal));
        }
        return fuse(n, new PlannedPopulation(operation.name(), operation.shape(), branches));
    }

    private Shape shape(int node) {
        return network.nodes().get(node).shape();
    }

    private Signal input(Node.Input node) {
        PlannedPopulation input = new PlannedPopulation(node.name(), node.shape(), List.of());
        if (follower(0) >= 0 && network.nodes().get(follower(0)) instanceof Node.Requantize requantize) {
            isFused[follower(0)] = input.absorb(requantize, false);
        }
        return close(input);
    }

    private PlannedPopulation open(int n, Branch branch) {
        return fuse(n, new PlannedPopulation(network.nodes().get(n).name(), shape(n), List.of(branch)));
    }

    /** The number of the only node that reads a node, or {@link #OUTSIDE}. */
    private int follower(int n) {
        return readers.get(n).size() == 1 ? readers.get(n).getFirst() : OUTSIDE;
    }

    /**
     * Fuses the limits and requantisations that follow node {@code n} alone, also past nodes with which they commute.
     */
    private PlannedPopulation fuse(int n, PlannedPopulation population) {
        boolean showsZeros = false;
        boolean isPooled = false;
        boolean isRearranged = false;
        for (int next = follower(n); next >= 0; next = follower(next)) {
            Node node = network.nodes().get(next);
            if (node instanceof Node.Rearrange rearrange && rearrange.inputs().size() == 1) {
                showsZeros |= showsZeros(rearrange);
                isRearranged = true;
            } else if (node instanceof Node.MaxPool) {
                isPooled = true;
            } else {
                isFused[next] = node instanceof Node.Elementwise function
                        ? (!isRearranged || function.function().perChannel().size() == 1)
                                && population.absorb(function, isPooled, showsZeros)
                        : population.absorb(node, showsZeros);
                if (!isFused[next]) {
                    break;
                }
            }
        }
        return population;
    }

    private static boolean showsZeros(Node.Rearrange rearrange) {
        for (int source : rearrange.source()) {
            if (source < 0) {
                return true;
            }
        }
        return false;
    }

    private List<Branch> branches(Node.Sum sum) {
        List<Branch> branches = new ArrayList<>();
        for (int input : sum.inputs()) {
            if (values[input] instanceof PlannedPopulation part
                    && part.isPureSum()
                    && part.shape().equals(sum.shape())
                    && follower(input) >= 0) {
                branches.addAll(part.branches());
            } else {
                branches.addAll(identities(sum.shape(), input));
            }
        }
        return branches;
    }

    private List<Branch> identities(Shape shape, int input) {
        return signals(input).stream()
                .<Branch>map(signal -> new Branch.Identity(shape, signal))
                .toList();
    }

    /** A function of values that others read without it: a population of its own. */
    private PlannedPopulation lookedUp(int n, Node.Elementwise node) {
        PlannedPopulation population = new PlannedPopulation(
                network.nodes().get(node.input()).name(), node.shape(), identities(node.shape(), node.input()));
        population.absorb(node, false, false);
        return fuse(n, population);
    }

    /** Limits on values that others read without them: a population of its own. */
    private PlannedPopulation limited(int n, Node.Clamp node) {
        PlannedPopulation population =
                new PlannedPopulation(node.name(), node.shape(), identities(node.shape(), node.input()));
        population.clamp(node);
        return fuse(n, population);
    }

    private PlannedValue requantized(int n, Node.Requantize node) {
        List<Signal> sources = signals(node.input());
        if (sources.stream()
                .allMatch(source -> populations.get(source.population()).hasCodeOf(node))) {
            return values[node.input()] instanceof PlannedPopulation ? sources.getFirst() : values[node.input()];
        }
        PlannedPopulation population =
                new PlannedPopulation(node.name(), node.shape(), identities(node.shape(), node.input()));
        population.requantize(node);
        return fuse(n, population);
    }

    private Signal pooled(Node.MaxPool node) {
        Signal source = signal(node.input());
        if (!source.canPool(shape(node.input()))) {
            String name = network.nodes().get(node.input()).name();
            source = close(
                    PlannedPopulation.copyOf(populations.get(source.population()), name, shape(node.input()), source));
        }
        return source.pooled(MaxGate.of(source.map(), node.window()));
    }

    private PlannedValue rearranged(Node.Rearrange node) {
        if (node.inputs().size() == 1) {
            int input = node.inputs().getFirst();
            if (node.keepsOrder(shape(input).size())
                    && values[input] instanceof PlannedPopulation open
                    && open.isOpen()
                    && follower(input) >= 0) {
                return open;
            }
        }
        int[] elements = node.source().clone();
        Signal[] sources = new Signal[elements.length];
        int first = 0;
        for (int input : node.inputs()) {
            take(node, signals(input), first, sources, elements);
            first += shape(input).size();
        }
        return Merged.of(node.name(), node.shape(), sources, elements);
    }

    /** Finds the elements of one input among what it reads. */
    private static void take(Node.Rearrange node, List<Signal> parts, int first, Signal[] sources, int[] elements) {
        int size = parts.getFirst().size();
        for (int i = 0; i < elements.length; i++) {
            int element = node.source()[i] - first;
            if (node.source()[i] >= 0 && element >= 0 && element < size) {
                sources[i] = parts.stream()
                        .filter(part -> part.sentBy(element) >= 0)
                        .findFirst()
                        .orElse(null);
                elements[i] = element;
            }
        }
    }

    /** What reads a node's value closes its population; what is merged of several becomes a population of its own. */
    private Signal signal(int node) {
        if (values[node] instanceof Merged merged) {
            values[node] = close(copy(merged));
        }
        return signals(node).getFirst();
    }

    /** As {@link #signals}, each sender once. */
    private List<Signal> signalsOnce(int node) {
        return values[node] instanceof Merged merged && !merged.hasSendersOnce()
                ? List.of(signal(node))
                : signals(node);
    }

    /** The parts of a node's value; what reads it closes its population. */
    private List<Signal> signals(int node) {
        return switch (values[node]) {
            case Signal signal -> List.of(signal);
            case Merged merged -> merged.parts();
            case PlannedPopulation population ->
                List.of(population.isOpen() ? close(population) : Signal.of(population.id(), population.shape()));
        };
    }

    private PlannedPopulation copy(Merged merged) {
        List<PlannedPopulation> senders = merged.parts().stream()
                .map(part -> populations.get(part.population()))
                .distinct()
                .toList();
        PlannedPopulation copy = senders.size() == 1
                ? PlannedPopulation.copyOf(
                        senders.getFirst(),
                        merged.name(),
                        merged.shape(),
                        merged.parts().getFirst())
                : new PlannedPopulation(merged.name(), merged.shape(), List.of());
        copy.read(merged.parts().stream()
                .<Branch>map(part -> new Branch.Identity(merged.shape(), part))
                .toList());
        return copy;
    }

    private Signal close(PlannedPopulation population) {
        Signal signal = population.close(populations.size());
        populations.add(population);
        return signal;
    }

    /** Ends the network: the answer proper last. */
    private void answers() {
        network.outputs().reversed().forEach(this::answer);
    }

    private void answer(int output) {
        Node last = network.nodes().get(output);
        boolean isRead = readers.get(output).size() > 1;
        if (!isRead && values[output] instanceof PlannedPopulation population && population.isOpen()) {
            if (population.canKeepRaw()) {
                population.keepRaw();
            }
            close(population);
            return;
        }
        List<Signal> signals = signals(output);
        Signal signal = signals.getFirst();
        boolean isAnswer = !isRead
                && signals.size() == 1
                && signal.isDirect()
                && (signal.population() == populations.size() - 1
                        || output != network.outputs().getFirst());
        if (!isAnswer) {
            PlannedPopulation population =
                    new PlannedPopulation(last.name(), last.shape(), identities(last.shape(), output));
            population.keepRaw();
            close(population);
        }
    }
}
