package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.MaxGate;

/**
 * Cuts a network into populations: decides what is fused with what, and numbers what comes out.
 *
 * <p>A linear operation opens a population. The limits and the requantisation that follow it alone are fused into it,
 * also past a pooling or a rearrangement, with which they commute. A sum takes over the branches of the weighted sums
 * that only it reads; every other thing it reads comes by an identity projection. What reads a population closes it.
 * The last one keeps raw sums, unless the network ends with a requantisation.
 */
final class PopulationPlanner {
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
    }

    /** The populations of a network in the order of their numbers, the input first, the answer last. */
    static List<PlannedPopulation> plan(Network network) {
        PopulationPlanner planner = new PopulationPlanner(network);
        for (int n = 0; n < network.nodes().size(); n++) {
            planner.values[n] = planner.isFused[n]
                    ? planner.values[network.nodes().get(n).inputs().getFirst()]
                    : planner.value(n);
        }
        planner.answer();
        return planner.populations;
    }

    private PlannedValue value(int n) {
        return switch (network.nodes().get(n)) {
            case Node.Input node -> input(node);
            case Node.Convolution node ->
                open(
                        n,
                        new Branch.Weighted(
                                node, shape(node.input()), node.weights(), node.bias(), signal(node.input())));
            case Node.Dense node ->
                open(
                        n,
                        new Branch.Weighted(
                                node, shape(node.input()), node.weights(), node.bias(), signal(node.input())));
            case Node.AveragePool node -> open(n, new Branch.Averaged(node, shape(node.input()), signal(node.input())));
            case Node.Sum node -> fuse(n, new PlannedPopulation(node.name(), node.shape(), branches(node)));
            case Node.Clamp node -> limited(n, node);
            case Node.Requantize node -> requantized(n, node);
            case Node.MaxPool node -> pooled(node);
            case Node.Rearrange node -> rearranged(node);
        };
    }

    private Shape shape(int node) {
        return network.nodes().get(node).shape();
    }

    private Signal input(Node.Input node) {
        PlannedPopulation input = new PlannedPopulation(node.name(), node.shape(), List.of());
        if (follower(0) >= 0 && network.nodes().get(follower(0)) instanceof Node.Requantize requantize) {
            isFused[follower(0)] = absorb(input, requantize, false);
        }
        return close(input);
    }

    private PlannedPopulation open(int n, Branch branch) {
        return fuse(n, new PlannedPopulation(network.nodes().get(n).name(), shape(n), List.of(branch)));
    }

    /** The number of the only node that reads a node, or -1. */
    private int follower(int n) {
        return readers.get(n).size() == 1 ? readers.get(n).getFirst() : -1;
    }

    /**
     * Fuses the limits and requantisations that follow node {@code n} alone, also past nodes with which they commute.
     */
    private PlannedPopulation fuse(int n, PlannedPopulation population) {
        boolean showsZeros = false;
        for (int next = follower(n); next >= 0; next = follower(next)) {
            Node node = network.nodes().get(next);
            if (node instanceof Node.Rearrange rearrange) {
                showsZeros |= showsZeros(rearrange);
            } else if (!(node instanceof Node.MaxPool)) {
                isFused[next] = absorb(population, node, showsZeros);
                if (!isFused[next]) {
                    break;
                }
            }
        }
        return population;
    }

    /**
     * @param showsZeros whether zeros were put among the values on the way, so that limits have to leave a zero as it
     *     is
     */
    private static boolean absorb(PlannedPopulation population, Node node, boolean showsZeros) {
        if (node instanceof Node.Clamp clamp && (!showsZeros || (clamp.low() <= 0 && clamp.high() >= 0))) {
            population.clamp(clamp);
            return true;
        }
        if (node instanceof Node.Requantize requantize && population.canRequantize(requantize)) {
            population.requantize(requantize);
            return true;
        }
        return false;
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
                branches.add(new Branch.Identity(sum.shape(), signal(input)));
            }
        }
        return branches;
    }

    /** Limits on values that others read without them: a population of its own. */
    private PlannedPopulation limited(int n, Node.Clamp node) {
        PlannedPopulation population = new PlannedPopulation(
                node.name(), node.shape(), List.of(new Branch.Identity(node.shape(), signal(node.input()))));
        population.clamp(node);
        return fuse(n, population);
    }

    private PlannedValue requantized(int n, Node.Requantize node) {
        Signal source = signal(node.input());
        if (populations.get(source.population()).hasCodeOf(node)) {
            return source;
        }
        PlannedPopulation population =
                new PlannedPopulation(node.name(), node.shape(), List.of(new Branch.Identity(node.shape(), source)));
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
        if (node.keepsOrder()
                && values[node.input()] instanceof PlannedPopulation open
                && open.isOpen()
                && follower(node.input()) >= 0) {
            return open;
        }
        return signal(node.input()).rearranged(node.source());
    }

    /** What reads a node's value closes its population. */
    private Signal signal(int node) {
        if (values[node] instanceof Signal signal) {
            return signal;
        }
        PlannedPopulation population = (PlannedPopulation) values[node];
        return population.isOpen() ? close(population) : Signal.of(population.id(), population.shape());
    }

    private Signal close(PlannedPopulation population) {
        Signal signal = population.close(populations.size());
        populations.add(population);
        return signal;
    }

    private void answer() {
        Node last = network.output();
        if (values[values.length - 1] instanceof PlannedPopulation population && population.isOpen()) {
            if (population.demanded() == null) {
                population.keepRaw();
            }
            close(population);
            return;
        }
        Signal signal = signal(values.length - 1);
        if (!signal.isDirect() || signal.population() < populations.size() - 1) {
            PlannedPopulation population = new PlannedPopulation(
                    last.name(), last.shape(), List.of(new Branch.Identity(last.shape(), signal)));
            population.keepRaw();
            close(population);
        }
    }
}
