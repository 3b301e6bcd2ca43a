package org.synfire.network.quantize;

import java.util.Arrays;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.MaxGate;

/**
 * The codes of a population on their way to a reader: through max-pooling, then through a rearrangement, where there
 * are such.
 *
 * @param population number of the sender
 * @param map shape of what leaves the gate, or of the sender where there is none
 * @param gate or {@code null}
 * @param order as in {@link org.synfire.network.integer.Projection}, or {@code null}
 */
record Signal(int population, Shape map, MaxGate gate, int[] order) implements PlannedValue {
    /** A population's codes as they are. */
    static Signal of(int population, Shape shape) {
        return new Signal(population, shape, null, null);
    }

    /** Whether nothing lies between the population and its reader. */
    boolean isDirect() {
        return gate == null && order == null;
    }

    /** Whether another pooling of maps of this shape can follow at the sender. */
    boolean canPool(Shape shape) {
        return order == null && map.equals(shape);
    }

    Signal pooled(MaxGate next) {
        return new Signal(population, next.out(), gate == null ? next : gate.then(next), null);
    }

    /** @param source for each element the number of the element here, or -1; none twice */
    Signal rearranged(int[] source) {
        int[] composed = order == null
                ? source
                : Arrays.stream(source).map(i -> i < 0 ? -1 : order[i]).toArray();
        return new Signal(population, map, gate, keepsOrder(composed) ? null : composed);
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
