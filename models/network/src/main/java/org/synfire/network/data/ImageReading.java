package org.synfire.network.data;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.image.ImageTransform;

/**
 * How the images and labels of a data set are read.
 *
 * @param transform what happens to each image
 * @param layout order of an array's dimensions
 * @param low the value of an array of real numbers that is black, 0 in a pixel
 * @param high the value that is 255 in a pixel; above {@code low}
 * @param outputs names of the network's outputs, by which labels with names are found; empty if they are not known. A
 *     name may have synonyms behind commas
 * @param labelOffset added to every label that is not found by name
 * @param skipsBad whether an image that cannot be read is left out
 */
public record ImageReading(
        ImageTransform transform,
        Layout layout,
        double low,
        double high,
        List<String> outputs,
        int labelOffset,
        boolean skipsBad) {
    /** Images as they are stored, real numbers of 0..1, labels as they are, no bad image. */
    public static final ImageReading PLAIN =
            new ImageReading(ImageTransform.NONE, Layout.AUTO, 0, 1, List.of(), 0, false);

    private static final int MAX_OFFSET = 1_000_000;

    /** Where the channels of an array's images are. */
    public enum Layout {
        /** Where there are 1 or 3 of them. */
        AUTO,
        /** Channel, row, column. */
        CHW,
        /** Row, column, channel. */
        HWC
    }

    /** @throws InputException if the range is empty or not finite, or the offset not in 0..1,000,000 */
    public ImageReading {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new InputException(
                    "an array's values from " + low + " to " + high + ": give a lower number and a higher one");
        }
        if (labelOffset < 0 || labelOffset > MAX_OFFSET) {
            throw new InputException(
                    String.format(Locale.ROOT, "a label offset of %d: 0..%d is possible", labelOffset, MAX_OFFSET));
        }
        outputs = List.copyOf(outputs);
    }

    /** The same with another transform. */
    public ImageReading with(ImageTransform other) {
        return new ImageReading(other, layout, low, high, outputs, labelOffset, skipsBad);
    }

    /** The same with names of the network's outputs. */
    public ImageReading withOutputs(List<String> names) {
        return new ImageReading(transform, layout, low, high, names, labelOffset, skipsBad);
    }

    /** The same with an offset of labels. */
    public ImageReading withLabelOffset(int offset) {
        return new ImageReading(transform, layout, low, high, outputs, offset, skipsBad);
    }

    /** The same, leaving out what cannot be read. */
    public ImageReading skippingBad() {
        return new ImageReading(transform, layout, low, high, outputs, labelOffset, true);
    }
}
