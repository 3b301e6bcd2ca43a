package org.synfire.training;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.models.data.ImageSet;

/** Between arrays and tensors. */
final class Tensors {

    private Tensors() {
    }

    /** The values of a float tensor, the last dimension fastest. */
    static float[] floats(final Tensor tensor) {
        final Tensor dense = tensor.detach().contiguous();
        final float[] values = new float[Math.toIntExact(dense.numel())];
        dense.data_ptr_float().get(values);
        return values;
    }

    /** Images {@code from} to {@code to - 1} as {@code [N, channels, height, width]}, pixels / 255. */
    static Tensor images(final ImageSet set, final int from, final int to) {
        final int imageBytes = set.imageBytes();
        final byte[] pixels = new byte[imageBytes];
        final float[] values = new float[(to - from) * imageBytes];
        for (int i = from; i < to; i++) {
            set.pixels(i, pixels);
            for (int p = 0; p < imageBytes; p++) {
                values[(i - from) * imageBytes + p] = (pixels[p] & 0xFF) / 255f;
            }
        }
        return torch.tensor(values).reshape(to - from, set.channels(), set.height(), set.width());
    }

    /** The labels of images {@code from} to {@code to - 1} as 64-bit integers {@code [N]}. */
    static Tensor labels(final ImageSet set, final int from, final int to) {
        return torch.tensor(IntStream.range(from, to).mapToLong(set::label).toArray());
    }
}
