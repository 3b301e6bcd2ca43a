package org.synfire.network.quantize;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;

/**
 * Bits of the weights of each layer.
 *
 * <p>Layers are convolutions and full connections in the order of the network. Where they have bits of their own, the
 * unit of their weights is that of least squared error ({@link WeightRange}); where all have the same, the largest
 * weight is the largest integer.
 */
final class LayerBits {
    private final int others;
    private final IdentityHashMap<Node, Integer> own = new IdentityHashMap<>();

    private LayerBits(int others) {
        this.others = others;
    }

    /** The same for all. */
    static LayerBits equal(int bits) {
        return new LayerBits(bits);
    }

    /**
     * @param bits one number for each layer, or one for all
     * @param others of populations that no layer ends in: residual edges alone, pooling
     * @throws InputException if there are more or fewer layers
     */
    static LayerBits of(Network network, List<Integer> bits, int others) {
        List<Node> layers = network.nodes().stream()
                .filter(node -> node instanceof Node.Convolution || node instanceof Node.Dense)
                .toList();
        if (bits.size() != 1 && bits.size() != layers.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s has %d layers with weights, but bits are given for %d; give one number for each, "
                            + "or one for all: %s",
                    network.name(),
                    layers.size(),
                    bits.size(),
                    String.join(", ", layers.stream().map(Node::name).toList())));
        }
        LayerBits mixed = new LayerBits(others);
        for (int i = 0; i < layers.size(); i++) {
            mixed.own.put(layers.get(i), bits.get(bits.size() == 1 ? 0 : i));
        }
        return mixed;
    }

    private boolean isMixed() {
        return !own.isEmpty();
    }

    /**
     * What one unit of the sums of some of a layer's weights is worth.
     *
     * @param from first of these weights
     * @param to beyond the last
     * @param scale of what the layer reads
     * @param bits of the population that it ends in
     */
    double unit(float[] weights, int from, int to, double scale, int bits) {
        return isMixed()
                ? WeightRange.leastSquares(weights, from, to, bits).unit() * scale
                : largest(weights, from, to) * (scale / WeightRange.limit(bits));
    }

    private static double largest(float[] weights, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        return largest;
    }

    /**
     * The bits of every synapse that ends in a population, residual edges included: those of its widest layer. A core
     * has one width, and branches that meet in a sum have one unit, which few bits in one of them would make coarse for
     * all.
     */
    int of(PlannedPopulation population) {
        return population.branches().stream()
                .filter(Branch.Weighted.class::isInstance)
                .mapToInt(branch -> own.getOrDefault(((Branch.Weighted) branch).operation(), others))
                .max()
                .orElse(others);
    }
}
