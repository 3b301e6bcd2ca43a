package org.synfire.network.onnx.model;

import java.util.List;
import java.util.Set;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.AttributeProto.AttributeType;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;

/**
 * Operators on maps with channels last, in QONNX's domain for them, as the standard operators between two
 * transpositions.
 */
final class ChannelsLast {
    private static final String DOMAIN = "qonnx.custom_op.channels_last";
    private static final Set<String> WITH_WEIGHTS = Set.of("Conv");

    private ChannelsLast() {}

    static boolean isIn(GraphProto graph) {
        return graph.getNodeList().stream().anyMatch(ChannelsLast::isOne);
    }

    private static boolean isOne(NodeProto node) {
        return node.getDomain().equals(DOMAIN) && node.getInputCount() > 0 && node.getOutputCount() > 0;
    }

    static ModelProto rewritten(ModelProto model) {
        GraphProto.Builder graph = model.getGraph().toBuilder().clearNode();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (isOne(node)) {
                rewrite(graph, node);
            } else {
                graph.addNode(node);
            }
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private static void rewrite(GraphProto.Builder graph, NodeProto node) {
        String output = node.getOutput(0);
        String in = output + " in, channels first";
        String out = output + ", channels first";
        graph.addNode(transpose(node.getInput(0), in, 0, 3, 1, 2));
        NodeProto.Builder standard =
                node.toBuilder().clearDomain().setInput(0, in).setOutput(0, out);
        if (WITH_WEIGHTS.contains(node.getOpType()) && node.getInputCount() > 1) {
            String weights = output + " weights, channels first";
            graph.addNode(transpose(node.getInput(1), weights, 0, 3, 1, 2));
            standard.setInput(1, weights);
        }
        graph.addNode(standard);
        graph.addNode(transpose(out, output, 0, 2, 3, 1));
    }

    private static NodeProto transpose(String from, String to, long... order) {
        return NodeProto.newBuilder()
                .setOpType("Transpose")
                .addInput(from)
                .addOutput(to)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("perm")
                        .setType(AttributeType.INTS)
                        .addAllInts(List.of(order[0], order[1], order[2], order[3])))
                .build();
    }
}
