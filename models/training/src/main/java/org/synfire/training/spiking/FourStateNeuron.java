package org.synfire.training.spiking;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.synfire.training.tensor.Tensors;

/**
 * The neuron that DECOLLE trains: four states per neuron and synapse.
 *
 * <p><b>Equation:</b> {@code Q = beta Q + (1 - beta) S_in}; {@code P = alpha P + (1 - alpha) Q}; {@code R = alphaR R -
 * w S}; {@code U = W P + b + R}; {@code S = [U > 0]}; S in R is that of the step before. <b>Source:</b> the code of Lui
 * and Neftci, with alpha 0.97, beta 0.92, alphaR 0.65.
 *
 * @param refractoriness w, what a spike takes from the neuron's own potential
 */
public record FourStateNeuron(double alpha, double beta, double alphaRefractory, double refractoriness) {
    /** What a neuron remembers. @param q,p of its inputs @param r,s of itself */
    public record State(Tensor q, Tensor p, Tensor r, Tensor s) {}

    /** What a step leaves: the state, and the potential that was compared with 0. */
    public record Step(State state, Tensor potential) {}

    /**
     * @param before zeros at the start
     * @param synapses W, linear
     */
    public Step step(
            final State before, final Tensor spikesIn, final UnaryOperator<Tensor> synapses, final Tensor bias) {
        final Tensor q = Tensors.times(before.q, beta).add(Tensors.times(spikesIn, 1 - beta));
        final Tensor p = Tensors.times(before.p, alpha).add(Tensors.times(q, 1 - alpha));
        final Tensor r = Tensors.times(before.r, alphaRefractory).sub(Tensors.times(before.s, refractoriness));
        final Tensor potential = synapses.apply(p).add(bias).add(r);
        return new Step(new State(q, p, r, Surrogate.ONCE.fire(potential, 0)), potential);
    }
}
