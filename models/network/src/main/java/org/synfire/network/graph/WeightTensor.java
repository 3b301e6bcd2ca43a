package org.synfire.network.graph;

/**
 * Weights of a linear operation, and, where the model file already holds them as integers, those integers.
 *
 * @param values real weights, output channel first
 * @param integers the stored weights less their zero point, of 8 or 9 bits, in the same order, or {@code null};
 *     {@code values[i] == integers[i] * scale}
 * @param scales the stored scales, one or one per output channel; {@code null} without integers
 */
public record WeightTensor(float[] values, short[] integers, float[] scales) {
    /** Real weights only. */
    public static WeightTensor real(float[] values) {
        return new WeightTensor(values, null, null);
    }

    /** Weights from integers and one scale, or one per output channel. */
    public static WeightTensor ofIntegers(short[] integers, float[] scales) {
        float[] values = new float[integers.length];
        int perScale = integers.length / scales.length;
        for (int i = 0; i < values.length; i++) {
            values[i] = integers[i] * scales[i / perScale];
        }
        return new WeightTensor(values, integers, scales);
    }

    /** Whether the model file stores these weights as integers. */
    public boolean isQuantized() {
        return integers != null;
    }
}
