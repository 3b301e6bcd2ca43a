package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto;

/**
 * Translates the live nodes of one graph, each after those it reads. What cannot be translated is collected, so that
 * one refusal names all reasons; what depends on it is passed over.
 */
final class GraphImport {
    /** The names of the standard operator set. */
    static final Set<String> DOMAINS = Set.of("", "ai.onnx");

    private static final int MAX_REASONS = 20;

    private final GraphIndex graph;
    private final int opset;
    private final Draft draft;
    private final TensorReader tensors;
    private final ConstantFolder folder;
    private final HostTail host;
    private final Map<String, Operand> known = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final List<String> reasons = new ArrayList<>();

    GraphImport(GraphProto graph, int opset, MemoryBudget budget) {
        this.graph = new GraphIndex(graph);
        this.opset = opset;
        this.draft = new Draft(budget);
        this.tensors = new TensorReader(budget);
        this.folder = new ConstantFolder(opset, budget);
        this.host = new HostTail(this.graph);
    }

    Network network(String name) {
        Activation input = new InputReader(graph).read(draft);
        known.put(input.tensor(), input);
        graph.liveNodes().forEach(this::translate);
        requireNoReasons();
        host.operations().stream()
                .reduce((a, b) -> a + ", " + b)
                .ifPresent(all -> draft.note("Left to the host, behind the answer: " + all + "."));
        return draft.finish(name, answers());
    }

    private void requireNoReasons() {
        if (reasons.isEmpty()) {
            return;
        }
        String shown = String.join("; ", reasons.subList(0, Math.min(MAX_REASONS, reasons.size())));
        throw new InputException(
                reasons.size() <= MAX_REASONS
                        ? shown
                        : String.format(Locale.ROOT, "%s; and %d more", shown, reasons.size() - MAX_REASONS));
    }

    /** What the chip computes for the outputs: these themselves, or what the host computes them from. */
    private List<Activation> answers() {
        Set<Activation> answers = new LinkedHashSet<>();
        for (String output : graph.outputs()) {
            if (host.has(output)) {
                answers.addAll(host.readFor(output));
            } else if (known(output) instanceof Activation activation) {
                answers.add(activation);
            }
        }
        if (answers.stream()
                .anyMatch(answer -> answer.order() == null && answer.nodes().contains(0))) {
            throw new InputException(
                    "an output is the input itself, or what the host makes of it: nothing of it is left"
                            + " for the chip");
        }
        if (answers.isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the output %s does not depend on the input",
                    graph.outputs().getFirst()));
        }
        return List.copyOf(answers);
    }

    private void translate(NodeProto node) {
        if (node.getInputList().stream().anyMatch(refused::contains)) {
            refused.addAll(node.getOutputList());
            return;
        }
        try {
            List<Operand> operands = operands(node);
            if (host.isTaken(node) && operands.stream().anyMatch(o -> !(o instanceof Constant))) {
                host.take(node, activations(operands));
            } else {
                translate(node, operands);
            }
        } catch (InputException | BeyondChip e) {
            reasons.add(String.format(
                    Locale.ROOT, "node %s (%s): %s", GraphIndex.nameOf(node), node.getOpType(), e.getMessage()));
            refused.addAll(node.getOutputList());
        }
    }

    private static List<Activation> activations(List<Operand> operands) {
        return operands.stream()
                .filter(Activation.class::isInstance)
                .map(Activation.class::cast)
                .toList();
    }

    private void translate(NodeProto node, List<Operand> operands) {
        if (isFolded(node, operands)) {
            List<Constant> constants = folder.fold(
                    node, operands.stream().map(Constant.class::cast).toList());
            for (int i = 0; i < node.getOutputCount(); i++) {
                known.put(node.getOutput(i), constants.get(i));
            }
            return;
        }
        try {
            for (int i = 0; i < node.getOutputCount(); i++) {
                String output = node.getOutput(i);
                if (i == 0 || isWanted(output)) {
                    known.put(output, draft.normal(translated(node, i, operands).named(output)));
                }
            }
        } catch (BeyondChip e) {
            if (!host.canTake(node)) {
                throw e;
            }
            host.take(node, activations(operands));
        }
    }

    private boolean isWanted(String output) {
        return !output.isEmpty()
                && (graph.outputs().contains(output) || !graph.readers(output).isEmpty());
    }

    /** Whether a node's outputs are constants that no operator here has to know more of than their values. */
    private static boolean isFolded(NodeProto node, List<Operand> operands) {
        return !OperatorRegistry.keepsConstants(node.getOpType())
                && operands.stream().anyMatch(Objects::nonNull)
                && operands.stream().allMatch(operand -> operand == null || operand instanceof Constant);
    }

    private Operand translated(NodeProto node, int outputIndex, List<Operand> operands) {
        Operator operator = OperatorRegistry.find(node.getDomain(), node.getOpType());
        if (operator == null) {
            throw new BeyondChip(String.format(
                    Locale.ROOT,
                    "the operator %s is not supported; docs/onnx.md lists those that are",
                    DOMAINS.contains(node.getDomain()) ? node.getOpType() : node.getDomain() + "." + node.getOpType()));
        }
        if (outputIndex > 0 && !OperatorRegistry.hasSeveralOutputs(node.getOpType())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "its output %s is read; of this operator only the first output is supported",
                    node.getOutput(outputIndex)));
        }
        Attributes attributes = new Attributes(node.getAttributeList());
        Operand result = operator.translate(
                new Call(opset, node, outputIndex, node.getOutput(outputIndex), operands, attributes, draft, tensors));
        attributes.requireAllRead();
        return result;
    }

    private List<Operand> operands(NodeProto node) {
        List<Operand> operands = new ArrayList<>();
        for (String tensor : node.getInputList()) {
            operands.add(tensor.isEmpty() || host.has(tensor) ? null : known(tensor));
        }
        if (!host.canTake(node)) {
            node.getInputList().stream().filter(host::has).findFirst().ifPresent(tensor -> {
                throw new IllegalStateException("a layer reads " + tensor + ", which the host computes");
            });
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
