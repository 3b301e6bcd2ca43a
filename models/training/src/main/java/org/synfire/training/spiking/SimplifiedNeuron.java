package org.synfire.training.spiking;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.synfire.training.tensor.Tensors;

/**
 * The simplified neuron of Lui and Neftci, in the form that trains and in the form that runs.
 *
 * <p><b>Equation:</b> training keeps P, the trace of its inputs that a local learning rule reads: {@code P = alpha P +
 * S_in}; {@code R = alpha R + alpha U S - alpha b} (U and S of the step before, nothing in the first step); {@code U =
 * W P + b - R}; {@code S = [U > 0]}. By induction {@code U = alpha U (1 - S) + W S_in + b}, a leaky integrate-and-fire
 * neuron with hard reset: U is all that running needs, one state for four. <b>Source:</b> the code of Lui and Neftci.
 */
public record SimplifiedNeuron(double alpha) {
    /**
     * What training remembers. @param p of the inputs @param r,u,s of the neuron; {@code u} and {@code s} are
     * {@code null} before the first step
     */
    public record State(Tensor p, Tensor r, Tensor u, Tensor s) {}

    /** A step of the form that trains; the potential is {@code u} of what it returns. */
    public State train(
            final State before, final Tensor spikesIn, final UnaryOperator<Tensor> synapses, final Tensor bias) {
        final Tensor p = Tensors.times(before.p, alpha).add(spikesIn);
        final Tensor r = before.u == null
                ? before.r
                : Tensors.times(before.r.add(before.u.mul(before.s)).sub(bias), alpha);
        final Tensor u = synapses.apply(p).add(bias).sub(r);
        return new State(p, r, u, Surrogate.ONCE.fire(u, 0));
    }

    /**
     * A step of the form that runs.
     *
     * @param potential U of the step before; zeros at the start
     * @return U; the neuron fires where it is above 0
     */
    public Tensor run(
            final Tensor potential, final Tensor spikesIn, final UnaryOperator<Tensor> synapses, final Tensor bias) {
        final Tensor kept = potential.sub(potential.mul(Tensors.above(potential, 0)));
        return Tensors.times(kept, alpha).add(synapses.apply(spikesIn)).add(bias);
    }
}
