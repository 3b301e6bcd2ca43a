package org.synfire.training.learn;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Shape;

/**
 * What a network classifies.
 *
 * @param network name of the network
 * @param input shape of an image
 * @param classes number of classes that it tells apart
 */
public record ImageTask(String network, Shape input, int classes) {
    /**
     * Checks that a network of this task can learn from images.
     *
     * @throws InputException if the images are of another shape or of more classes, or there are none
     */
    public void requireFit(ImageSet images) {
        Shape shape = new Shape(images.channels(), images.height(), images.width());
        if (!shape.equals(input)) {
            throw new InputException(String.format(
                    Locale.ROOT, "network %s reads images of %s, but %s has %s", network, input, images.name(), shape));
        }
        if (images.classes() > classes) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s knows %d classes, but %s has %d",
                    network,
                    classes,
                    images.name(),
                    images.classes()));
        }
        if (images.size() == 0) {
            throw new InputException(images.name() + " has no image to learn from");
        }
    }
}
