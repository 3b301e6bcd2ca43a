package org.synfire.network.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/** Who makes and who reads which tensor of a graph, and which nodes its outputs depend on, in an order to read them. */
final class GraphIndex {
    private final GraphProto graph;
    private final Map<String, TensorProto> initializers = new HashMap<>();
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final List<NodeProto> liveNodes;

    /** @throws InputException if a tensor is made twice, the graph has no output, or its nodes are in a cycle */
    GraphIndex(GraphProto graph) {
        this.graph = graph;
        graph.getInitializerList().forEach(this::addInitializer);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            addProducer(i);
        }
        liveNodes = sorted(live());
        liveNodes.forEach(node -> new HashSet<>(node.getInputList())
                .forEach(tensor ->
                        readers.computeIfAbsent(tensor, t -> new ArrayList<>()).add(node)));
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

    private BitSet live() {
        BitSet live = new BitSet();
        Deque<String> wanted = new ArrayDeque<>(outputs());
        while (!wanted.isEmpty()) {
            Integer node = producers.get(wanted.pop());
            if (node != null && !live.get(node)) {
                live.set(node);
                wanted.addAll(graph.getNode(node).getInputList());
            }
        }
        return live;
    }

    /** Each node after those whose tensors it reads; among the nodes that could come next, the first of the file. */
    private List<NodeProto> sorted(BitSet live) {
        Map<Integer, Integer> missing = new HashMap<>();
        Map<Integer, List<Integer>> followers = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        live.stream().forEach(node -> {
            Set<Integer> before = new HashSet<>();
            graph.getNode(node).getInputList().stream()
                    .map(producers::get)
                    .filter(Objects::nonNull)
                    .forEach(before::add);
            before.forEach(producer ->
                    followers.computeIfAbsent(producer, p -> new ArrayList<>()).add(node));
            missing.put(node, before.size());
            if (before.isEmpty()) {
                ready.add(node);
            }
        });
        List<NodeProto> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int node = ready.poll();
            sorted.add(graph.getNode(node));
            for (int follower : followers.getOrDefault(node, List.of())) {
                if (missing.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        if (sorted.size() < live.cardinality()) {
            int stuck = live.stream()
                    .filter(node -> missing.get(node) > 0)
                    .findFirst()
                    .orElseThrow();
            throw new InputException(String.format(
                    Locale.ROOT,
                    "node %s is in a cycle, or reads what a cycle makes; networks without cycles are supported",
                    nameOf(graph.getNode(stuck))));
        }
        return sorted;
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

    /** The outputs, at least one, in the order of the file. */
    List<String> outputs() {
        if (graph.getOutputCount() == 0) {
            throw new InputException("the graph has no output");
        }
        return graph.getOutputList().stream()
                .map(ValueInfoProto::getName)
                .distinct()
                .toList();
    }

    /** The nodes that the outputs depend on, each after those whose tensors it reads. */
    List<NodeProto> liveNodes() {
        return liveNodes;
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
        boolean sparse = graph.getSparseInitializerList().stream()
                .anyMatch(t -> t.getValues().getName().equals(tensor));
        return new InputException(
                sparse
                        ? String.format(
                                Locale.ROOT, "reads the sparse initialiser %s; only dense ones are supported", tensor)
                        : String.format(
                                Locale.ROOT,
                                "reads tensor %s, which is neither the input nor an initialiser nor made by any "
                                        + "node: the file is incomplete",
                                tensor));
    }

    /** A node's name, or where it has none its operator and output. */
    static String nameOf(NodeProto node) {
        String output = node.getOutputCount() == 0 ? "nothing" : node.getOutput(0);
        return node.getName().isEmpty()
                ? String.format(Locale.ROOT, "%s of %s", node.getOpType(), output)
                : node.getName();
    }
}
