package org.synfire.network.graph;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;

/**
 * A feed-forward network: nodes in topological order, the first its only input.
 *
 * @param name shown to people
 * @param nodes at least an input and one more; every node reads earlier ones
 * @param outputs the numbers of the nodes whose values are given, at least one and none twice; the first is the answer
 *     that a class is read from
 * @param notes what a user should know of how the file was read, in whole sentences: what of it is left to the host
 * @param aliases for nodes whose name is no tensor of the model file the tensor that holds the same elements
 */
public record Network(
        String name, List<Node> nodes, List<Integer> outputs, List<String> notes, Map<String, String> aliases) {
    /** @throws InputException if the order, the number of inputs or an output is wrong */
    public Network {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
        aliases = Map.copyOf(aliases);
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
        int count = nodes.size();
        if (outputs.isEmpty()
                || outputs.stream().distinct().count() < outputs.size()
                || outputs.stream().anyMatch(output -> output < 1 || output >= count)) {
            throw new InputException("network " + name + ": outputs " + outputs
                    + "; at least one is needed, none twice, each an operation");
        }
    }

    /** A network whose last node is its only output. */
    public Network(String name, List<Node> nodes) {
        this(name, nodes, List.of(nodes.size() - 1), List.of(), Map.of());
    }

    /** The image. */
    public Node.Input input() {
        return (Node.Input) nodes.getFirst();
    }

    /** The node whose values are the network's answer. */
    public Node output() {
        return nodes.get(outputs.getFirst());
    }

    /** The tensor of the model file that holds the values of the node of that name. */
    public String tensor(String node) {
        return aliases.getOrDefault(node, node);
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
