package org.synfire.network.training;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * How to train.
 *
 * <p>In training, each time step of a spiking network is normalised by its own batch. The trained network has one
 * running average for all time steps instead. The same holds for the largest potential of vanilla uniform quantisation.
 * In the frozen epochs at the end, training uses the averages and no longer updates them. Weights, gains and shifts are
 * then learned for the network that is judged and exported (freezing: R. Krishnamoorthi, "Quantizing deep convolutional
 * networks for efficient inference", 2018, section 3.2.2).
 *
 * <p><b>Source:</b> the defaults of MINT's public code are Adam, learning rate 1e-3 falling to 0 along half a cosine,
 * weight decay 1e-4, batches of 256, 200 epochs.
 *
 * @param epochs times that every image is seen, 1 or more
 * @param frozenEpochs last epochs that use the averages, 0..epochs
 * @param batch images per step of the optimiser, 1 or more
 * @param learningRate learning rate at the start, above 0; it falls to 0 along half a cosine
 * @param weightDecay weight decay of Adam, 0 or more
 * @param shift most pixels that an image is shifted by in each direction, 0 or more
 * @param isFlipped whether images are flipped from left to right at random
 * @param seed of the starting weights, the order and the distortion of the images
 */
public record Recipe(
        int epochs,
        int frozenEpochs,
        int batch,
        double learningRate,
        double weightDecay,
        int shift,
        boolean isFlipped,
        long seed) {
    /** Keeps the optimiser's own arithmetic within floats. */
    private static final double MOST_RATE = 1e30;

    /** @throws InputException if a value is out of range */
    public Recipe {
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(frozenEpochs >= 0 && frozenEpochs <= epochs, "frozen epochs", frozenEpochs, "0.." + epochs);
        require(batch >= 1, "images in a batch", batch, "at least 1");
        require(
                learningRate > 0 && learningRate <= MOST_RATE,
                "a learning rate of",
                learningRate,
                "a number above 0, at most " + MOST_RATE);
        require(
                weightDecay >= 0 && weightDecay <= MOST_RATE,
                "a weight decay of",
                weightDecay,
                "0 or more, at most " + MOST_RATE);
        require(shift >= 0, "pixels of shift", shift, "0 or more");
    }

    private static void require(boolean isPossible, String what, Number found, String allowed) {
        if (!isPossible) {
            throw new InputException(String.format(Locale.ROOT, "%s: found %s, expected %s", what, found, allowed));
        }
    }

    /** The learning rate when a fraction of all images, 0..1, has been seen. */
    public double learningRateAt(double progress) {
        return learningRate * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
