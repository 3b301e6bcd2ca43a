package org.synfire.training.spiking;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * LIF neurons over all time steps of one pass.
 *
 * <p><b>Equation:</b> {@code H = I + next(U)}; {@code S = [H > level]}; {@code U = H (1 - S)}.
 *
 * @param threshold where the surrogate gradient has its peak
 * @param level what a potential must exceed to fire: the threshold, or for integers half a unit below the least integer
 *     that fires
 * @param store what becomes of a potential from step to step
 */
record NeuronDynamics(
        double threshold, double level, PotentialStore store, Normalization normalization, Surrogate surrogate) {
    /**
     * Runs the neurons over all time steps.
     *
     * @param currents one per time step, or a single one that is the same in every step
     * @param steps T
     * @return spikes of all steps, the steps one after the other along the first dimension
     */
    Tensor run(TensorVector currents, int steps) {
        TensorVector spikes = new TensorVector();
        Tensor carried = null;
        for (int t = 0; t < steps; t++) {
            Tensor current = currents.get(currents.size() == 1 ? 0 : t);
            Tensor potential = carried == null ? current : current.add(carried);
            Tensor fired = fired(potential);
            spikes.push_back(fired);
            if (t + 1 < steps) {
                carried = store.next(potential.sub(potential.mul(fired)));
            }
        }
        return torch.cat(spikes, 0);
    }

    private Tensor fired(Tensor potential) {
        Tensor compared = normalization == null ? potential : normalization.normalized(potential);
        return surrogate.fire(compared.sub(new Scalar(threshold)), normalization == null ? level - threshold : 0);
    }
}
