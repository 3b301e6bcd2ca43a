package org.synfire.noc.traffic;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Every node sends to one node, and every node receives from one. */
public final class PermutationPattern implements TrafficPattern {
    private final String label;
    private final int[] target;

    PermutationPattern(String label, int nodes, IntUnaryOperator target) {
        this.label = label;
        this.target = IntStream.range(0, nodes).map(target).toArray();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public int choices() {
        return 1;
    }

    @Override
    public int destination(int source, int choice) {
        return target[source];
    }
}
