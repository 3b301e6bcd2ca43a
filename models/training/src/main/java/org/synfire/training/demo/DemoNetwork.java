package org.synfire.training.demo;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Shape;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.spiking.PixelCode;
import org.synfire.training.learn.ImageTask;
import org.synfire.training.learn.Trainable;
import org.synfire.training.onnx.OnnxGraph;
import org.synfire.training.tensor.Tensors;

/**
 * The network of the built-in demo: [N, 1, 28, 28] in (pixels / 255), one logit per digit out. About 11,000 parameters
 * and 1.4 million multiplications per image.
 *
 * <pre>
 *   conv 1-8, relu, max-pool 2 --> conv 8-16, relu --+--> conv 16-16, relu --> conv 16-16 --+
 *                                                    +--------------- residual ------------ add, relu -->
 *   --> conv 16-32 stride 2, relu --> global average --> fully connected 32-10
 * </pre>
 *
 * Every convolution is 3 x 3, padded by 1, and normalised per batch before its relu.
 */
final class DemoNetwork extends Module implements Trainable {
    private static final int SIDE = Digits.SIDE;
    private static final int CLASSES = 10;
    private static final int STEM_CHANNELS = 8;
    private static final int BODY_CHANNELS = 16;
    private static final int HEAD_CHANNELS = 32;
    private static final int POOL = 2;
    private static final float[][] PIXELS = PixelCode.reals(List.of(0.0), List.of(1.0));

    private final ConvolutionBlock stem = new ConvolutionBlock(this, "stem", 1, STEM_CHANNELS, 1);
    private final ConvolutionBlock widen = new ConvolutionBlock(this, "widen", STEM_CHANNELS, BODY_CHANNELS, 1);
    private final ConvolutionBlock branch1 = new ConvolutionBlock(this, "branch1", BODY_CHANNELS, BODY_CHANNELS, 1);
    private final ConvolutionBlock branch2 = new ConvolutionBlock(this, "branch2", BODY_CHANNELS, BODY_CHANNELS, 1);
    private final ConvolutionBlock head = new ConvolutionBlock(this, "head", BODY_CHANNELS, HEAD_CHANNELS, 2);
    private final LinearImpl classifier = register_module("classifier", new LinearImpl(HEAD_CHANNELS, CLASSES));

    /** @param images {@code [N, 1, 28, 28]}; the result is {@code [N, 10]} */
    Tensor forward(Tensor images) {
        Tensor pooled = torch.max_pool2d(torch.relu(stem.forward(images)), POOL, POOL);
        Tensor trunk = torch.relu(widen.forward(pooled));
        Tensor branch = branch2.forward(torch.relu(branch1.forward(trunk)));
        Tensor features = torch.relu(head.forward(torch.relu(trunk.add(branch))));
        return classifier.forward(torch.adaptive_avg_pool2d(features, 1, 1).flatten(1, -1));
    }

    @Override
    public ImageTask task() {
        return new ImageTask("digits", new Shape(1, SIDE, SIDE), CLASSES);
    }

    @Override
    public void trainMode(boolean isFrozen) {
        train(!isFrozen);
    }

    @Override
    public Tensor images(ImageSet set, int[] indices) {
        return Tensors.images(set, indices, PIXELS);
    }

    @Override
    public Tensor loss(Tensor images, Tensor labels) {
        return torch.cross_entropy_loss(forward(images), labels);
    }

    @Override
    public int[] classify(Tensor images) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return Tensors.largest(Tensors.floats(forward(images)), CLASSES);
        }
    }

    /** No parameter has a range. */
    @Override
    public void constrain() {}

    /** The network with its present weights, node for node what {@link #forward} computes after training. */
    ModelProto toOnnx() {
        OnnxGraph graph = new OnnxGraph("digits");
        OnnxGraph.Value image = graph.input("image", 1, SIDE, SIDE);
        OnnxGraph.Value pooled = graph.maxPool("pool", graph.relu("stem_relu", stem.export(graph, image)), POOL);
        OnnxGraph.Value trunk = graph.relu("widen_relu", widen.export(graph, pooled));
        OnnxGraph.Value inner = graph.relu("branch1_relu", branch1.export(graph, trunk));
        OnnxGraph.Value joined = graph.add("join", trunk, branch2.export(graph, inner));
        OnnxGraph.Value features = graph.relu("head_relu", head.export(graph, graph.relu("join_relu", joined)));
        OnnxGraph.Value flat = graph.flatten("flat", graph.globalAveragePool("average", features));
        return graph.model(
                graph.gemm("logits", flat, Tensors.floats(classifier.weight()), Tensors.floats(classifier.bias())));
    }
}
