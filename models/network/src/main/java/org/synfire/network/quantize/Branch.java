package org.synfire.network.quantize;

import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;

/** What one projection brings to a population, before its weights are integers. */
sealed interface Branch {
    /** What it reads. */
    Signal source();

    /**
     * A convolution or a full connection.
     *
     * @param operation a {@link Node.Convolution} or {@link Node.Dense}
     * @param in the shape that the operation reads
     * @param bias one value per channel, or one per element
     */
    record Weighted(Node operation, Shape in, WeightTensor weights, float[] bias, Signal source) implements Branch {
        /** The bias of an element of a population of the given shape. */
        float bias(Shape shape, int element) {
            return bias[bias.length == shape.size() ? element : element / shape.positions()];
        }
    }

    /**
     * The values as they are, to the neurons of the same numbers.
     *
     * @param shape of the receiving population
     */
    record Identity(Shape shape, Signal source) implements Branch {}

    /**
     * Sums over windows, to be divided by the number of elements in each.
     *
     * @param in the shape that the pooling reads
     */
    record Averaged(Node.AveragePool operation, Shape in, Signal source) implements Branch {}
}
