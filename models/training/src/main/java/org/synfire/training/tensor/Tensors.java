package org.synfire.training.tensor;

import java.lang.ref.Reference;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.data.ImageSet;

/** Conversions between arrays and tensors, and small operations on tensors. */
public final class Tensors {
    private Tensors() {}

    /** The values of a float tensor, the last dimension fastest. */
    public static float[] floats(Tensor tensor) {
        Tensor dense = tensor.detach().contiguous();
        float[] values = new float[Math.toIntExact(dense.numel())];
        try {
            dense.data_ptr_float().get(values);
        } finally {
            Reference.reachabilityFence(dense);
        }
        return values;
    }

    /** {@code tensor + addend}. */
    public static Tensor plus(Tensor tensor, double addend) {
        return tensor.add(new Scalar(addend));
    }

    /** {@code tensor * factor}. */
    public static Tensor times(Tensor tensor, double factor) {
        return tensor.mul(new Scalar(factor));
    }

    /** {@code tensor} limited to {@code low..high}; no gradient flows where it is limited. */
    public static Tensor clamp(Tensor tensor, double low, double high) {
        return torch.hardtanh(tensor, new Scalar(low), new Scalar(high));
    }

    /** 1 where {@code tensor > level}, else 0; no gradient flows. */
    public static Tensor above(Tensor tensor, double level) {
        return tensor.detach().gt(new Scalar(level)).to(torch.ScalarType.Float);
    }

    /**
     * {@code value} in the forward pass, the derivative of {@code slope} in the backward pass (a straight-through
     * estimate).
     */
    public static Tensor straightThrough(Tensor value, Tensor slope) {
        return value.add(slope.sub(slope.detach()));
    }

    /**
     * Some images of a set as {@code [N, channels, height, width]}.
     *
     * @param values per channel the real value of each of the 256 values of a pixel
     */
    public static Tensor images(ImageSet set, int[] indices, float[][] values) {
        int imageBytes = set.imageBytes();
        int positions = set.height() * set.width();
        byte[] pixels = new byte[imageBytes];
        float[] reals = new float[Math.multiplyExact(indices.length, imageBytes)];
        for (int i = 0; i < indices.length; i++) {
            set.pixels(indices[i], pixels);
            for (int p = 0; p < imageBytes; p++) {
                reals[i * imageBytes + p] = values[p / positions][pixels[p] & 0xFF];
            }
        }
        return torch.tensor(reals).reshape(indices.length, set.channels(), set.height(), set.width());
    }

    /** The labels of some images as 64-bit integers {@code [N]}. */
    public static Tensor labels(ImageSet set, int[] indices) {
        return torch.tensor(IntStream.of(indices).mapToLong(set::label).toArray());
    }

    /** The values of a tensor of whole numbers, the last dimension fastest. */
    public static int[] integers(Tensor tensor) {
        Tensor dense = tensor.detach().round().to(torch.ScalarType.Int).contiguous();
        int[] values = new int[Math.toIntExact(dense.numel())];
        try {
            dense.data_ptr_int().get(values);
        } finally {
            Reference.reachabilityFence(dense);
        }
        return values;
    }

    /** For each row of {@code columns} values, the index of the largest; the first where several are equal. */
    public static int[] largest(int[] values, int columns) {
        int[] largest = new int[values.length / columns];
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
    public static int[] largest(float[] values, int columns) {
        int[] largest = new int[values.length / columns];
        for (int row = 0; row < largest.length; row++) {
            for (int i = 1; i < columns; i++) {
                if (values[row * columns + i] > values[row * columns + largest[row]]) {
                    largest[row] = i;
                }
            }
        }
        return largest;
    }

    /** How many answers equal the labels of some images of a set. */
    public static int countEqual(int[] answers, ImageSet set, int[] indices) {
        return (int) IntStream.range(0, indices.length)
                .filter(i -> answers[i] == set.label(indices[i]))
                .count();
    }
}
