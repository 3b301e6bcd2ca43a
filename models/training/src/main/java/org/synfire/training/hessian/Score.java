package org.synfire.training.hessian;

/**
 * How a network answers some images.
 *
 * @param samples images judged
 * @param correct answered as labelled
 * @param lossSum sum of the losses, in nats
 */
public record Score(int samples, int correct, double lossSum) {
    /** The score of no image. */
    public static final Score NONE = new Score(0, 0, 0);

    /** The score of these and other images together. */
    public Score plus(Score other) {
        return new Score(samples + other.samples, correct + other.correct, lossSum + other.lossSum);
    }

    /** Mean loss, in nats. */
    public double loss() {
        return lossSum / samples;
    }
}
