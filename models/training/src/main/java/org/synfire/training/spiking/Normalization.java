package org.synfire.training.spiking;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.synfire.training.tensor.Tensors;

/**
 * Gain and shift of each channel's potentials before they meet the threshold, from the statistics of batches while
 * training.
 *
 * <p>It is applied to the potential and not to its input, so that a trained neuron {@code gain H + shift >= threshold}
 * is a neuron without gain and shift and with another threshold.
 */
final class Normalization {
    private final BatchNorm2dImpl batch;

    Normalization(Module owner, String layer, int channels) {
        batch = owner.register_module(layer + "_norm", new BatchNorm2dImpl(new BatchNormOptions(channels)));
    }

    Tensor normalized(Tensor potentials) {
        return batch.forward(potentials);
    }

    /** Until the network's mode changes, potentials are normalised by the running averages, which stay as they are. */
    void freeze() {
        batch.eval();
    }

    /** Copies what another has learned; to be called without gradients. */
    void take(Normalization other) {
        batch.weight().copy_(other.batch.weight());
        batch.bias().copy_(other.batch.bias());
        batch.running_mean().copy_(other.batch.running_mean());
        batch.running_var().copy_(other.batch.running_var());
    }

    /** Per channel the gain of a trained neuron. */
    double[] gains() {
        float[] weight = Tensors.floats(batch.weight());
        float[] variance = Tensors.floats(batch.running_var());
        double epsilon = batch.options().eps().get();
        double[] gains = new double[weight.length];
        for (int c = 0; c < gains.length; c++) {
            gains[c] = weight[c] / Math.sqrt(variance[c] + epsilon);
        }
        return gains;
    }

    /** Per channel the shift of a trained neuron. */
    double[] shifts() {
        float[] bias = Tensors.floats(batch.bias());
        float[] mean = Tensors.floats(batch.running_mean());
        double[] shifts = gains();
        for (int c = 0; c < shifts.length; c++) {
            shifts[c] = bias[c] - shifts[c] * mean[c];
        }
        return shifts;
    }
}
