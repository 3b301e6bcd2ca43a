package org.synfire.training.spiking;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.training.tensor.Tensors;

/**
 * The step function of a neuron with a triangle in place of its derivative.
 *
 * <p><b>Equation:</b> {@code S = [H > level]}, {@code dS/dH = max(0, 1 - |H - threshold|)}. <b>Source:</b> MINT's
 * public code.
 */
public enum Surrogate {
    /** The slope is a constant to autograd: right for gradients, without second derivatives, and the cheaper one. */
    ONCE {
        @Override
        Tensor attach(Tensor spikes, Tensor distance) {
            Tensor slope = distance.detach().abs().neg_().add_(new Scalar(1.0)).relu_();
            return torch.addcmul(spikes, slope, distance.sub(distance.detach()));
        }
    },
    /**
     * The slope is itself differentiated, as a Hessian needs it: the triangle's integral is {@code x - x |x| / 2}
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
     * @param distance potential less threshold
     * @param overLevel how far above the threshold the potential must be to fire; 0, or less where ties fire
     * @return 1 where {@code distance > overLevel}, else 0, differentiable in {@code distance}
     */
    Tensor fire(Tensor distance, double overLevel) {
        return attach(Tensors.above(distance, overLevel), distance);
    }

    abstract Tensor attach(Tensor spikes, Tensor distance);
}
