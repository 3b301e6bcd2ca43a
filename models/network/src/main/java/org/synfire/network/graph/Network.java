package org.synfire.network.graph;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * A feed-forward network: nodes in topological order, the first its only input, the last its only output.
 *
 * @param name shown to people
 * @param nodes at least an input and one more; every node reads earlier ones
 */
public record Network(String name, List<Node> nodes) {
    /** @throws InputException if the order or the number of inputs is wrong */
    public Network {
        nodes = List.copyOf(nodes);
        if (nodes.size() < 2 || !(nodes.getFirst() instanceof Node.Input)) {
            throw new InputException("network " + name + ": needs an input and at least one operation");
        }
        for (int i = 1; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node instanceof Node.Input) {
                throw new InputException("network " + name + ": a second input, " + node.name() + "; one is supported");
            }
            for (int input : node.inputs()) {
                if (input < 0 || input >= i) {
                    throw new InputException("network " + name + ": node " + node.name() + " reads node " + input
                            + ", which does not come before it");
                }
            }
        }
    }

    /** The image. */
    public Node.Input input() {
        return (Node.Input) nodes.getFirst();
    }

    /** The node whose values are the network's answer. */
    public Node output() {
        return nodes.getLast();
    }

    /** In a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d nodes, input %s, output %s",
                name,
                nodes.size(),
                input().shape(),
                output().shape());
    }
}
