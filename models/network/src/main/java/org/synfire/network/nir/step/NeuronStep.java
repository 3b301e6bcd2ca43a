package org.synfire.network.nir.step;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirNode;

/** The step of neurons: a current if they have one, a potential, and spikes if they have a threshold. */
final class NeuronStep implements StepNode.WithState {
    private final StepOptions options;
    private final Optional<NeuronFilters.Filter> synapse;
    private final NeuronFilters.Filter membrane;
    private final Optional<NeuronFilters.Spikes> spikes;
    private final double[] current;
    private final double[] potential;
    private final double[] pending;

    private NeuronStep(StepOptions options, NeuronFilters filters) {
        int neurons = filters.membrane().decay().length;
        this.options = options;
        this.synapse = filters.synapse();
        this.membrane = filters.membrane();
        this.spikes = filters.spikes();
        this.current = new double[neurons];
        this.potential = new double[neurons];
        this.pending = new double[neurons];
    }

    /** @throws InputException if Euler's rule is unstable */
    static NeuronStep of(String place, String name, NirNode.Neuron node, int[] shape, StepOptions options) {
        return new NeuronStep(options, NeuronFilters.of(place, name, node, shape, options));
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
                out[i] = spike(i, spikes.get().threshold()[i], spikes.get().reset()[i], early);
            } else {
                out[i] = potential[i];
            }
        }
    }

    /** What is subtracted from a potential in front of the leak. */
    private double earlyReset(int i) {
        boolean isEarly = options.reset() == StepOptions.Reset.SUBTRACT_AROUND_LEAK
                && spikes.isPresent()
                && potential[i] > spikes.get().threshold()[i];
        return isEarly ? spikes.get().threshold()[i] : 0;
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

    /** A copy of the currents; zeros for neurons without one. */
    double[] currents() {
        return current.clone();
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
