package org.synfire.network.onnx;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.NodeProto;

/**
 * One ONNX node about to be translated: its operands and attributes, and the draft that receives what it becomes.
 *
 * @param opset the version of the operator set that the file was written for
 * @param node the node itself
 * @param outputIndex which of its outputs is wanted
 * @param output the name of that output
 * @param operands its inputs in order; {@code null} for an optional one that is left out
 * @param attributes its attributes
 * @param draft the network so far
 * @param tensors decodes tensors among the attributes
 */
record Call(
        int opset,
        NodeProto node,
        int outputIndex,
        String output,
        List<Operand> operands,
        Attributes attributes,
        Draft draft,
        TensorReader tensors) {
    /** The same call for a value inside the operator, which no tensor of the file holds. */
    Call inner() {
        return new Call(opset, node, outputIndex, output + " inside", operands, attributes, draft, tensors);
    }

    boolean has(int index) {
        return index < operands.size() && operands.get(index) != null;
    }

    /** @throws InputException if the operand is left out */
    Operand operand(int index) {
        if (!has(index)) {
            throw new InputException(String.format(Locale.ROOT, "input %d is missing", index));
        }
        return operands.get(index);
    }

    /** An operand that depends on the input, in any encoding. */
    Activation encoded(int index) {
        return switch (operand(index)) {
            case Activation activation -> activation;
            case Constant constant ->
                throw new InputException(String.format(
                        Locale.ROOT, "input %d, %s, is a constant, which is not supported", index, constant.tensor()));
            case DynamicScale scale ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "input %d, %s, is a scale that the file computes from each image, which is not supported there",
                        index,
                        scale.tensor()));
        };
    }

    /** An operand that depends on the input and holds reals. */
    Activation activation(int index) {
        return real(encoded(index));
    }

    /** @throws InputException if the tensor holds quantised integers */
    static Activation real(Activation activation) {
        if (!activation.encoding().equals(Encoding.REAL)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "tensor %s holds quantised integers, which this operator does not work on: DequantizeLinear does,"
                            + " MaxPool, Clip and what moves elements",
                    activation.tensor()));
        }
        return activation;
    }

    /** An operand that must be known. */
    Constant constant(int index) {
        return switch (operand(index)) {
            case Constant constant -> constant;
            case Operand depending ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "input %d, %s, depends on the image; only a constant is supported there",
                        index,
                        depending.tensor()));
        };
    }

    /** Adds a node named after this call's output; gives its number. */
    int add(Function<String, Node> make) {
        return draft.add(output, make);
    }

    /** Adds a node with a map of its own; gives the view of it, with as many axes as input 0. */
    Activation map(Function<String, Node> make) {
        int node = add(make);
        return Activation.of(
                output, node, Maps.dims(draft.node(node).shape(), operand(0).dims().length));
    }
}
