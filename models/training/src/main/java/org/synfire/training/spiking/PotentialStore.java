package org.synfire.training.spiking;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.synfire.training.tensor.Tensors;

/** What a potential becomes between two time steps: leaked, and rounded to the integers that are stored. */
sealed interface PotentialStore {
    /**
     * Computes what is left of a potential in the next time step.
     *
     * @param kept potential after reset
     * @return what the next step adds to its input
     */
    Tensor next(Tensor kept);

    /** Floating point: {@code leak * U}. */
    record Real(double leak) implements PotentialStore {
        @Override
        public Tensor next(Tensor kept) {
            return Tensors.times(kept, leak);
        }
    }

    /**
     * Integers in units of {@code step}, leak of 1/2 as an arithmetic shift when they are read.
     *
     * @param step real value of a unit, a scalar tensor
     * @param levels largest magnitude stored
     */
    record ShiftOnRead(Tensor step, int levels) implements PotentialStore {
        @Override
        public Tensor next(Tensor kept) {
            Tensor units = Tensors.clamp(kept.div(step), -levels, levels);
            Tensor shifted = Tensors.times(units.detach().round(), 0.5).floor_();
            return Tensors.straightThrough(shifted, Tensors.times(units, 0.5)).mul(step);
        }
    }

    /** Integers in units of {@code step}, leak of 1/2 as an arithmetic shift before they are stored. */
    record ShiftOnStore(Tensor step, int levels) implements PotentialStore {
        @Override
        public Tensor next(Tensor kept) {
            Tensor units = kept.div(step);
            Tensor shifted = Tensors.times(units.detach().round(), 0.5).floor_();
            return Tensors.clamp(Tensors.straightThrough(shifted, Tensors.times(units, 0.5)), -levels, levels)
                    .mul(step);
        }
    }

    /** MINT's training code: {@code tanh(leak * U)} rounded to units of {@code step}. */
    record Published(double leak, Tensor step, int levels) implements PotentialStore {
        @Override
        public Tensor next(Tensor kept) {
            return rounded(Tensors.times(kept, leak).tanh().div(step), levels).mul(step);
        }
    }

    /**
     * Vanilla uniform quantisation: as {@link Published}, in units of its own.
     *
     * @param largest largest magnitude after the tanh, a scalar tensor: in training it follows the batches, otherwise
     *     it stays
     * @param isFollowing whether the batch at hand sets its own unit
     */
    record Uniform(double leak, Tensor largest, boolean isFollowing, int levels) implements PotentialStore {
        /** Keeps the unit above 0 where all potentials are 0. */
        private static final double SMALLEST = 1e-12;

        private static final double MEMORY = 0.9;

        @Override
        public Tensor next(Tensor kept) {
            Tensor squashed = Tensors.times(kept, leak).tanh();
            Tensor unit = Tensors.times(
                            isFollowing ? followed(squashed.detach().abs().max()) : largest, 1.0 / levels)
                    .clamp_min_(new Scalar(SMALLEST));
            return rounded(squashed.div(unit), levels).mul(unit);
        }

        private Tensor followed(Tensor present) {
            largest.mul_(new Scalar(MEMORY)).add_(Tensors.times(present, 1 - MEMORY));
            return present;
        }
    }

    private static Tensor rounded(Tensor units, int levels) {
        Tensor limited = Tensors.clamp(units, -levels, levels);
        return Tensors.straightThrough(limited.detach().round(), limited);
    }
}
