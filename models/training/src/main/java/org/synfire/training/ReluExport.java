package org.synfire.training;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Window;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.training.description.Layer;
import org.synfire.training.description.SpikingDescription;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.spiking.WeightedStage;
import org.synfire.training.tensor.Tensors;

/**
 * A trained network of ReLUs as an ONNX file: what it computes once trained, of pixels less their mean and divided by
 * their deviation.
 */
final class ReluExport {
    private ReluExport() {}

    /** @throws InputException if a layer is a convolution that changes the padding, which these files do not have */
    static ModelProto of(final SpikingNetwork network) {
        final SpikingDescription description = network.description();
        final OnnxGraph graph = new OnnxGraph(description.name());
        OnnxGraph.Value value = graph.input(
                "image",
                description.input().channels(),
                description.input().height(),
                description.input().width());
        int weighted = 0;
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            for (final Layer layer : description.layers()) {
                value = switch (layer) {
                    case Layer.Convolution l ->
                        convolution(graph, l, network.weightedStages().get(weighted++), value);
                    case Layer.Dense l ->
                        dense(graph, l, network.weightedStages().get(weighted++), value);
                    case Layer.MaxPool l -> graph.maxPool(l.name(), value, l.side());
                    case Layer.GlobalAverage l -> graph.globalAveragePool(l.name(), value);
                };
            }
        }
        return graph.model(value);
    }

    private static OnnxGraph.Value convolution(
            final OnnxGraph graph, final Layer.Convolution layer, final WeightedStage stage, final OnnxGraph.Value in) {
        final Window window = layer.window();
        if (window.padTop() != window.kernelY() / 2 || window.kernelY() % 2 == 0) {
            throw new InputException(
                    "layer %s: a kernel of %d padded by %d cannot be written as ONNX here; pad odd kernels by half"
                            .formatted(layer.name(), window.kernelY(), window.padTop()));
        }
        final OnnxGraph.Value sums =
                graph.conv(layer.name(), in, Tensors.floats(stage.parameter()), window.kernelY(), window.strideY());
        return graph.relu(
                layer.name() + "_relu", stage.gains() == null ? sums : normalized(graph, layer.name(), stage, sums));
    }

    private static OnnxGraph.Value normalized(
            final OnnxGraph graph, final String name, final WeightedStage stage, final OnnxGraph.Value sums) {
        final float[] gains = floats(stage.gains());
        final float[] ones = new float[gains.length];
        Arrays.fill(ones, 1);
        return graph.batchNormalization(
                name + "_norm", sums, gains, floats(stage.shifts()), new float[gains.length], ones, 0);
    }

    private static float[] floats(final double[] values) {
        final float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static OnnxGraph.Value dense(
            final OnnxGraph graph, final Layer.Dense layer, final WeightedStage stage, final OnnxGraph.Value in) {
        final OnnxGraph.Value flat = in.shape().size() == 1 ? in : graph.flatten(layer.name() + "_flat", in);
        final OnnxGraph.Value sums = graph.gemm(
                layer.name(),
                flat,
                Tensors.floats(stage.parameter()),
                new float[layer.out().size()]);
        return layer.spiking() ? graph.relu(layer.name() + "_relu", sums) : sums;
    }
}
