package org.synfire.network.reference;

import java.util.Arrays;
import java.util.List;
import org.synfire.network.integer.Population;

/** Bias and weighted values in 32-bit integers. */
final class DenseExactSums implements LayerSums {
    private final Population population;
    private final int[] bias;
    private final List<DenseProjection> inbound;

    DenseExactSums(Population population, int[] bias, List<DenseProjection> inbound) {
        this.population = population;
        this.bias = bias;
        this.inbound = inbound;
    }

    @Override
    public void compute(int[][] values, int[] sums) {
        fillWithBias(sums);
        for (DenseProjection projection : inbound) {
            projection.addTo(sums, values[projection.source()]);
        }
    }

    private void fillWithBias(int[] sums) {
        int positions = population.shape().positions();
        if (bias.length == sums.length) {
            System.arraycopy(bias, 0, sums, 0, sums.length);
            return;
        }
        for (int channel = 0; channel < population.shape().channels(); channel++) {
            Arrays.fill(sums, channel * positions, (channel + 1) * positions, bias[bias.length == 1 ? 0 : channel]);
        }
    }
}
