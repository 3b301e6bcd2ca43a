package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;

/** Cuts populations at random: over channels always, over rows where no pooling window is in the way. */
final class RandomSlices {
    private RandomSlices() {}

    static List<Slice> draw(IntegerNetwork network, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Slice> slices = new ArrayList<>();
        for (Population population : network.populations()) {
            int channels = population.shape().channels();
            int rows = population.shape().height();
            boolean isGated = network.outbound(population.id()).stream()
                    .anyMatch(projection -> projection.gate().isPresent());
            int channelParts = population.id() == 0 ? 1 : 1 + random.nextInt(Math.min(channels, 4));
            int rowParts = isGated || population.id() == 0 ? 1 : 1 + random.nextInt(Math.min(rows, 3));
            for (int r = 0; r < rowParts; r++) {
                for (int c = 0; c < channelParts; c++) {
                    slices.add(new Slice(
                            slices.size(),
                            slices.size(),
                            population.id(),
                            channels * c / channelParts,
                            channels * (c + 1) / channelParts,
                            rows * r / rowParts,
                            rows * (r + 1) / rowParts,
                            0,
                            population.shape().width()));
                }
            }
        }
        return slices;
    }
}
