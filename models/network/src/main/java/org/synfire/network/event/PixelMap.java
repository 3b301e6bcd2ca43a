package org.synfire.network.event;

import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;

/**
 * Which channel a pixel of a sensor belongs to: a part of the sensor, made smaller, with polarities as channels or not.
 * A pixel of column x goes to column {@code x * width / part width}, rounded down, as tonic's Downsample does.
 *
 * @param part of the sensor; all of it if it is empty
 * @param size of the frames; that of the part if it is empty
 * @param hasPolarities whether polarities are channels of their own; otherwise they are merged
 */
public record PixelMap(Optional<Part> part, Optional<Size> size, boolean hasPolarities) {
    /** Every pixel and polarity is a channel. */
    public static final PixelMap ALL = new PixelMap(Optional.empty(), Optional.empty(), true);

    /**
     * A part of a sensor.
     *
     * @param x first column
     * @param y first row
     * @param width columns, at least 1
     * @param height rows, at least 1
     */
    public record Part(int x, int y, int width, int height) {
        /** The middle of a sensor. */
        public static Part middle(Sensor sensor, int width, int height) {
            return new Part((sensor.width() - width) / 2, (sensor.height() - height) / 2, width, height);
        }
    }

    /**
     * Size of frames in pixels.
     *
     * @param width at least 1
     * @param height at least 1
     */
    public record Size(int width, int height) {}

    /** The frames of a sensor. @throws InputException if the part is not on the sensor, or the frames are larger */
    Sensor frame(Sensor sensor) {
        Part own = of(sensor);
        if (own.x < 0
                || own.y < 0
                || own.width < 1
                || own.height < 1
                || own.width > sensor.width() - own.x
                || own.height > sensor.height() - own.y) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the part of %d x %d pixels from column %d and row %d is not on a sensor of %d x %d pixels",
                    own.width,
                    own.height,
                    own.x,
                    own.y,
                    sensor.width(),
                    sensor.height()));
        }
        Size frames = size.orElse(new Size(own.width, own.height));
        if (frames.width < 1 || frames.height < 1 || frames.width > own.width || frames.height > own.height) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "frames of %d x %d pixels cannot be made of %d x %d; they may be smaller, not larger",
                    frames.width,
                    frames.height,
                    own.width,
                    own.height));
        }
        return new Sensor(frames.width, frames.height, hasPolarities ? sensor.polarities() : 1);
    }

    private Part of(Sensor sensor) {
        return part.orElse(new Part(0, 0, sensor.width(), sensor.height()));
    }

    /** The channel of an event, or -1 if it is not in the part. */
    int channel(Sensor sensor, Sensor frame, int x, int y, int polarity) {
        Part own = of(sensor);
        int column = x - own.x;
        int row = y - own.y;
        if (column < 0 || row < 0 || column >= own.width || row >= own.height) {
            return -1;
        }
        return frame.channel(
                (int) ((long) column * frame.width() / own.width),
                (int) ((long) row * frame.height() / own.height),
                frame.polarities() == 1 ? 0 : polarity);
    }
}
