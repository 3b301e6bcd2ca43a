package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.WeightTensor;

/** Turns constants into the weights and biases of linear operations. */
final class Weights {
    private Weights() {}

    /**
     * Weights with the output channel first. A dequantised constant keeps its integers and scales.
     *
     * @throws InputException if a weight is infinite or not a number, or the scales differ within one output channel
     */
    static WeightTensor of(Constant constant) {
        constant.finite();
        return constant.isDequantized() ? quantized(constant) : WeightTensor.real(constant.reals());
    }

    private static WeightTensor quantized(Constant constant) {
        short[] integers = new short[constant.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (short) constant.integers()[i];
        }
        return new WeightTensor(constant.reals(), integers, scales(constant));
    }

    private static float[] scales(Constant constant) {
        float[] perElement = constant.scales();
        float[] perChannel = new float[constant.dims()[0]];
        int perScale = perElement.length / perChannel.length;
        for (int i = 0; i < perElement.length; i++) {
            perChannel[i / perScale] = perElement[i];
        }
        for (int i = 0; i < perElement.length; i++) {
            if (perElement[i] != perChannel[i / perScale]) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "tensor %s has integer weights whose scales differ within one output channel; one scale per"
                                + " tensor or per output channel is supported",
                        constant.tensor()));
            }
        }
        return isUniform(perChannel) ? new float[] {perChannel[0]} : perChannel;
    }

    private static boolean isUniform(float[] scales) {
        for (float scale : scales) {
            if (scale != scales[0]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The constant's numbers, or one number for each of {@code channels}. @throws InputException if there are neither
     * one nor that many
     */
    static float[] perChannel(Constant constant, int channels) {
        float[] values = constant.finite().reals();
        if (values.length == channels) {
            return values;
        }
        if (values.length != 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "tensor %s has %d numbers for %d channels",
                    constant.tensor(),
                    values.length,
                    channels));
        }
        float[] repeated = new float[channels];
        Arrays.fill(repeated, values[0]);
        return repeated;
    }
}
