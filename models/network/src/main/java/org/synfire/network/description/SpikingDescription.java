package org.synfire.network.description;

import java.util.List;
import org.synfire.network.graph.Shape;

/**
 * A feed-forward spiking network without its weights.
 *
 * <p>The first layer with weights reads the image, which is the same in every time step (direct coding). The other
 * layers read spikes. The sums of the last layer over all time steps are the answer.
 *
 * @param name name of the network
 * @param description one sentence
 * @param input shape of an image
 * @param mean subtracted from pixel / 255, one value per channel
 * @param std divides pixel / 255 - mean, one value per channel, above 0
 * @param timeSteps T, 1..{@value #MAX_TIME_STEPS}
 * @param neuron neuron of every spiking layer
 * @param layers in order; the last one is a {@link Layer.Dense} that does not spike
 */
public record SpikingDescription(
        String name,
        String description,
        Shape input,
        List<Double> mean,
        List<Double> std,
        int timeSteps,
        NeuronParameters neuron,
        List<Layer> layers) {
    /** The most time steps of one sample. */
    public static final int MAX_TIME_STEPS = 512;

    public SpikingDescription {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        layers = List.copyOf(layers);
    }

    /** The layers with synapses. */
    public List<Layer.Weighted> weighted() {
        return layers.stream()
                .filter(Layer.Weighted.class::isInstance)
                .map(Layer.Weighted.class::cast)
                .toList();
    }

    /** Number of classes. */
    public int classes() {
        return layers.getLast().out().size();
    }

    /** The same network with another number of time steps. */
    public SpikingDescription withTimeSteps(int steps) {
        return new SpikingDescription(name, description, input, mean, std, steps, neuron, layers);
    }
}
