package org.synfire.network.quantize;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.MaxGate;

/**
 * The codes of a population on their way to a reader: through max-pooling, then through a rearrangement, where there
 * are such.
 *
 * @param population number of the sender
 * @param map shape of what leaves the gate, or of the sender where there is none
 * @param gate as in {@link org.synfire.network.integer.Projection}
 * @param order likewise
 */
record Signal(int population, Shape map, Optional<MaxGate> gate, Optional<int[]> order) implements PlannedValue {
    /** A population's codes as they are. */
    static Signal of(int population, Shape shape) {
        return new Signal(population, shape, Optional.empty(), Optional.empty());
    }

    /** Whether nothing lies between the population and its reader. */
    boolean isDirect() {
        return gate.isEmpty() && order.isEmpty();
    }

    /** Whether another pooling of maps of this shape can follow at the sender. */
    boolean canPool(Shape shape) {
        return order.isEmpty() && map.equals(shape);
    }

    /** The number of elements that the reader sees. */
    int size() {
        return order.map(elements -> elements.length).orElse(map.size());
    }

    /** The number of the sender's (gated) element that is this element; -1 for a constant 0. */
    int sentBy(int element) {
        return order.isPresent() ? order.get()[element] : element;
    }

    Signal pooled(MaxGate next) {
        return new Signal(
                population,
                next.out(),
                Optional.of(gate.map(first -> first.then(next)).orElse(next)),
                Optional.empty());
    }

    /** @param source for each element the number of the element here, or -1; none twice */
    Signal rearranged(int[] source) {
        int[] composed = Arrays.stream(source).map(i -> i < 0 ? -1 : sentBy(i)).toArray();
        return new Signal(population, map, gate, keepsOrder(composed) ? Optional.empty() : Optional.of(composed));
    }

    private boolean keepsOrder(int[] composed) {
        if (composed.length != map.size()) {
            return false;
        }
        for (int i = 0; i < composed.length; i++) {
            if (composed[i] != i) {
                return false;
            }
        }
        return true;
    }
}
