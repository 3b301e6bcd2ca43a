package org.synfire.network.graph;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The shape of one sample's tensor: channels, rows and columns. A vector of n values has the shape n x 1 x 1.
 *
 * <p>Elements are numbered in the order channel, row, column ({@code CHW}), the last running fastest.
 *
 * @param channels 1 or more
 * @param height rows, 1 or more
 * @param width columns, 1 or more; channels * height * width is at most {@value #MAX_SIZE}
 */
public record Shape(int channels, int height, int width) {
    /** The most elements a tensor may have. */
    public static final int MAX_SIZE = 1 << 26;

    /** @throws InputException if a dimension is below 1 or the tensor has more than {@value #MAX_SIZE} elements */
    public Shape {
        if (channels < 1
                || height < 1
                || width < 1
                || (long) channels * height > MAX_SIZE
                || (long) channels * height * width > MAX_SIZE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a tensor of %d x %d x %d: every dimension must be at least 1 and the whole at most %d elements",
                    channels,
                    height,
                    width,
                    MAX_SIZE));
        }
    }

    /** A vector of {@code length} values. */
    public static Shape vector(int length) {
        return new Shape(length, 1, 1);
    }

    /** How many elements the tensor has. */
    public int size() {
        return channels * height * width;
    }

    /** How many positions one channel has. */
    public int positions() {
        return height * width;
    }

    /** The number of an element in the order channel, row, column. */
    public int index(int channel, int row, int column) {
        return (channel * height + row) * width + column;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
