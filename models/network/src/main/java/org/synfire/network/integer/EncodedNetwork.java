package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * What is run: a network of integers together with how its input is encoded.
 *
 * @param network of integers
 * @param encoding from samples to what the network's input is given
 */
public record EncodedNetwork(IntegerNetwork network, InputEncoding encoding) {
    /** @throws InputException if the codes are of another number of inputs, or of an input of another kind */
    public EncodedNetwork {
        boolean readsSpikes = network.input().neurons() instanceof Neurons.SpikeInput;
        switch (encoding) {
            case InputCodes codes -> {
                if (readsSpikes) {
                    throw new InputException("network " + network.name() + " reads spikes, not codes of pixels");
                }
                if (codes.size() != network.input().shape().size()) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "network %s reads %d values, the codes are of %d pixels",
                            network.name(),
                            network.input().shape().size(),
                            codes.size()));
                }
            }
            case InputEncoding.Events events -> {
                if (!readsSpikes) {
                    throw new InputException("network " + network.name() + " reads an image, not spikes");
                }
            }
        }
    }

    /** The same input to another network with the same input shape. */
    public EncodedNetwork with(IntegerNetwork other) {
        return new EncodedNetwork(other, encoding);
    }

    /**
     * The codes of pixels.
     *
     * @throws InputException if the network reads spikes
     */
    public InputCodes inputCodes() {
        return switch (encoding) {
            case InputCodes codes -> codes;
            case InputEncoding.Events events ->
                throw new InputException("network " + network.name() + " reads spikes, not an image");
        };
    }

    /** In a line. */
    @Override
    public String toString() {
        return network.toString();
    }
}
