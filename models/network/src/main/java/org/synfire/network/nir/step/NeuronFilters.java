package org.synfire.network.nir.step;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.NirShape;

/**
 * What a neuron node computes in a step: a filter for its current if it has one, a filter for its potential, and a
 * threshold if it has one.
 *
 * @param synapse from the input to the current
 * @param membrane from the current, or the input, to the potential
 * @param spikes when it spikes, and what is left then; empty for neurons that put out their potential
 */
public record NeuronFilters(Optional<Filter> synapse, Filter membrane, Optional<Spikes> spikes) {
    private static final double NEARLY = 1e-6;

    /**
     * {@code x' = decay x + gain y + offset} for each neuron.
     *
     * @param decay of the value
     * @param gain of the input
     * @param offset that is added
     */
    public record Filter(double[] decay, double[] gain, double[] offset) {
        double next(int i, double value, double input) {
            return decay[i] * value + gain[i] * input + offset[i];
        }
    }

    /**
     * Thresholds and reset potentials, one for each neuron.
     *
     * @param threshold above 0
     * @param reset what a potential becomes where it is not subtracted from
     */
    public record Spikes(double[] threshold, double[] reset) {}

    /**
     * The filters of a node.
     *
     * @param place the file, named in errors
     * @param name of the node
     * @param shape of what flows through it
     * @throws InputException if Euler's rule is unstable
     */
    public static NeuronFilters of(String place, String name, NirNode.Neuron node, int[] shape, StepOptions options) {
        Maker filters = new Maker(place, name, shape, options);
        return switch (node) {
            case NirNode.I i -> new NeuronFilters(Optional.empty(), filters.integrator(i.r(), false), Optional.empty());
            case NirNode.IF f ->
                new NeuronFilters(
                        Optional.empty(), filters.integrator(f.r(), true), filters.spikes(f.threshold(), f.reset()));
            case NirNode.LI li ->
                new NeuronFilters(Optional.empty(), filters.leaky(li.tau(), li.r(), li.leak()), Optional.empty());
            case NirNode.LIF lif ->
                new NeuronFilters(
                        Optional.empty(),
                        filters.leaky(lif.tau(), lif.r(), lif.leak()),
                        filters.spikes(lif.threshold(), lif.reset()));
            case NirNode.CubaLI cuba ->
                new NeuronFilters(
                        Optional.of(filters.leaky(cuba.tauSynapse(), cuba.inputWeight(), NirArray.of(0))),
                        filters.leaky(cuba.tauMembrane(), cuba.r(), cuba.leak()),
                        Optional.empty());
            case NirNode.CubaLIF cuba ->
                new NeuronFilters(
                        Optional.of(filters.leaky(cuba.tauSynapse(), cuba.inputWeight(), NirArray.of(0))),
                        filters.leaky(cuba.tauMembrane(), cuba.r(), cuba.leak()),
                        filters.spikes(cuba.threshold(), cuba.reset()));
        };
    }

    /** Makes filters of one node. */
    private record Maker(String place, String name, int[] shape, StepOptions options) {
        Optional<Spikes> spikes(NirArray threshold, NirArray reset) {
            return Optional.of(new Spikes(threshold.over(shape), reset.over(shape)));
        }

        Filter integrator(NirArray r, boolean isSpiking) {
            double step = options.seconds();
            double[] gain = Arrays.stream(r.over(shape))
                    .map(one -> isSpiking && (isNear(one, 1) || isNear(one, 1 / step)) ? 1 : one * step)
                    .toArray();
            double[] decay = new double[gain.length];
            Arrays.fill(decay, 1);
            return new Filter(decay, gain, new double[gain.length]);
        }

        private static boolean isNear(double one, double other) {
            return Math.abs(one - other) <= NEARLY * other;
        }

        Filter leaky(NirArray tau, NirArray r, NirArray leak) {
            int neurons = NirShape.size(shape);
            double[] taus = tau.over(shape);
            double[] resistances = r.over(shape);
            double[] leaks = leak.over(shape);
            double[] decay = new double[neurons];
            double[] gain = new double[neurons];
            double[] offset = new double[neurons];
            for (int i = 0; i < neurons; i++) {
                double part = options.seconds() / taus[i];
                double kept = Math.exp(-part);
                switch (options.integrator()) {
                    case EULER -> {
                        requireStable(part, taus[i]);
                        decay[i] = 1 - part;
                        gain[i] = part * resistances[i];
                    }
                    case EXPONENTIAL -> {
                        decay[i] = kept;
                        gain[i] = (1 - kept) * resistances[i];
                    }
                    case EXPONENTIAL_DECAY -> {
                        decay[i] = kept;
                        gain[i] = part * resistances[i];
                    }
                }
                offset[i] = (1 - decay[i]) * leaks[i];
            }
            return new Filter(decay, gain, offset);
        }

        private void requireStable(double part, double tau) {
            if (part > 1 + NEARLY) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: node '%s' has a time constant of %s s, less than a step of %s s, so forward Euler is"
                                + " unstable; choose a shorter step or the exponential integrator",
                        place,
                        name,
                        tau,
                        options.seconds()));
            }
        }
    }
}
