package org.synfire.network.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/** Who makes and who reads which tensor of a graph, and which nodes its output depends on. */
final class GraphIndex {
    private final GraphProto graph;
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final BitSet live = new BitSet();

    /** @throws InputException if a tensor is made twice or the graph has not exactly one input and one output */
    GraphIndex(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(this::addInitializer);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            addProducer(i);
        }
        markLive();
        liveNodes()
                .forEach(node -> node.getInputList()
                        .forEach(tensor -> readers.computeIfAbsent(tensor, t -> new ArrayList<>())
                                .add(node)));
    }

    private void addInitializer(TensorProto tensor) {
        if (initializers.put(tensor.getName(), tensor) != null) {
            throw new InputException(String.format(Locale.ROOT, "the initialiser %s is there twice", tensor.getName()));
        }
    }

    private void addProducer(int node) {
        for (String tensor : graph.getNode(node).getOutputList()) {
            boolean isNew = tensor.isEmpty()
                    || (producers.putIfAbsent(tensor, node) == null && !initializers.containsKey(tensor));
            if (!isNew) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "tensor %s is made twice, the second time by node %s",
                        tensor,
                        nameOf(graph.getNode(node))));
            }
        }
    }

    private void markLive() {
        Deque<String> wanted = new ArrayDeque<>(List.of(output()));
        while (!wanted.isEmpty()) {
            Integer node = producers.get(wanted.pop());
            if (node != null && !live.get(node)) {
                live.set(node);
                wanted.addAll(graph.getNode(node).getInputList());
            }
        }
    }

    /** The only input that is not an initialiser: files of old versions list those as inputs too. */
    ValueInfoProto input() {
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initializers.containsKey(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the graph has %d inputs %s; exactly one is supported",
                    inputs.size(),
                    inputs.stream().map(ValueInfoProto::getName).toList()));
        }
        return inputs.getFirst();
    }

    /** The only output. */
    String output() {
        if (graph.getOutputCount() != 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the graph has %d outputs %s; exactly one is supported",
                    graph.getOutputCount(),
                    graph.getOutputList().stream().map(ValueInfoProto::getName).toList()));
        }
        return graph.getOutput(0).getName();
    }

    /** The nodes that the output depends on, in the order of the file. */
    List<NodeProto> liveNodes() {
        return live.stream().mapToObj(graph::getNode).toList();
    }

    /** The initialiser of that name, or {@code null}. */
    TensorProto initializer(String tensor) {
        return initializers.get(tensor);
    }

    /** The live nodes that read a tensor. */
    List<NodeProto> readers(String tensor) {
        return readers.getOrDefault(tensor, List.of());
    }

    /** What is wrong with a tensor that is read before it is known. */
    InputException notKnown(String tensor) {
        Integer producer = producers.get(tensor);
        if (producer == null) {
            boolean sparse = graph.getSparseInitializerList().stream()
                    .anyMatch(t -> t.getValues().getName().equals(tensor));
            return new InputException(
                    sparse
                            ? String.format(
                                    Locale.ROOT,
                                    "reads the sparse initialiser %s; only dense ones are supported",
                                    tensor)
                            : String.format(
                                    Locale.ROOT,
                                    "reads tensor %s, which is neither the input nor an initialiser nor made by any "
                                            + "node: the file is incomplete",
                                    tensor));
        }
        NodeProto node = graph.getNode(producer);
        if (!node.getOutput(0).equals(tensor)) {
            return Call.unsupported(String.format(
                    Locale.ROOT,
                    "reads %s, a further output of node %s; only first outputs are supported",
                    tensor,
                    nameOf(node)));
        }
        return new InputException(String.format(
                Locale.ROOT,
                "reads tensor %s, which node %s makes only later: the nodes are in a cycle or not in topological order",
                tensor,
                nameOf(node)));
    }

    /** A node's name, or where it has none its operator and output. */
    static String nameOf(NodeProto node) {
        String output = node.getOutputCount() == 0 ? "nothing" : node.getOutput(0);
        return node.getName().isEmpty()
                ? String.format(Locale.ROOT, "%s of %s", node.getOpType(), output)
                : node.getName();
    }
}
