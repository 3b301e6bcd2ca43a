package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto;

/** Translates the live nodes of one graph, in the order of the file. */
final class GraphImport {
    /** The names of the standard operator set. */
    static final Set<String> DOMAINS = Set.of("", "ai.onnx");

    private final GraphIndex graph;
    private final int opset;
    private final Draft draft;
    private final TensorReader tensors;
    private final Map<String, Operand> known = new HashMap<>();

    GraphImport(GraphProto graph, int opset, MemoryBudget budget) {
        this.graph = new GraphIndex(graph);
        this.opset = opset;
        this.draft = new Draft(budget);
        this.tensors = new TensorReader(budget);
    }

    Network network(String name) {
        Activation input = new InputReader(graph).read(draft);
        known.put(input.tensor(), input);
        graph.liveNodes().forEach(this::translate);
        return switch (known(graph.output())) {
            case Activation output -> draft.finish(name, Call.real(output));
            case Constant constant ->
                throw new InputException(
                        String.format(Locale.ROOT, "the output %s does not depend on the input", constant.tensor()));
        };
    }

    private void translate(NodeProto node) {
        try {
            known.put(node.getOutput(0), translated(node).named(node.getOutput(0)));
        } catch (InputException e) {
            throw new InputException(
                    String.format(
                            Locale.ROOT, "node %s (%s): %s", GraphIndex.nameOf(node), node.getOpType(), e.getMessage()),
                    e);
        }
    }

    private Operand translated(NodeProto node) {
        boolean standard = DOMAINS.contains(node.getDomain());
        Operator operator = standard ? OperatorRegistry.find(node.getOpType()) : null;
        if (operator == null) {
            throw Call.unsupported(String.format(
                    Locale.ROOT,
                    "the operator %s is not supported",
                    standard ? node.getOpType() : node.getDomain() + "." + node.getOpType()));
        }
        Attributes attributes = new Attributes(node.getAttributeList());
        Operand result =
                operator.translate(new Call(opset, node.getOutput(0), operands(node), attributes, draft, tensors));
        attributes.requireAllRead();
        return result;
    }

    private List<Operand> operands(NodeProto node) {
        List<Operand> operands = new ArrayList<>();
        for (String tensor : node.getInputList()) {
            operands.add(tensor.isEmpty() ? null : known(tensor));
        }
        return operands;
    }

    private Operand known(String tensor) {
        Operand operand = known.get(tensor);
        if (operand != null) {
            return operand;
        }
        TensorProto initializer = graph.initializer(tensor);
        if (initializer == null) {
            throw graph.notKnown(tensor);
        }
        Constant constant = tensors.read(tensor, initializer);
        known.put(tensor, constant);
        return constant;
    }
}
