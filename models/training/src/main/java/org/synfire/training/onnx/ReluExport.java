package org.synfire.training.onnx;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.synfire.engine.InputException;
import org.synfire.network.description.Layer;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.graph.Window;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.spiking.WeightedStage;
import org.synfire.training.tensor.Tensors;

/**
 * Writes a trained network of ReLUs as an ONNX model. The model reads {@code (pixel / 255 - mean) / std} and computes
 * what the network computes in evaluation.
 */
public final class ReluExport {
    private ReluExport() {}

    /**
     * The model of a network.
     *
     * @throws InputException if a convolution is not padded by half of an odd kernel, which {@link OnnxGraph} requires
     */
    public static ModelProto of(SpikingNetwork network) {
        SpikingDescription description = network.description();
        OnnxGraph graph = new OnnxGraph(description.name());
        OnnxGraph.Value value = graph.input(
                "image",
                description.input().channels(),
                description.input().height(),
                description.input().width());
        int weighted = 0;
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            for (Layer layer : description.layers()) {
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
            OnnxGraph graph, Layer.Convolution layer, WeightedStage stage, OnnxGraph.Value in) {
        Window window = layer.window();
        if (window.padTop() != window.kernelY() / 2 || window.kernelY() % 2 == 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: a kernel of %d padded by %d cannot be written as ONNX here; pad odd kernels by half",
                    layer.name(),
                    window.kernelY(),
                    window.padTop()));
        }
        OnnxGraph.Value sums =
                graph.conv(layer.name(), in, Tensors.floats(stage.parameter()), window.kernelY(), window.strideY());
        return graph.relu(
                layer.name() + "_relu", stage.gains() == null ? sums : normalized(graph, layer.name(), stage, sums));
    }

    private static OnnxGraph.Value normalized(OnnxGraph graph, String name, WeightedStage stage, OnnxGraph.Value sums) {
        float[] gains = floats(stage.gains());
        float[] ones = new float[gains.length];
        Arrays.fill(ones, 1);
        return graph.batchNormalization(
                name + "_norm", sums, gains, floats(stage.shifts()), new float[gains.length], ones, 0);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static OnnxGraph.Value dense(OnnxGraph graph, Layer.Dense layer, WeightedStage stage, OnnxGraph.Value in) {
        OnnxGraph.Value flat = in.shape().size() == 1 ? in : graph.flatten(layer.name() + "_flat", in);
        OnnxGraph.Value sums = graph.gemm(
                layer.name(),
                flat,
                Tensors.floats(stage.parameter()),
                new float[layer.out().size()]);
        return layer.spiking() ? graph.relu(layer.name() + "_relu", sums) : sums;
    }
}
