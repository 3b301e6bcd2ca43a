package org.synfire.network.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.synfire.network.graph.Node;

/**
 * The input and the nodes that a network's outputs depend on, numbered anew.
 *
 * @param nodes each after those it reads
 * @param outputs the numbers of the nodes whose values the network answers with
 */
public record LiveNodes(List<Node> nodes, List<Integer> outputs) {
    /** What {@code outputs} depend on, of nodes of which some may be read by nobody. */
    public static LiveNodes of(List<Node> nodes, List<Integer> outputs) {
        boolean[] live = new boolean[nodes.size()];
        live[0] = true;
        outputs.forEach(output -> live[output] = true);
        for (int i = nodes.size() - 1; i > 0; i--) {
            if (live[i]) {
                nodes.get(i).inputs().forEach(input -> live[input] = true);
            }
        }
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
        return new LiveNodes(
                kept, outputs.stream().map(output -> numbers[output]).toList());
    }

    /** After a change of single nodes that makes some be read no longer; the numbers of nodes are kept by it. */
    public LiveNodes changed(Function<LiveNodes, List<Node>> change) {
        return of(change.apply(this), outputs);
    }

    /** For each node how many read it; being an output counts as one. */
    public int[] readers() {
        int[] readers = new int[nodes.size()];
        nodes.forEach(node -> node.inputs().forEach(input -> readers[input]++));
        outputs.forEach(output -> readers[output]++);
        return readers;
    }
}
