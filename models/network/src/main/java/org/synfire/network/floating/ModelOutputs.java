package org.synfire.network.floating;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.model.Models;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/** Lets a model show its inner tensors: adds them to the outputs of its graph. */
final class ModelOutputs {
    private ModelOutputs() {}

    /**
     * The model with at least these outputs; the same bytes where it has them already.
     *
     * @throws InputException if the bytes are no model or a tensor is missing
     */
    static byte[] require(byte[] model, Set<String> outputs, String network) {
        ModelProto given = parse(model, network);
        ModelProto parsed = Models.standard(given);
        GraphProto.Builder graph = parsed.getGraph().toBuilder();
        Set<String> declared =
                graph.getOutputList().stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
        Set<String> computed = graph.getNodeList().stream()
                .flatMap(n -> n.getOutputList().stream())
                .collect(Collectors.toSet());
        boolean changed = parsed != given;
        for (String output : outputs) {
            if (!computed.contains(output)) {
                throw new InputException(
                        String.format(Locale.ROOT, "network %s: its file computes no tensor %s", network, output));
            }
            if (declared.add(output)) {
                graph.addOutput(ValueInfoProto.newBuilder().setName(output));
                changed = true;
            }
        }
        return changed ? parsed.toBuilder().setGraph(graph).build().toByteArray() : model;
    }

    private static ModelProto parse(byte[] model, String network) {
        try {
            return ModelProto.parseFrom(model);
        } catch (InvalidProtocolBufferException e) {
            throw new InputException("network " + network + ": its file is no ONNX model: " + e.getMessage(), e);
        }
    }
}
