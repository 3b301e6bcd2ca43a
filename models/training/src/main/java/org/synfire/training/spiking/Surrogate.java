package org.synfire.training.spiking;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.training.tensor.Tensors;

/**
 * The step function of a neuron, with a triangle as its derivative.
 *
 * <p><b>Equation:</b> {@code S = [H > level]}, {@code dS/dH = max(0, 1 - |H - threshold|)}. <b>Source:</b> MINT's
 * public code.
 */
public enum Surrogate {
    /** Automatic differentiation sees the slope as a constant: first derivatives only, and faster. */
    ONCE {
        @Override
        Tensor attach(Tensor spikes, Tensor distance) {
            Tensor slope = distance.detach().abs().neg_().add_(new Scalar(1.0)).relu_();
            return torch.addcmul(spikes, slope, distance.sub(distance.detach()));
        }
    },
    /**
     * The slope is differentiable itself, as a Hessian needs it. The integral of the triangle is {@code x - x |x| / 2}
     * between -1 and 1.
     */
    TWICE {
        @Override
        Tensor attach(Tensor spikes, Tensor distance) {
            Tensor inside = Tensors.clamp(distance, -1, 1);
            return Tensors.straightThrough(spikes, inside.sub(Tensors.times(inside.mul(inside.abs()), 0.5)));
        }
    };

    /**
     * Compares potentials with a threshold.
     *
     * @param distance potential - threshold
     * @param overLevel the neuron fires where the distance is above this; 0, or less where a tie fires
     * @return 1 where {@code distance > overLevel}, else 0, differentiable in {@code distance}
     */
    Tensor fire(Tensor distance, double overLevel) {
        return attach(Tensors.above(distance, overLevel), distance);
    }

    abstract Tensor attach(Tensor spikes, Tensor distance);
}
