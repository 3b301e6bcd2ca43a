package org.synfire.network.event;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The size of an event sensor. What has no rows, such as the channels of a cochlea, has a height of 1; what has no
 * polarity has one polarity.
 *
 * @param width columns, 1..{@value #MOST}
 * @param height rows, 1..{@value #MOST_ROWS}
 * @param polarities 1 or 2
 */
public record Sensor(int width, int height, int polarities) {
    /** The largest width. */
    public static final int MOST = 1 << 24;
    /** The largest height. */
    public static final int MOST_ROWS = 1 << 15;

    /** @throws InputException if there is no such sensor */
    public Sensor {
        if (!isPossible(width, height, polarities)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a sensor of %d x %d pixels and %d polarities: 1..%d columns, 1..%d rows, 1 or 2 polarities and"
                            + " below 2^31 channels are possible",
                    width,
                    height,
                    polarities,
                    MOST,
                    MOST_ROWS));
        }
    }

    /** Whether there can be such a sensor: its sizes are in their ranges, and it has less than 2^31 channels. */
    public static boolean isPossible(int width, int height, int polarities) {
        return width >= 1
                && width <= MOST
                && height >= 1
                && height <= MOST_ROWS
                && polarities >= 1
                && polarities <= 2
                && (long) width * height * polarities <= Integer.MAX_VALUE;
    }

    /** How many channels there are, one for each pixel and polarity. */
    public int channels() {
        return width * height * polarities;
    }

    /** Whether a pixel lies on the sensor. */
    public boolean hasPixel(int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < height;
    }

    /**
     * The channel of a pixel and polarity, {@code (p * height + y) * width + x}: the order of tensors
     * [polarity][row][column].
     *
     * @param x column, 0 at the left
     * @param y row
     * @param polarity 0 for darker, 1 for brighter; 0 where there is one polarity
     */
    public int channel(int x, int y, int polarity) {
        return (polarity * height + y) * width + x;
    }
}
