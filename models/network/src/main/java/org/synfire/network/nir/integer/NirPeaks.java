package org.synfire.network.nir.integer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.step.NirStepper;
import org.synfire.network.nir.step.StepOptions;

/**
 * The largest magnitudes that the potentials and currents of neuron nodes reach on samples, in real numbers.
 *
 * @param potentials behind the reset, by node
 * @param currents by node; 0 for neurons without one
 */
public record NirPeaks(Map<String, Double> potentials, Map<String, Double> currents) {
    /** Nothing is known. */
    public static final NirPeaks UNKNOWN = new NirPeaks(Map.of(), Map.of());

    /** Keeps copies. */
    public NirPeaks {
        potentials = Map.copyOf(potentials);
        currents = Map.copyOf(currents);
    }

    /**
     * Measures samples.
     *
     * @param samples of a network with one Input node
     * @throws org.synfire.engine.InputException if their channels are not the Input's values
     */
    public static NirPeaks of(NirNetwork network, StepOptions options, List<SpikeFrames> samples) {
        Map<String, Double> potentials = new LinkedHashMap<>();
        Map<String, Double> currents = new LinkedHashMap<>();
        List<String> neurons = network.order().stream()
                .filter(name -> network.graph().nodes().get(name) instanceof NirNode.Neuron)
                .toList();
        NirStepper stepper = new NirStepper(network, options);
        for (SpikeFrames frames : samples) {
            stepper.reset();
            for (int step = 0; step < frames.steps(); step++) {
                double[] input = new double[frames.channels()];
                frames.addStep(step, input);
                stepper.step(input);
                for (String name : neurons) {
                    raise(potentials, name, stepper.potentials(name));
                    raise(currents, name, stepper.currents(name));
                }
            }
        }
        return new NirPeaks(potentials, currents);
    }

    private static void raise(Map<String, Double> peaks, String name, double[] values) {
        double largest = peaks.getOrDefault(name, 0.0);
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        peaks.put(name, largest);
    }
}
