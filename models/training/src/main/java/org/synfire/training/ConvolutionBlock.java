package org.synfire.training;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.synfire.training.tensor.Tensors;

/** A 3 x 3 convolution without bias and the batch normalisation behind it. */
final class ConvolutionBlock {

    private static final int KERNEL = 3;

    private final String name;
    private final int stride;
    private final Conv2dImpl convolution;
    private final BatchNorm2dImpl normalisation;

    /**
     * @param owner gets the parameters, under {@code name}
     * @param stride of the convolution; its padding is 1
     */
    ConvolutionBlock(
            final Module owner, final String name, final int inChannels, final int outChannels, final int stride) {
        this.name = name;
        this.stride = stride;
        final Conv2dOptions options = new Conv2dOptions(inChannels, outChannels, new LongPointer(KERNEL, KERNEL));
        // as an array: put(long, long) means index and value
        options.stride().put(new long[] {stride, stride});
        options.padding().put(new LongPointer(KERNEL / 2, KERNEL / 2));
        options.bias().put(false);
        this.convolution = owner.register_module(name, new Conv2dImpl(options));
        this.normalisation =
                owner.register_module(name + "_norm", new BatchNorm2dImpl(new BatchNormOptions(outChannels)));
    }

    Tensor forward(final Tensor in) {
        return normalisation.forward(convolution.forward(in));
    }

    /** Appends the block to a graph, as it computes once trained. */
    OnnxGraph.Value export(final OnnxGraph graph, final OnnxGraph.Value in) {
        final OnnxGraph.Value sums = graph.conv(name, in, Tensors.floats(convolution.weight()), KERNEL, stride);
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
