package org.synfire.training.learn;

/**
 * How far a training has come.
 *
 * @param epoch epochs completed
 * @param images images seen in the present epoch
 * @param lossSum sum of their losses, in nats
 */
public record Position(int epoch, int images, double lossSum) {
    /** The start of a training. */
    public static final Position START = new Position(0, 0, 0);

    /** Mean loss of the present epoch so far; 0 at its start. */
    public double meanLoss() {
        return images == 0 ? 0 : lossSum / images;
    }
}
