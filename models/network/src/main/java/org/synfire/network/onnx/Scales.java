package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The scales and zero points of a QuantizeLinear or DequantizeLinear.
 *
 * @param scales finite and above zero; one, or one for each position of {@code axis}
 * @param zeroPoints as many
 * @param type the integers' type
 * @param axis the axis along which they run
 */
record Scales(float[] scales, int[] zeroPoints, ElementType type, int axis) {
    /**
     * Reads inputs 1 and 2 and the attributes of QuantizeLinear or DequantizeLinear.
     *
     * @param dims the dimensions of the tensor they are for
     * @param absent the integers' type where there is no zero point
     */
    static Scales read(Call call, int[] dims, ElementType absent) {
        if (call.attributes().integer("block_size", 0) != 0) {
            throw new InputException("block_size is not supported: one scale per tensor or per axis is");
        }
        return read(call, 1, dims, absent, call.attributes().integer("axis", 1));
    }

    /**
     * Reads a scale and the zero point behind it.
     *
     * @param first the number of the input that is the scale
     * @param axis along which they run, if they are several
     */
    static Scales read(Call call, int first, int[] dims, ElementType absent, int axis) {
        Constant scale = call.constant(first).finite();
        boolean hasZeroPoint = call.has(first + 1);
        int[] zeroPoints = hasZeroPoint ? call.constant(first + 1).integers() : new int[scale.size()];
        ElementType type = hasZeroPoint ? call.constant(first + 1).type() : absent;
        boolean perTensor = scale.size() == 1;
        if (zeroPoints == null || zeroPoints.length != scale.size() || scale.dims().length > 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "scale %s and zero point %s must be one number each or one for each position of an axis, the "
                            + "zero point an integer",
                    Dims.text(scale.dims()),
                    hasZeroPoint ? Dims.text(call.constant(first + 1).dims()) : "absent"));
        }
        if (!perTensor && dims[Dims.axis(axis, dims.length)] != scale.size()) {
            throw new InputException(String.format(
                    Locale.ROOT, "%d scales do not fit axis %d of %s", scale.size(), axis, Dims.text(dims)));
        }
        requirePositive(scale);
        return new Scales(scale.reals(), zeroPoints, type, perTensor ? 0 : Dims.axis(axis, dims.length));
    }

    private static void requirePositive(Constant scale) {
        for (int i = 0; i < scale.size(); i++) {
            if (!(scale.reals()[i] > 0)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "scale %s is %s at index %d; it must be above zero",
                        scale.tensor(),
                        scale.reals()[i],
                        i));
            }
        }
    }

    /**
     * As for an activation: one scale for the whole tensor.
     *
     * @throws InputException if there are several
     */
    Encoding.Quantized perTensor() {
        if (scales.length != 1) {
            throw new InputException(
                    "scales per axis on a tensor that depends on the image are not supported: one scale is");
        }
        if (!type.isCode()) {
            throw new InputException(
                    String.format(Locale.ROOT, "quantising to %s is not supported: INT8 and UINT8 are", type));
        }
        return new Encoding.Quantized(scales[0], zeroPoints[0], type);
    }

    /** For each element of a tensor of {@code dims} the number of its scale. */
    int[] indices(int[] dims) {
        int[] indices = new int[(int) Dims.size(dims)];
        if (scales.length > 1) {
            int inner = 1;
            for (int i = axis + 1; i < dims.length; i++) {
                inner *= dims[i];
            }
            for (int i = 0; i < indices.length; i++) {
                indices[i] = i / inner % scales.length;
            }
        }
        return indices;
    }
}
