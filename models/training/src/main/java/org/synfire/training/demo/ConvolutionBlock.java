package org.synfire.training.demo;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.synfire.network.graph.Window;
import org.synfire.training.onnx.OnnxGraph;
import org.synfire.training.tensor.Convolutions;
import org.synfire.training.tensor.Tensors;

/** A 3 x 3 convolution without bias and the batch normalisation behind it. */
final class ConvolutionBlock {
    private static final int KERNEL = 3;

    private final String name;
    private final Window window;
    private final Conv2dImpl convolution;
    private final BatchNorm2dImpl normalisation;

    /**
     * @param owner gets the parameters, under {@code name}
     * @param stride of the convolution; its padding is 1
     */
    ConvolutionBlock(Module owner, String name, int inChannels, int outChannels, int stride) {
        this.name = name;
        this.window = Window.square(KERNEL, stride, KERNEL / 2);
        Conv2dOptions options = new Conv2dOptions(inChannels, outChannels, new LongPointer(KERNEL, KERNEL));
        options.bias().put(false);
        this.convolution = owner.register_module(name, new Conv2dImpl(options));
        this.normalisation =
                owner.register_module(name + "_norm", new BatchNorm2dImpl(new BatchNormOptions(outChannels)));
    }

    Tensor forward(Tensor in) {
        return normalisation.forward(Convolutions.convolved(in, convolution.weight(), window, 1));
    }

    /** Appends the block to a graph, as it computes once trained. */
    OnnxGraph.Value export(OnnxGraph graph, OnnxGraph.Value in) {
        OnnxGraph.Value sums = graph.conv(name, in, Tensors.floats(convolution.weight()), KERNEL, window.strideY());
        return graph.batchNormalization(
                name + "_norm",
                sums,
                Tensors.floats(normalisation.weight()),
                Tensors.floats(normalisation.bias()),
                Tensors.floats(normalisation.running_mean()),
                Tensors.floats(normalisation.running_var()),
                normalisation.options().eps().get());
    }
}
