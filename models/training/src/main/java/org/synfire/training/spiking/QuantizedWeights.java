package org.synfire.training.spiking;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.description.Layer;
import org.synfire.network.training.Precision;
import org.synfire.network.training.Scheme;
import org.synfire.training.tensor.Tensors;

/**
 * The weights of one layer and, under MINT, their learned scale.
 *
 * <p><b>Equation:</b> {@code W^ = round(clamp(tanh(W) / a, -1, 1) * L)}, real value {@code W^ * a / L}, {@code L =
 * 2^(b-1) - 1}; the gradient passes the rounding unchanged. MINT learns {@code a}, its gradient divided by
 * {@code sqrt(|W| L)} as in LSQ; vanilla uniform quantisation takes {@code a = max |tanh(W)|}. <b>Source:</b> MINT's
 * public code, but for the start of {@code a}: there it is {@code 2 mean|W| / sqrt(L)}, which with 8 bits clips nearly
 * all weights and leaves a first layer of integers silent; here it is {@code 2 mean|W|}, the same where L is 1.
 *
 * <p>The slides' alpha is the unit {@code a / L}.
 */
final class QuantizedWeights {
    private static final double SMALLEST_SCALE = 1e-4;

    private final Layer.Weighted layer;
    private final Scheme scheme;
    private final Precision precision;
    private final Tensor weights;
    private final Tensor scale;

    /**
     * @param owner gets the parameters, under the layer's name
     * @param starting weights to begin with
     */
    QuantizedWeights(Module owner, Layer.Weighted layer, Scheme scheme, Precision precision, Tensor starting) {
        this.layer = layer;
        this.scheme = precision.isFloat() ? Scheme.FLOAT : scheme;
        this.precision = precision;
        this.weights = registered(owner, layer.name() + "_weights", starting);
        this.scale =
                this.scheme == Scheme.MINT ? registered(owner, layer.name() + "_scale", startingScale(starting)) : null;
    }

    /**
     * What registering returns is a reference into a list of the owner that moves when it grows; the tensor given is a
     * handle of its own on the same values.
     */
    private static Tensor registered(Module owner, String name, Tensor values) {
        owner.register_parameter(name, values);
        return values;
    }

    private static Tensor startingScale(Tensor starting) {
        return Tensors.times(starting.detach().abs().mean(), 2);
    }

    Layer.Weighted layer() {
        return layer;
    }

    /** The scheme of this layer, {@link Scheme#FLOAT} where it is not quantised. */
    Scheme scheme() {
        return scheme;
    }

    Precision precision() {
        return precision;
    }

    /** What is learned, unquantised. */
    Tensor raw() {
        return weights;
    }

    /** Real value of one unit of the integers, a scalar tensor, differentiable under MINT. */
    Tensor unit() {
        Tensor clip = scheme == Scheme.MINT
                ? damped(scale)
                : weights.detach().tanh().abs().max();
        return Tensors.times(clip, 1.0 / precision.weightLevels());
    }

    /** The scale, its gradient divided as in LSQ. */
    private Tensor damped(Tensor learned) {
        double factor = 1 / Math.sqrt((double) layer.weights() * precision.weightLevels());
        return learned.detach().add(Tensors.times(learned.sub(learned.detach()), factor));
    }

    /** The weights as the network uses them: real values, rounded to integers times {@code unit}. */
    Tensor quantized(Tensor unit) {
        return scheme == Scheme.FLOAT ? weights : units(unit).mul(unit);
    }

    /** The integers, differentiable. */
    Tensor units(Tensor unit) {
        Tensor limited = Tensors.clamp(weights.tanh().div(unit), -precision.weightLevels(), precision.weightLevels());
        return Tensors.straightThrough(limited.detach().round(), limited);
    }

    /** The integers, in the order output, input channel, row, column. */
    int[] integers() {
        return Tensors.integers(units(unit()));
    }

    /** Keeps the learned scale above 0; to be called after each step of the optimiser, without gradients. */
    void constrain() {
        if (scale != null) {
            scale.clamp_min_(new Scalar(SMALLEST_SCALE));
        }
    }

    /** Copies another's weights and starts the scale from them; to be called without gradients. */
    void take(QuantizedWeights other) {
        weights.copy_(other.weights);
        if (scale != null) {
            scale.copy_(startingScale(weights));
        }
    }

    /**
     * Uniform starting weights of the variance that keeps the scale of the signal (He et al., "Delving deep into
     * rectifiers").
     */
    static Tensor starting(Layer.Weighted layer) {
        double bound = Math.sqrt(6.0 / layer.fanIn());
        return Tensors.plus(Tensors.times(torch.rand(layer.weightShape()), 2 * bound), -bound);
    }
}
