package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.graph.Node;

/** Drops the nodes that the output does not depend on, and numbers the others anew. */
final class DeadNodes {
    private DeadNodes() {}

    /** What the last node needs, and the input. */
    static List<Node> dropped(List<Node> nodes) {
        return dropped(nodes, nodes.size() - 1);
    }

    /** What node {@code output} needs, and the input; {@code output} comes last. */
    static List<Node> dropped(List<Node> nodes, int output) {
        boolean[] live = new boolean[nodes.size()];
        live[0] = true;
        live[output] = true;
        for (int i = output; i > 0; i--) {
            if (live[i]) {
                nodes.get(i).inputs().forEach(input -> live[input] = true);
            }
        }
        return numbered(nodes, live);
    }

    private static List<Node> numbered(List<Node> nodes, boolean[] live) {
        int[] numbers = new int[live.length];
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < live.length; i++) {
            if (live[i]) {
                numbers[i] = kept.size();
                Node node = nodes.get(i);
                kept.add(node.with(
                        node.name(),
                        node.inputs().stream().map(input -> numbers[input]).toList()));
            }
        }
        return kept;
    }
}
