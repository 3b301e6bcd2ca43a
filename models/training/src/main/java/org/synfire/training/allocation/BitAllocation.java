package org.synfire.training.allocation;

import java.util.List;

/**
 * Bits for every layer.
 *
 * @param bits one per layer
 * @param sizeBits bits of all weights together
 * @param omega HAWQ-V2's metric, summed over the layers
 */
public record BitAllocation(List<Integer> bits, long sizeBits, double omega) {
    public BitAllocation {
        bits = List.copyOf(bits);
    }

    /** The allocation that gives each layer these bits. */
    public static BitAllocation of(List<LayerSensitivity> layers, List<Integer> bits) {
        long size = 0;
        double omega = 0;
        for (int i = 0; i < layers.size(); i++) {
            size += layers.get(i).sizeBits(bits.get(i));
            omega += layers.get(i).omega(bits.get(i));
        }
        return new BitAllocation(bits, size, omega);
    }
}
