package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synfire.network.onnx.proto.NodeProto;

/**
 * What a host computes after the chip: operations at the very end of a graph that turn the chip's answer into
 * probabilities, classes or boxes.
 *
 * <p>A node can run there if its operator weighs nothing and all that reads it can run there too. It does where it, or
 * what it reads, is one of those that end a network, or where the chip cannot compute it.
 */
final class HostTail {
    /** Operators that a network ends with; in front of a layer they are no part of the tail. */
    private static final Set<String> ENDS =
            Set.of("ArgMax", "ArgMin", "Hardmax", "LogSoftmax", "NonMaxSuppression", "Sigmoid", "Softmax", "TopK");

    private static final Set<String> POSSIBLE = Set.of(
            "Abs",
            "Add",
            "Cast",
            "Ceil",
            "Clip",
            "Concat",
            "CumSum",
            "DequantizeLinear",
            "Div",
            "Equal",
            "Exp",
            "Expand",
            "Flatten",
            "Floor",
            "Gather",
            "GatherElements",
            "GatherND",
            "Greater",
            "GreaterOrEqual",
            "Identity",
            "Less",
            "LessOrEqual",
            "Log",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "NonZero",
            "Not",
            "Pow",
            "QuantizeLinear",
            "Reciprocal",
            "ReduceL2",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceSum",
            "Reshape",
            "Round",
            "ScatterND",
            "Shape",
            "Slice",
            "Softplus",
            "Split",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Tanh",
            "Tile",
            "Transpose",
            "Unsqueeze",
            "Where");

    private final Set<NodeProto> possible = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Set<Activation>> behind = new LinkedHashMap<>();
    private final List<String> operations = new ArrayList<>();

    HostTail(GraphIndex graph) {
        for (NodeProto node : graph.liveNodes().reversed()) {
            if (isPossible(node.getOpType())
                    && node.getOutputList().stream()
                            .flatMap(tensor -> graph.readers(tensor).stream())
                            .allMatch(possible::contains)) {
                possible.add(node);
            }
        }
    }

    /** Whether an operator ends networks. */
    static boolean isEnd(String operator) {
        return ENDS.contains(operator);
    }

    /** Whether an operator can be left to the host behind the answer. */
    static boolean isPossible(String operator) {
        return ENDS.contains(operator) || POSSIBLE.contains(operator);
    }

    /** Whether a node may run there. */
    boolean canTake(NodeProto node) {
        return possible.contains(node);
    }

    /** Whether a node runs there whatever the chip can do. */
    boolean isTaken(NodeProto node) {
        return canTake(node)
                && (ENDS.contains(node.getOpType())
                        || node.getInputList().stream().anyMatch(this::has));
    }

    /**
     * Leaves a node to the host.
     *
     * @param read what it reads of what the chip computes
     */
    void take(NodeProto node, List<Activation> read) {
        operations.add(node.getOpType() + " " + GraphIndex.nameOf(node));
        Set<Activation> all = new LinkedHashSet<>(read);
        node.getInputList().forEach(tensor -> all.addAll(behind.getOrDefault(tensor, Set.of())));
        node.getOutputList().forEach(tensor -> behind.put(tensor, all));
    }

    /** Whether the host computes a tensor. */
    boolean has(String tensor) {
        return behind.containsKey(tensor);
    }

    /** What the host computes a tensor from, of what the chip computes. */
    List<Activation> readFor(String tensor) {
        return List.copyOf(behind.get(tensor));
    }

    /** Operators and names of the nodes that run there, in order. */
    List<String> operations() {
        return operations;
    }
}
