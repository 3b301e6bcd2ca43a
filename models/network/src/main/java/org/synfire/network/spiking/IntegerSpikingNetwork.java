package org.synfire.network.spiking;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;

/**
 * A trained spiking network of integers.
 *
 * <p><b>Input:</b> the image is fed in every time step as currents: a host computes once per sample, from the codes of
 * the pixels, the first layer's sums and rounds them to currents {@code (sum + 2^(shift-1)) >> shift}; the first
 * layer's neurons add them in every step, as a bias. So no weight meets anything but a spike on the chip. <b>Order:</b>
 * in time step t every layer reads the spikes that the layer before sent for t.
 *
 * @param name shown to people
 * @param timeSteps T
 * @param pixels what each pixel value is to the first layer
 * @param layers in order, the last one without neurons
 */
public record IntegerSpikingNetwork(String name, int timeSteps, PixelCode pixels, List<IntegerLayer> layers) {
    /** @throws InputException if the layers do not fit one another, or a sum could leave 31 bits */
    public IntegerSpikingNetwork {
        layers = List.copyOf(layers);
        if (layers.size() < 2 || timeSteps < 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: %d layers, %d time steps; at least 2 and 1 are needed",
                    name,
                    layers.size(),
                    timeSteps));
        }
        if (pixels.codes().length != layers.getFirst().in().channels()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: pixel codes for %d channels of %d",
                    name,
                    pixels.codes().length,
                    layers.getFirst().in().channels()));
        }
        for (int i = 0; i < layers.size(); i++) {
            IntegerLayer layer = layers.get(i);
            boolean isLast = i == layers.size() - 1;
            if (layer.neurons().isEmpty() != isLast) {
                throw new InputException(
                        String.format(Locale.ROOT, "layer %s: only the last layer is without neurons", layer.name()));
            }
            if (i > 0 && !pooled(layers.get(i - 1).out(), layer.maxPool()).equals(layer.in())) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "layer %s reads %s, but the layer before sends %s",
                        layer.name(),
                        layer.in(),
                        layers.get(i - 1).out()));
            }
            if (layer.sumBound(i == 0 ? pixels.largest() : 1) * (isLast ? timeSteps : 1) > Integer.MAX_VALUE / 2) {
                throw new InputException(
                        String.format(Locale.ROOT, "layer %s: its sums could leave 31 bits", layer.name()));
            }
        }
    }

    private static Shape pooled(Shape shape, int side) {
        return new Shape(shape.channels(), shape.height() / side, shape.width() / side);
    }

    /** Shape of the image. */
    public Shape input() {
        return layers.getFirst().in();
    }

    /**
     * The same as the emulator runs it: the image, then one population for each layer.
     *
     * @throws InputException if there are too many time steps
     */
    public EncodedNetwork onCores() {
        return new EncodedNetwork(ChipNetwork.of(this), new InputCodes(pixels.codes(), input()));
    }

    /** A pixel's current from the first layer's sum of weights times codes. */
    public int current(int sum) {
        return pixels.shift() == 0 ? sum : (sum + (1 << (pixels.shift() - 1))) >> pixels.shift();
    }
}
