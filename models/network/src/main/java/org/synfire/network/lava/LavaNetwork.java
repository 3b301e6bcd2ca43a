package org.synfire.network.lava;

import java.util.List;
import java.util.OptionalInt;
import org.synfire.network.graph.Shape;

/**
 * A network of lava-dl or slayerPytorch: layers, each of which reads the one before it.
 *
 * @param name of the file
 * @param input shape of the spikes that the first layer reads
 * @param layers in their order, 1 at least
 * @param steps of a sample, where the file says it
 */
public record LavaNetwork(String name, Shape input, List<LavaLayer> layers, OptionalInt steps) {
    /** Keeps a copy. */
    public LavaNetwork {
        layers = List.copyOf(layers);
    }
}
