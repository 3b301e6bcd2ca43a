package org.synfire.network.reference;

import org.synfire.network.integer.Synapses;

/** Full connection: one dot product per output. */
final class DenseMatrix implements DenseSums {
    private final int[][] rows;

    DenseMatrix(Synapses.Dense synapses) {
        rows = new int[synapses.out().size()][synapses.in().size()];
        for (int o = 0; o < rows.length; o++) {
            for (int i = 0; i < rows[o].length; i++) {
                rows[o][i] = synapses.weight(o, i);
            }
        }
    }

    @Override
    public void addTo(int[] sums, int[] input) {
        for (int o = 0; o < rows.length; o++) {
            sums[o] += dot(rows[o], input);
        }
    }

    private static int dot(int[] weights, int[] input) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * input[i];
        }
        return sum;
    }
}
