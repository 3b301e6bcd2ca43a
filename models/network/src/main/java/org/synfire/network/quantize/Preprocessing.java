package org.synfire.network.quantize;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.Population;

/**
 * What a network was trained to see of a pixel: {@code (pixel / 255 - mean) / std}, or the pixel 0..255 as it is.
 *
 * @param mean one value, or one per channel, on pixels / 255; not used for raw pixels
 * @param std as {@code mean}; not 0
 * @param raw whether pixels are seen as they are
 */
public record Preprocessing(float[] mean, float[] std, boolean raw) {
    /** The largest pixel. */
    public static final int MAX_PIXEL = 255;

    /** @throws InputException if a value is not finite or a deviation not above 0 */
    public Preprocessing {
        mean = mean.clone();
        std = std.clone();
        if (mean.length == 0 || std.length == 0) {
            throw new InputException("mean and standard deviation need at least one value each");
        }
        for (float m : mean) {
            if (!Float.isFinite(m)) {
                throw new InputException("a mean of " + m + " is no number");
            }
        }
        for (float s : std) {
            if (!(s > 0) || Float.isInfinite(s)) {
                throw new InputException("a standard deviation must be above 0 and finite, not " + s);
            }
        }
    }

    /** {@code (pixel / 255 - mean) / std}, one value or one per channel each. */
    public static Preprocessing normalized(float[] mean, float[] std) {
        return new Preprocessing(mean, std, false);
    }

    /** {@code pixel / 255}. */
    public static Preprocessing unit() {
        return normalized(new float[] {0}, new float[] {1});
    }

    /** Pixels 0..255 as they are. */
    public static Preprocessing rawPixels() {
        return new Preprocessing(new float[] {0}, new float[] {1}, true);
    }

    /** What the network sees of a pixel of 0..255 in a channel. */
    public float value(int channel, int pixel) {
        return raw ? pixel : ((float) pixel / MAX_PIXEL - of(mean, channel)) / of(std, channel);
    }

    private static float of(float[] values, int channel) {
        return values[values.length == 1 ? 0 : channel];
    }

    /** How many channels are told apart: 1 if all are treated alike. */
    public int channels() {
        return Math.max(mean.length, std.length);
    }

    /**
     * This preprocessing, if it is for images of so many channels.
     *
     * @throws InputException if the values given are for another number of channels than that of the images
     */
    public Preprocessing requireChannels(int channels) {
        for (float[] values : new float[][] {mean, std}) {
            if (values.length != 1 && values.length != channels) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%d values of mean or standard deviation for images of %d channels; give one, or one per "
                                + "channel",
                        values.length,
                        channels));
            }
        }
        return this;
    }

    /**
     * The input's code of every pixel value.
     *
     * <p><b>Equation:</b> {@code clamp(round(x / scale) + zeroPoint, low, high)} in 32-bit floating point, ties to
     * even, as QuantizeLinear does it.
     *
     * @param input a network's input of images
     * @throws InputException if this is for a number of channels that the input cannot have
     */
    public InputCodes inputCodes(Population input) {
        Code code = input.coded().code();
        requireChannels(
                input.shape().positions() == 1 && input.shape().size() % channels() == 0
                        ? channels()
                        : input.shape().channels());
        int[][] tables = new int[channels()][InputCodes.PIXEL_VALUES];
        for (int channel = 0; channel < tables.length; channel++) {
            for (int pixel = 0; pixel < InputCodes.PIXEL_VALUES; pixel++) {
                double steps = Math.rint(value(channel, pixel) / (float) code.scale());
                tables[channel][pixel] = (int) Math.clamp(steps + code.zeroPoint(), code.low(), code.high());
            }
        }
        return new InputCodes(tables, input.shape());
    }

    /**
     * What the network sees of an image.
     *
     * @param pixels unsigned bytes in the order channel, row, column
     * @param image receives one value per pixel in the same order
     */
    public void apply(byte[] pixels, float[] image) {
        int positions = image.length / channels();
        for (int i = 0; i < image.length; i++) {
            image[i] = value(i / positions, Byte.toUnsignedInt(pixels[i]));
        }
    }
}
