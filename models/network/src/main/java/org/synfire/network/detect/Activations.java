package org.synfire.network.detect;

/** Functions that heads apply to raw outputs. */
final class Activations {
    private Activations() {}

    /** {@code 1 / (1 + exp(-x))}. */
    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** {@code exp(x_i) / sum exp(x_j)}, computed from differences to the largest, which cannot overflow. */
    static double[] softmax(double[] x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            largest = Math.max(largest, value);
        }
        double[] shares = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            shares[i] = Math.exp(x[i] - largest);
            sum += shares[i];
        }
        for (int i = 0; i < x.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
