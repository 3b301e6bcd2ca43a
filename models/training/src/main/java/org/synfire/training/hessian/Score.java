package org.synfire.training.hessian;

/**
 * A network judged.
 *
 * @param samples images judged on
 * @param correct answered as labelled
 * @param lossSum sum over them of the loss, in nats
 */
public record Score(int samples, int correct, double lossSum) {
    /** Of no images. */
    public static final Score NONE = new Score(0, 0, 0);

    /** This and another's images. */
    public Score plus(Score other) {
        return new Score(samples + other.samples, correct + other.correct, lossSum + other.lossSum);
    }

    /** Mean loss, in nats. */
    public double loss() {
        return lossSum / samples;
    }

    /** Share of right answers. */
    public double accuracy() {
        return (double) correct / samples;
    }
}
