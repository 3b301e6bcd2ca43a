package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * What is run: a network of integers together with how its input is encoded.
 *
 * @param network of integers
 * @param inputCodes from the pixels of an image to the values of the network's input
 */
public record EncodedNetwork(IntegerNetwork network, InputCodes inputCodes) {
    /** @throws InputException if the codes are of another number of inputs */
    public EncodedNetwork {
        if (inputCodes.size() != network.input().shape().size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads %d values, the codes are of %d pixels",
                    network.name(),
                    network.input().shape().size(),
                    inputCodes.size()));
        }
    }

    /** The same input to another network with the same input shape. */
    public EncodedNetwork with(IntegerNetwork other) {
        return new EncodedNetwork(other, inputCodes);
    }

    /** In a line. */
    @Override
    public String toString() {
        return network.toString();
    }
}
