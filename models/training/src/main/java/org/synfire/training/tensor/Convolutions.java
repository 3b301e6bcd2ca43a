package org.synfire.training.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.graph.Window;

/**
 * Two-dimensional convolutions with as many channels as the library's kernels compute at a time.
 *
 * <p>PyTorch gives convolutions to oneDNN, whose kernels keep channels in blocks of {@value #BLOCK}. Where channels end
 * within a block, PyTorch 2.10 leaves the rest of the block as the memory was. On some processors a NaN in there
 * reaches the gradient of the input, about once in thirty calls, and now and then the output. So channels are filled up
 * with zeros here, and the output is cut to its own channels.
 */
public final class Convolutions {
    private static final long BLOCK = 16;
    /** Up to this many input channels are read as they lie, not in blocks. */
    private static final long UNBLOCKED = 3;

    private Convolutions() {}

    /**
     * A convolution without bias, differentiable twice.
     *
     * @param in {@code [N, channels, height, width]}
     * @param weights {@code [outputs, channels / groups, kernelY, kernelX]}
     * @param window of the kernel's size
     * @param groups 1, or a divisor of both numbers of channels
     */
    public static Tensor convolved(Tensor in, Tensor weights, Window window, long groups) {
        if (groups == in.size(1) && groups == weights.size(0)) {
            long added = missing(groups);
            return convolved(padded(in, added), filled(weights, 0, added), window, groups + added, groups);
        }
        if (groups > 1) {
            TensorVector parts = new TensorVector();
            TensorVector inputs = in.chunk(groups, 1);
            TensorVector kernels = weights.chunk(groups, 0);
            for (long group = 0; group < groups; group++) {
                parts.push_back(convolved(inputs.get(group), kernels.get(group), window, 1));
            }
            return torch.cat(parts, 1);
        }
        long outputs = weights.size(0);
        long added = in.size(1) <= UNBLOCKED ? 0 : missing(in.size(1));
        return convolved(padded(in, added), filled(weights, added, missing(outputs)), window, 1, outputs);
    }

    private static Tensor convolved(Tensor in, Tensor weights, Window window, long groups, long outputs) {
        boolean isEven = window.padTop() == window.padBottom() && window.padLeft() == window.padRight();
        Tensor framed = isEven
                ? in
                : torch.constant_pad_nd(
                        in, new long[] {window.padLeft(), window.padRight(), window.padTop(), window.padBottom()});
        Tensor out = torch.conv2d(
                framed,
                weights,
                new TensorOptional(),
                new long[] {window.strideY(), window.strideX()},
                isEven ? new long[] {window.padTop(), window.padLeft()} : new long[] {0, 0},
                new long[] {window.dilationY(), window.dilationX()},
                groups);
        return out.size(1) == outputs ? out : out.narrow(1, 0, outputs);
    }

    private static long missing(long channels) {
        return Math.floorMod(-channels, BLOCK);
    }

    private static Tensor padded(Tensor in, long channels) {
        return channels == 0 ? in : torch.constant_pad_nd(in, new long[] {0, 0, 0, 0, 0, channels});
    }

    private static Tensor filled(Tensor weights, long channels, long outputs) {
        return channels == 0 && outputs == 0
                ? weights
                : torch.constant_pad_nd(weights, new long[] {0, 0, 0, 0, 0, channels, 0, outputs});
    }
}
