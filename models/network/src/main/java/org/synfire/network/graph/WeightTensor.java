package org.synfire.network.graph;

/**
 * Weights of a linear operation, and, where the model file already holds them as integers, those integers.
 *
 * @param values real weights, output channel first
 * @param integers the stored 8-bit weights in the same order, or {@code null}; {@code values[i] == integers[i] * scale}
 * @param scales the stored scales, one or one per output channel; {@code null} without integers
 */
public record WeightTensor(float[] values, byte[] integers, float[] scales) {
    /** Real weights only. */
    public static WeightTensor real(float[] values) {
        return new WeightTensor(values, null, null);
    }

    /** Whether the model file stores these weights as integers. */
    public boolean isQuantized() {
        return integers != null;
    }
}
