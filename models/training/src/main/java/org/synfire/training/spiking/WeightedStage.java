package org.synfire.training.spiking;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.description.Layer;
import org.synfire.network.description.NeuronParameters;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.Scheme;
import org.synfire.training.tensor.Convolutions;
import org.synfire.training.tensor.Tensors;

/**
 * A layer with synapses: the weighted sums of all time steps, then the neurons, if it has any.
 *
 * <p>The first layer reads the image instead of spikes, so its sums are the same in every step and are computed once.
 * If it is quantised, its sums are rounded to units of its scale, as the host of a chip rounds them.
 */
public final class WeightedStage {
    private final NeuronParameters neuron;
    private final int steps;
    private final PotentialRounding rounding;
    private final QuantizedWeights weights;
    private final Normalization normalization;
    private final Tensor largestPotential;
    private final boolean isFirst;

    /** @param largestPotential a scalar that the network saves, for vanilla uniform quantisation */
    WeightedStage(
            SpikingDescription network,
            PotentialRounding rounding,
            QuantizedWeights weights,
            Normalization normalization,
            Tensor largestPotential,
            boolean isFirst) {
        this.neuron = network.neuron();
        this.steps = network.timeSteps();
        this.rounding = rounding;
        this.weights = weights;
        this.normalization = normalization;
        this.largestPotential = largestPotential;
        this.isFirst = isFirst;
    }

    QuantizedWeights weights() {
        return weights;
    }

    /** {@code null} without. */
    Normalization normalization() {
        return normalization;
    }

    /** The layer. */
    public Layer.Weighted layer() {
        return weights.layer();
    }

    /** The unquantised weights, which are learned and which a Hessian is computed of. */
    public Tensor parameter() {
        return weights.raw();
    }

    /** Per channel the gain of a trained layer's sums; {@code null} where they are not normalised. */
    public double[] gains() {
        return normalization == null ? null : normalization.gains();
    }

    /** Per channel the shift that is added after the gain; {@code null} where they are not normalised. */
    public double[] shifts() {
        return normalization == null ? null : normalization.shifts();
    }

    /** Copies the learned values of another stage of the same layer. Called without gradients. */
    void take(WeightedStage other) {
        weights.take(other.weights);
        if (normalization != null) {
            normalization.take(other.normalization);
        }
    }

    /** @param isFollowing whether the largest potentials follow the batch at hand */
    Tensor forward(Tensor in, Surrogate surrogate, boolean isFollowing) {
        Tensor unit = weights.scheme() == Scheme.FLOAT ? null : weights.unit();
        Tensor sums = sums(in, unit);
        if (layer() instanceof Layer.Dense dense && !dense.spiking()) {
            return isFirst ? sums.repeat(steps, 1) : sums;
        }
        if (neuron.isRelu()) {
            return torch.relu(normalization == null ? sums : normalization.normalized(sums));
        }
        TensorVector currents = isFirst ? new TensorVector(sums) : sums.chunk(steps, 0);
        return new NeuronDynamics(neuron.threshold(), level(unit), store(unit, isFollowing), normalization, surrogate)
                .run(currents, steps);
    }

    private Tensor sums(Tensor in, Tensor unit) {
        return isFirst && unit != null
                ? rounded(product(in, weights.units(unit))).mul(unit)
                : product(in, weights.quantized(unit));
    }

    private Tensor product(Tensor in, Tensor matrix) {
        return switch (layer()) {
            case Layer.Convolution convolution -> Convolutions.convolved(in, matrix, convolution.window(), 1);
            case Layer.Dense _ -> torch.linear(in.flatten(1, -1), matrix);
        };
    }

    /** Halves go up, as in {@code (sum + half) >> shift}; exact, as the codes of pixels and the integers are short. */
    private static Tensor rounded(Tensor units) {
        return Tensors.straightThrough(Tensors.plus(units.detach(), 0.5).floor_(), units);
    }

    /** Integers fire from {@code ceil(threshold / unit)} on; half a unit less is safe from the rounding of floats. */
    private double level(Tensor unit) {
        if (weights.scheme() != Scheme.MINT || rounding == PotentialRounding.PUBLISHED) {
            return neuron.threshold();
        }
        double real = unit.item_float();
        return (Math.ceil(neuron.threshold() / real) - 0.5) * real;
    }

    private PotentialStore store(Tensor unit, boolean isFollowing) {
        int levels = weights.precision().potentialLevels();
        return switch (weights.scheme()) {
            case FLOAT -> new PotentialStore.Real(neuron.leak());
            case UNIFORM -> new PotentialStore.Uniform(neuron.leak(), largestPotential, isFollowing, levels);
            case MINT ->
                switch (rounding) {
                    case SHIFT_ON_READ -> new PotentialStore.ShiftOnRead(unit, levels);
                    case SHIFT_ON_STORE -> new PotentialStore.ShiftOnStore(unit, levels);
                    case PUBLISHED -> new PotentialStore.Published(neuron.leak(), unit, levels);
                };
        };
    }
}
