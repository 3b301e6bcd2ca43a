package org.synfire.network.detect;

import java.util.List;
import java.util.Optional;
import org.synfire.network.image.ImageSize;

/**
 * How a network's raw outputs say where objects are. All heads divide the image into a grid of cells; a cell predicts a
 * fixed number of boxes.
 *
 * <p>Outputs are those before a softmax or sigmoid at the very end of a network, which are left to the host.
 */
public sealed interface Head permits Yolo1, Yolo2, Yolo3, Ssd {
    /** The word that head files use. */
    String word();

    /**
     * Why a network with these outputs cannot have this head.
     *
     * @param forms the network's outputs in their order
     * @param classes number of classes
     * @return what is wrong, in words; empty if the head fits
     */
    Optional<String> misfit(List<Output.Form> forms, int classes);

    /**
     * The boxes of an image, before suppression.
     *
     * @param outputs in the network's order; they fit, see {@link #misfit}
     * @param input size of what the network sees
     * @param classes number of classes
     * @param leastScore boxes of a lower score are left out
     * @return boxes in pixels that the network sees; they may stand out of the image. The order is that of the outputs,
     *     then anchors, rows, columns and classes
     */
    List<Detection> decode(List<Output> outputs, ImageSize input, int classes, double leastScore);
}
