package org.synfire.network.detect;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.image.ImageSize;

/**
 * A head with its classes and what is left of its boxes.
 *
 * @param source the file that it was read from, named in errors
 * @param head how outputs are decoded
 * @param classes names in the order of the network's class scores; at least one, none twice
 * @param leastScore boxes of a lower score are left out, 0..1
 * @param mostOverlap of two boxes of a class that overlap more, one is dropped, see {@link Suppression}; 0..1
 * @param leastShown least score of a box that a report draws, 0..1
 */
public record DetectionHead(
        String source, Head head, List<String> classes, double leastScore, double mostOverlap, double leastShown) {
    public DetectionHead {
        classes = List.copyOf(classes);
    }

    /**
     * Refuses a network that cannot have this head.
     *
     * @param network its name
     * @param forms its outputs
     * @throws InputException if an output is missing or has another size than the head needs
     */
    public void requireFits(String network, List<Output.Form> forms) {
        head.misfit(forms, classes.size()).ifPresent(misfit -> {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: the head %s with %d classes does not fit the network %s: %s; correct the head file",
                    source,
                    head.word(),
                    classes.size(),
                    network,
                    misfit));
        });
    }

    /**
     * The objects of an image.
     *
     * @param outputs of the network; they fit
     * @param input size of what the network sees
     * @return in pixels that the network sees, by falling score; boxes may stand out of the image
     */
    public List<Detection> detect(List<Output> outputs, ImageSize input) {
        return Suppression.greedy(head.decode(outputs, input, classes.size(), leastScore), mostOverlap);
    }

    /** In a sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "The head is %s with %d classes; boxes have a score of at least %s, and of two boxes of a class that"
                        + " overlap by more than %s, the worse one is dropped.",
                head.word(),
                classes.size(),
                leastScore,
                mostOverlap);
    }
}
