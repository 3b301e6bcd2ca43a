package org.synfire.training.hessian;

/**
 * The estimated trace of one layer's block of the Hessian.
 *
 * @param name of the layer
 * @param weights number of its weights
 * @param trace the estimate, the sum of the eigenvalues
 * @param standardError standard error of the estimate
 * @param samples random vectors drawn
 */
public record LayerTrace(String name, long weights, double trace, double standardError, int samples) {
    /** Standard error over the estimate's magnitude; infinite for an estimate of 0 with an error. */
    public double relativeError() {
        return standardError == 0 ? 0 : standardError / Math.abs(trace);
    }
}
