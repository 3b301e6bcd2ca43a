package org.synfire.network.nir.step;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * What a NIR file does not say about the steps of its network.
 *
 * @param seconds length of a step, above 0
 * @param integrator how differential equations become steps
 * @param reset what a spike does to the potential
 * @param isSpikeAtThreshold whether a potential that equals the threshold spikes; NIR defines that it does not
 * @param hasSeveralSpikes whether a neuron has as many spikes in a step as the threshold goes into its potential
 * @param hasFloor whether a potential stays above the negative threshold
 */
public record StepOptions(
        double seconds,
        Integrator integrator,
        Reset reset,
        boolean isSpikeAtThreshold,
        boolean hasSeveralSpikes,
        boolean hasFloor) {
    /** How a leak of time constant tau becomes a step of dt. */
    public enum Integrator {
        /** {@code v += dt/tau (leak - v + r x)}: norse, snnTorch, SpiNNaker2, lava. */
        EULER,
        /** {@code v = leak + r x + exp(-dt/tau) (v - leak - r x)}, exact for a constant input: nengo. */
        EXPONENTIAL,
        /** {@code v = leak + exp(-dt/tau) (v - leak) + dt/tau r x}: sinabs, rockpool. */
        EXPONENTIAL_DECAY
    }

    /** What a spike does to the potential. */
    public enum Reset {
        /** The potential becomes the node's reset potential in the same step. */
        TO_RESET,
        /** The threshold is subtracted in the same step, once for each spike. */
        SUBTRACT,
        /** The threshold is subtracted in the next step, behind the leak: Spyx. */
        SUBTRACT_NEXT_STEP,
        /**
         * The threshold is subtracted in front of the leak if the potential is still above it, and behind it if it is
         * above it for the first time: snnTorch of 2023.
         */
        SUBTRACT_AROUND_LEAK
    }

    /** @throws InputException if the length of a step is not a number above 0 */
    public StepOptions {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new InputException(
                    String.format(Locale.ROOT, "a step of %s seconds: give a number above 0", seconds));
        }
    }

    /** NIR's definition with forward Euler: a spike above the threshold, and a reset in the same step. */
    public static StepOptions euler(double seconds) {
        return new StepOptions(seconds, Integrator.EULER, Reset.TO_RESET, false, false, false);
    }

    /** The same with another integrator. */
    public StepOptions with(Integrator other) {
        return new StepOptions(seconds, other, reset, isSpikeAtThreshold, hasSeveralSpikes, hasFloor);
    }

    /** The same with another reset. */
    public StepOptions with(Reset other) {
        return new StepOptions(seconds, integrator, other, isSpikeAtThreshold, hasSeveralSpikes, hasFloor);
    }

    /** The same with spikes at the threshold too. */
    public StepOptions spikingAtThreshold() {
        return new StepOptions(seconds, integrator, reset, true, hasSeveralSpikes, hasFloor);
    }

    /** As sinabs steps IF neurons: several spikes in a step, a floor, and thresholds that are subtracted. */
    public StepOptions withSeveralSpikes() {
        return new StepOptions(seconds, integrator, Reset.SUBTRACT, true, true, true);
    }

    /** The same with a floor, or without. */
    public StepOptions withFloor(boolean isThere) {
        return new StepOptions(seconds, integrator, reset, isSpikeAtThreshold, hasSeveralSpikes, isThere);
    }
}
