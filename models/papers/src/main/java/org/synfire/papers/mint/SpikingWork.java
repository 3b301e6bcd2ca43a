package org.synfire.papers.mint;

import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;

/**
 * What a trained network of integers asks of memory and of processing elements.
 *
 * <p>The first layer's sums are computed once per sample by the host, from pixels, and count as no slot; its neurons
 * and weights count.
 */
final class SpikingWork {
    private SpikingWork() {}

    static NetworkSize size(IntegerSpikingNetwork network) {
        return new NetworkSize(
                network.name(),
                network.layers().stream()
                        .mapToLong(layer -> layer.weights().length)
                        .sum(),
                network.layers().stream()
                        .filter(layer -> layer.connection() instanceof Connection.Convolution)
                        .mapToLong(layer -> layer.out().size())
                        .sum());
    }

    /** Bytes of all weights in their own bits. */
    static double weightBytes(IntegerSpikingNetwork network) {
        return network.layers().stream()
                        .mapToLong(layer -> (long) layer.weights().length * layer.weightBits())
                        .sum()
                / (double) Byte.SIZE;
    }

    /** @param additions synaptic operations of a sample, as counted in a run */
    static ProcessingElement.Work of(IntegerSpikingNetwork network, double additions) {
        double slots = network.layers().stream()
                .skip(1)
                .mapToDouble(SpikingWork::slots)
                .sum();
        double neurons = network.layers().stream()
                .filter(layer -> layer.neurons().isPresent())
                .mapToDouble(layer -> layer.out().size())
                .sum();
        return new ProcessingElement.Work(slots * network.timeSteps(), additions, neurons * network.timeSteps());
    }

    private static double slots(IntegerLayer layer) {
        return (double) layer.weights().length
                * switch (layer.connection()) {
                    case Connection.Convolution _ -> layer.out().positions();
                    case Connection.PerChannel _ -> layer.in().positions();
                    case Connection.Full _ -> 1;
                };
    }
}
