package org.synfire.network.onnx.model;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/**
 * QONNX's Quant (IntQuant), BipolarQuant and Trunc as standard operators, for whoever knows no others.
 *
 * <p>Source: the QONNX operator definitions, github.com/fastmachinelearning/qonnx, docs/qonnx-custom-ops.
 */
final class QonnxNodes {
    private static final Set<String> DOMAINS =
            Set.of("qonnx.custom_op.general", "finn.custom_op.general", "onnx.brevitas", "finn.custom_op", "finn");

    private static final double WHOLE = 3 << 22;
    private static final double HALF = 0.5;
    /** Makes more than 1 of everything that is not rounded to 0. */
    private static final double LARGE = 1 << 22;

    private final GraphProto.Builder graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private int count;

    private QonnxNodes(GraphProto graph) {
        this.graph = graph.toBuilder().clearNode();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("Constant") && node.getAttributeCount() == 1)
                .forEach(node ->
                        constants.put(node.getOutput(0), node.getAttribute(0).getT()));
    }

    static boolean isIn(GraphProto graph) {
        return graph.getNodeList().stream().anyMatch(QonnxNodes::isOne);
    }

    private static boolean isOne(NodeProto node) {
        return DOMAINS.contains(node.getDomain());
    }

    static ModelProto rewritten(ModelProto model) {
        QonnxNodes nodes = new QonnxNodes(model.getGraph());
        for (NodeProto node : model.getGraph().getNodeList()) {
            nodes.add(node);
        }
        return model.toBuilder().setGraph(nodes.graph).build();
    }

    private void add(NodeProto node) {
        if (!isOne(node)) {
            graph.addNode(node);
            return;
        }
        switch (node.getOpType()) {
            case "Quant", "IntQuant" -> quant(node);
            case "BipolarQuant" -> bipolar(node);
            case "Trunc" -> truncate(node);
            default -> graph.addNode(node);
        }
    }

    private void quant(NodeProto node) {
        if (node.getInputCount() != 4) {
            throw new InputException("node " + node.getOutput(0) + " (Quant): four inputs are needed");
        }
        double bits = number(node, 3);
        boolean isSigned = isSet(node, "signed", 1);
        if (bits == 1 && isSigned) {
            sign(node);
            return;
        }
        boolean isNarrow = isSet(node, "narrow", 0);
        double low = isSigned ? -Math.scalb(1.0, (int) bits - 1) + (isNarrow ? 1 : 0) : 0;
        double high = isSigned ? Math.scalb(1.0, (int) bits - 1) - 1 : Math.scalb(1.0, (int) bits) - (isNarrow ? 2 : 1);
        String zeroPoint = operation("Cast", node.getInput(2)); // in some files an integer
        String steps = operation("Add", operation("Div", node.getInput(0), node.getInput(1)), zeroPoint);
        // limits are whole numbers, so it is the same whether they come before the rounding or after it
        String limited = operation("Min", operation("Max", steps, constant(low)), constant(high));
        String whole = rounded(node, limited, "ROUND");
        String real = operation("Sub", whole, zeroPoint);
        graph.addNode(node("Mul", node.getOutput(0), real, node.getInput(1)));
    }

    /** Version 1 has five inputs, and its bits say the ratio; in version 2 the scales say it. */
    private void truncate(NodeProto node) {
        int inputs = node.getInputCount();
        if (inputs < 5 || inputs > 7) {
            throw new InputException("node " + node.getOutput(0) + " (Trunc): five to seven inputs are needed");
        }
        boolean isFirst = inputs == 5;
        double bits = number(node, inputs - 1);
        double ratio = isFirst
                ? Math.scalb(1.0, (int) (number(node, 3) - bits))
                : Math.scalb(1.0, (int) Math.rint(Math.log(number(node, 4) / number(node, 1)) / Math.log(2)));
        String zeroPoint = operation("Cast", node.getInput(2));
        String steps = operation("Add", operation("Div", node.getInput(0), node.getInput(1)), zeroPoint);
        String whole = operation("Sub", operation("Add", steps, constant(WHOLE)), constant(WHOLE));
        String divided = operation("Div", whole, constant(ratio));
        if (isFirst) {
            String real = operation("Sub", rounded(node, divided, "FLOOR"), zeroPoint);
            graph.addNode(node("Mul", node.getOutput(0), real, node.getInput(1)));
            return;
        }
        boolean isSigned = isSet(node, "signed", 1);
        double high = Math.scalb(1.0, (int) bits - (isSigned ? 1 : 0)) - 1;
        double low = isSigned ? -high - (isSet(node, "narrow", 0) ? 0 : 1) : 0;
        String limited = operation("Min", operation("Max", divided, constant(low)), constant(high));
        String real = operation("Sub", rounded(node, limited, "FLOOR"), operation("Div", zeroPoint, constant(ratio)));
        graph.addNode(node("Mul", node.getOutput(0), real, node.getInput(4)));
    }

    private void bipolar(NodeProto node) {
        if (node.getInputCount() != 2) {
            throw new InputException("node " + node.getOutput(0) + " (BipolarQuant): two inputs are needed");
        }
        sign(node);
    }

    private void sign(NodeProto node) {
        String isBelow = operation("Cast", operation("Less", node.getInput(0), constant(0)));
        String sign = operation("Sub", constant(1), operation("Mul", isBelow, constant(2)));
        graph.addNode(node("Mul", node.getOutput(0), sign, node.getInput(1)));
    }

    /** Old operator sets have no Round: beyond this number 32-bit reals are whole, ties to even. */
    private String rounded(NodeProto node, String input, String usual) {
        String mode = node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("rounding_mode"))
                .map(attribute -> attribute.getS().toStringUtf8().toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse(usual);
        return switch (mode) {
            case "ROUND", "HALF_EVEN" -> operation("Sub", operation("Add", input, constant(WHOLE)), constant(WHOLE));
            case "FLOOR" -> operation("Floor", input);
            case "CEIL" -> operation("Ceil", input);
            case "UP" -> ofMagnitude(input, magnitude -> operation("Ceil", magnitude));
            case "DOWN", "ROUND_TO_ZERO" -> ofMagnitude(input, magnitude -> operation("Floor", magnitude));
            case "HALF_UP" ->
                ofMagnitude(input, magnitude -> operation("Floor", operation("Add", magnitude, constant(HALF))));
            case "HALF_DOWN" ->
                ofMagnitude(input, magnitude -> operation("Ceil", operation("Sub", magnitude, constant(HALF))));
            default ->
                throw new InputException("node " + node.getOutput(0) + " (" + node.getOpType() + "): rounding_mode "
                        + mode + " is not supported");
        };
    }

    /** The sign of a value times what is made of its magnitude. Old operator sets have no Sign: it is a limit. */
    private String ofMagnitude(String input, UnaryOperator<String> rounded) {
        String large = operation("Mul", input, constant(LARGE));
        String sign = operation("Min", operation("Max", large, constant(-1)), constant(1));
        return operation("Mul", sign, rounded.apply(operation("Abs", input)));
    }

    private static boolean isSet(NodeProto node, String name, long absent) {
        return node.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals(name))
                        .mapToLong(AttributeProto::getI)
                        .findFirst()
                        .orElse(absent)
                != 0;
    }

    private double number(NodeProto node, int input) {
        TensorProto tensor = constants.get(node.getInput(input));
        if (tensor == null) {
            throw new InputException(
                    "node " + node.getOutput(0) + " (" + node.getOpType() + "): its number of bits is not stored");
        }
        if (tensor.getFloatDataCount() > 0) {
            return tensor.getFloatData(0);
        }
        if (tensor.getInt64DataCount() > 0) {
            return tensor.getInt64Data(0);
        }
        var raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean isReal = tensor.getDataType() == DataType.FLOAT_VALUE && raw.remaining() >= Float.BYTES;
        boolean isLong = tensor.getDataType() == DataType.INT64_VALUE && raw.remaining() >= Long.BYTES;
        if (!isReal && !isLong) {
            throw new InputException(
                    "node " + node.getOutput(0) + " (" + node.getOpType() + "): its number of bits cannot be read");
        }
        return isReal ? raw.getFloat() : raw.getLong();
    }

    private String constant(double value) {
        String name = name();
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT_VALUE)
                .addFloatData((float) value));
        return name;
    }

    private String operation(String operator, String... inputs) {
        String output = name();
        graph.addNode(node(operator, output, inputs));
        return output;
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).addOutput(output).addAllInput(List.of(inputs));
        if (operator.equals("Cast")) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(DataType.FLOAT_VALUE));
        }
        return node.build();
    }

    private String name() {
        return "quantisation " + count++;
    }
}
