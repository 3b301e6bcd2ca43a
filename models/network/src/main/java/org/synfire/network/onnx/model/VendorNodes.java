package org.synfire.network.onnx.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto;

/**
 * What QuantLab and Deeploy write as standard operators, for whoever knows no others: RequantShift is
 * {@code clamp(floor((x mul + add) / div), low, high)}, and annotations are left out.
 */
final class VendorNodes {
    private static final String NAME = "RequantShift";

    private final GraphProto.Builder graph;
    private int count;

    private VendorNodes(GraphProto graph) {
        this.graph = graph.toBuilder().clearNode();
    }

    static boolean isIn(GraphProto graph) {
        return graph.getNodeList().stream()
                .anyMatch(node -> node.getOpType().equals(NAME)
                        || node.getAttributeList().stream().anyMatch(VendorNodes::isAnnotation));
    }

    private static boolean isAnnotation(AttributeProto attribute) {
        return Models.ANNOTATIONS.contains(attribute.getName());
    }

    static ModelProto rewritten(ModelProto model) {
        VendorNodes nodes = new VendorNodes(model.getGraph());
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals(NAME)) {
                nodes.add(node);
            } else {
                nodes.graph.addNode(node.toBuilder()
                        .clearAttribute()
                        .addAllAttribute(node.getAttributeList().stream()
                                .filter(attribute -> !isAnnotation(attribute))
                                .toList()));
            }
        }
        return model.toBuilder().setGraph(nodes.graph).build();
    }

    private void add(NodeProto node) {
        Map<String, TensorProto> attributes = node.getAttributeList().stream()
                .collect(Collectors.toMap(AttributeProto::getName, AttributeProto::getT, (first, second) -> second));
        Function<String, TensorProto> named = name -> {
            TensorProto tensor = attributes.get(name);
            if (tensor == null) {
                throw new InputException("node " + node.getOutput(0) + " (" + NAME + "): " + name + " is missing");
            }
            return tensor;
        };
        String divisor = constant(named.apply("div"));
        String levels = constant(named.apply(attributes.containsKey("n_levels_out") ? "n_levels_out" : "n_levels"));
        String isSigned = constant(named.apply("signed"));
        String sum = operation("Add", operation("Mul", node.getInput(0), node.getInput(1)), node.getInput(2));
        String whole = operation("Floor", operation("Div", sum, divisor));
        String half = operation("Div", levels, constant(2));
        String low = operation("Sub", constant(0), operation("Mul", half, isSigned));
        String high = operation("Add", low, operation("Sub", levels, constant(1)));
        graph.addNode(node("Min", node.getOutput(0), operation("Max", whole, low), high));
    }

    private String constant(TensorProto tensor) {
        String name = name();
        graph.addInitializer(tensor.toBuilder().setName(name));
        return name;
    }

    private String constant(float value) {
        return constant(TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(value)
                .build());
    }

    private String operation(String operator, String... inputs) {
        String output = name();
        graph.addNode(node(operator, output, inputs));
        return output;
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addOutput(output)
                .addAllInput(List.of(inputs))
                .build();
    }

    private String name() {
        return "rescaling " + count++;
    }
}
