package org.synfire.training.tensor;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.data.ImageSet;

/** Between arrays and tensors. */
public final class Tensors {

    private Tensors() {}

    /** The values of a float tensor, the last dimension fastest. */
    public static float[] floats(final Tensor tensor) {
        final Tensor dense = tensor.detach().contiguous();
        final float[] values = new float[Math.toIntExact(dense.numel())];
        dense.data_ptr_float().get(values);
        return values;
    }

    /** Images {@code from} to {@code to - 1} as {@code [N, channels, height, width]}, pixels / 255. */
    public static Tensor images(final ImageSet set, final int from, final int to) {
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
    public static Tensor labels(final ImageSet set, final int from, final int to) {
        return torch.tensor(IntStream.range(from, to).mapToLong(set::label).toArray());
    }

    /** {@code tensor + addend}. */
    public static Tensor plus(final Tensor tensor, final double addend) {
        return tensor.add(new Scalar(addend));
    }

    /** {@code tensor * factor}. */
    public static Tensor times(final Tensor tensor, final double factor) {
        return tensor.mul(new Scalar(factor));
    }

    /** {@code tensor} limited to {@code low..high}; no gradient flows where it is limited. */
    public static Tensor clamp(final Tensor tensor, final double low, final double high) {
        return torch.hardtanh(tensor, new Scalar(low), new Scalar(high));
    }

    /** 1 where {@code tensor > level}, else 0; no gradient flows. */
    public static Tensor above(final Tensor tensor, final double level) {
        return tensor.detach().gt(new Scalar(level)).to(torch.ScalarType.Float);
    }

    /**
     * {@code value} in the forward pass, the derivative of {@code slope} in the backward pass (a straight-through
     * estimate).
     */
    public static Tensor straightThrough(final Tensor value, final Tensor slope) {
        return value.add(slope.sub(slope.detach()));
    }

    /**
     * Some images of a set as {@code [N, channels, height, width]}.
     *
     * @param values per channel what each of the 256 values of a pixel becomes
     */
    public static Tensor images(final ImageSet set, final int[] indices, final float[][] values) {
        final int imageBytes = set.imageBytes();
        final int positions = set.height() * set.width();
        final byte[] pixels = new byte[imageBytes];
        final float[] reals = new float[Math.multiplyExact(indices.length, imageBytes)];
        for (int i = 0; i < indices.length; i++) {
            set.pixels(indices[i], pixels);
            for (int p = 0; p < imageBytes; p++) {
                reals[i * imageBytes + p] = values[p / positions][pixels[p] & 0xFF];
            }
        }
        return torch.tensor(reals).reshape(indices.length, set.channels(), set.height(), set.width());
    }

    /** The labels of some images as 64-bit integers {@code [N]}. */
    public static Tensor labels(final ImageSet set, final int[] indices) {
        return torch.tensor(IntStream.of(indices).mapToLong(set::label).toArray());
    }

    /** The values of a tensor of whole numbers, the last dimension fastest. */
    public static int[] integers(final Tensor tensor) {
        final Tensor dense = tensor.detach().round().to(torch.ScalarType.Int).contiguous();
        final int[] values = new int[Math.toIntExact(dense.numel())];
        dense.data_ptr_int().get(values);
        return values;
    }

    /** For each row of {@code columns} values the number of the largest, the first where several are. */
    public static int[] largest(final int[] values, final int columns) {
        final int[] largest = new int[values.length / columns];
        for (int row = 0; row < largest.length; row++) {
            for (int i = 1; i < columns; i++) {
                if (values[row * columns + i] > values[row * columns + largest[row]]) {
                    largest[row] = i;
                }
            }
        }
        return largest;
    }

    /** As {@link #largest(int[], int)}. */
    public static int[] largest(final float[] values, final int columns) {
        final int[] largest = new int[values.length / columns];
        for (int row = 0; row < largest.length; row++) {
            for (int i = 1; i < columns; i++) {
                if (values[row * columns + i] > values[row * columns + largest[row]]) {
                    largest[row] = i;
                }
            }
        }
        return largest;
    }

    /** How many answers are the labels of some images of a set. */
    public static int countEqual(final int[] answers, final ImageSet set, final int[] indices) {
        return (int) IntStream.range(0, indices.length)
                .filter(i -> answers[i] == set.label(indices[i]))
                .count();
    }
}
