package org.synfire.network.nir.step;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.NirShape;

/** The step of neurons: a current if they have one, a potential, and spikes if they have a threshold. */
final class NeuronStep implements StepNode.WithState {
    private static final double NEARLY = 1e-6;

    private final StepOptions options;
    private final Optional<Filter> synapse;
    private final Filter membrane;
    private final Optional<Spikes> spikes;
    private final double[] current;
    private final double[] potential;
    private final double[] pending;

    /**
     * {@code x' = decay x + gain y + offset} for each neuron.
     *
     * @param decay of the value
     * @param gain of the input
     * @param offset that is added
     */
    private record Filter(double[] decay, double[] gain, double[] offset) {
        double next(int i, double value, double input) {
            return decay[i] * value + gain[i] * input + offset[i];
        }
    }

    private record Spikes(double[] threshold, double[] reset) {}

    private NeuronStep(StepOptions options, Optional<Filter> synapse, Filter membrane, Optional<Spikes> spikes) {
        int neurons = membrane.decay.length;
        this.options = options;
        this.synapse = synapse;
        this.membrane = membrane;
        this.spikes = spikes;
        this.current = new double[neurons];
        this.potential = new double[neurons];
        this.pending = new double[neurons];
    }

    /** @throws InputException if Euler's rule is unstable */
    static NeuronStep of(String place, String name, NirNode.Neuron node, int[] shape, StepOptions options) {
        Filters filters = new Filters(place, name, shape, options);
        return switch (node) {
            case NirNode.I i -> filters.neurons(Optional.empty(), filters.integrator(i.r(), false));
            case NirNode.IF f ->
                filters.neurons(Optional.empty(), filters.integrator(f.r(), true), f.threshold(), f.reset());
            case NirNode.LI li -> filters.neurons(Optional.empty(), filters.leaky(li.tau(), li.r(), li.leak()));
            case NirNode.LIF lif ->
                filters.neurons(
                        Optional.empty(), filters.leaky(lif.tau(), lif.r(), lif.leak()), lif.threshold(), lif.reset());
            case NirNode.CubaLI cuba ->
                filters.neurons(
                        Optional.of(filters.leaky(cuba.tauSynapse(), cuba.inputWeight(), NirArray.of(0))),
                        filters.leaky(cuba.tauMembrane(), cuba.r(), cuba.leak()));
            case NirNode.CubaLIF cuba ->
                filters.neurons(
                        Optional.of(filters.leaky(cuba.tauSynapse(), cuba.inputWeight(), NirArray.of(0))),
                        filters.leaky(cuba.tauMembrane(), cuba.r(), cuba.leak()),
                        cuba.threshold(),
                        cuba.reset());
        };
    }

    /** Makes filters of one node. */
    private record Filters(String place, String name, int[] shape, StepOptions options) {
        NeuronStep neurons(Optional<Filter> synapse, Filter membrane) {
            return new NeuronStep(options, synapse, membrane, Optional.empty());
        }

        NeuronStep neurons(Optional<Filter> synapse, Filter membrane, NirArray threshold, NirArray reset) {
            Spikes spikes = new Spikes(threshold.over(shape), reset.over(shape));
            return new NeuronStep(options, synapse, membrane, Optional.of(spikes));
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
            if (part > 2) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: node '%s' has a time constant of %s s, less than half a step of %s s, so forward Euler"
                                + " does not converge; choose a shorter step or the exponential integrator",
                        place,
                        name,
                        tau,
                        options.seconds()));
            }
        }
    }

    @Override
    public void step(double[] in, double[] out) {
        for (int i = 0; i < potential.length; i++) {
            double input = in[i];
            if (synapse.isPresent()) {
                current[i] = synapse.get().next(i, current[i], input);
                input = current[i];
            }
            double early = earlyReset(i);
            potential[i] = membrane.next(i, potential[i] - early, input) - pending[i];
            if (spikes.isPresent()) {
                out[i] = spike(i, spikes.get().threshold[i], spikes.get().reset[i], early);
            } else {
                out[i] = potential[i];
            }
        }
    }

    /** What is subtracted from a potential in front of the leak. */
    private double earlyReset(int i) {
        boolean isEarly = options.reset() == StepOptions.Reset.SUBTRACT_AROUND_LEAK
                && spikes.isPresent()
                && potential[i] > spikes.get().threshold[i];
        return isEarly ? spikes.get().threshold[i] : 0;
    }

    /** Compares and resets a neuron, of which something was subtracted early; gives its number of spikes. */
    private double spike(int i, double threshold, double reset, double early) {
        boolean isAbove = options.isSpikeAtThreshold() ? potential[i] >= threshold : potential[i] > threshold;
        double number = !isAbove ? 0 : options.hasSeveralSpikes() ? Math.floor(potential[i] / threshold) : 1;
        pending[i] = 0;
        if (number > 0) {
            switch (options.reset()) {
                case TO_RESET -> potential[i] = reset;
                case SUBTRACT -> potential[i] -= number * threshold;
                case SUBTRACT_NEXT_STEP -> pending[i] = number * threshold;
                case SUBTRACT_AROUND_LEAK -> potential[i] -= number * threshold;
            }
        }
        potential[i] += early;
        if (options.hasFloor()) {
            potential[i] = Math.max(potential[i], -threshold);
        }
        return number;
    }

    /** A copy of the potentials. */
    double[] potentials() {
        return potential.clone();
    }

    @Override
    public void reset() {
        Arrays.fill(current, 0);
        Arrays.fill(potential, 0);
        Arrays.fill(pending, 0);
    }
}
