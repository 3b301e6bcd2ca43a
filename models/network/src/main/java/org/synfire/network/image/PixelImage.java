package org.synfire.network.image;

import java.util.Arrays;

/**
 * An image of 8-bit samples: pixel after pixel, row after row, the samples of a pixel side by side.
 *
 * <p><b>Threads:</b> any, as long as nobody changes the samples.
 *
 * @param size width and height
 * @param channels 1 for grey, 3 for red, green, blue or another order of them
 * @param samples unsigned, {@code width * height * channels} of them; not copied
 */
public record PixelImage(ImageSize size, int channels, byte[] samples) {
    /** Samples of a pixel of colour. */
    public static final int COLOURS = 3;

    public PixelImage {
        if (samples.length != size.pixels() * channels) {
            throw new IllegalArgumentException(
                    samples.length + " samples for " + size + " pixels of " + channels + " channels");
        }
    }

    /** An image of samples in the order channel, row, column. */
    public static PixelImage ofPlanes(ImageSize size, int channels, byte[] planes) {
        int pixels = Math.toIntExact(size.pixels());
        byte[] samples = new byte[pixels * channels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                samples[pixel * channels + channel] = planes[channel * pixels + pixel];
            }
        }
        return new PixelImage(size, channels, samples);
    }

    /** Columns. */
    public int width() {
        return size.width();
    }

    /** Rows. */
    public int height() {
        return size.height();
    }

    /** The sample of a pixel, 0..255. */
    public int sample(int row, int column, int channel) {
        return Byte.toUnsignedInt(samples[(row * width() + column) * channels + channel]);
    }

    /**
     * Writes the samples in the order channel, row, column.
     *
     * @param into takes {@code channels * height * width} bytes; may be longer
     */
    public void planes(byte[] into) {
        int pixels = Math.toIntExact(size.pixels());
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                into[channel * pixels + pixel] = samples[pixel * channels + channel];
            }
        }
    }

    /**
     * A rectangle of this image.
     *
     * @param left first column
     * @param top first row
     * @throws IllegalArgumentException if it is not inside
     */
    public PixelImage part(int left, int top, ImageSize part) {
        if (left < 0 || top < 0 || left + part.width() > width() || top + part.height() > height()) {
            throw new IllegalArgumentException(part + " at " + left + ", " + top + " of " + size);
        }
        if (part.equals(size)) {
            return this;
        }
        byte[] copy = new byte[Math.toIntExact(part.pixels() * channels)];
        int row = part.width() * channels;
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(samples, ((top + y) * width() + left) * channels, copy, y * row, row);
        }
        return new PixelImage(part, channels, copy);
    }

    /** This image on a larger area of one grey level. */
    PixelImage on(ImageSize area, int left, int top, int grey) {
        byte[] all = new byte[Math.toIntExact(area.pixels() * channels)];
        Arrays.fill(all, (byte) grey);
        int row = width() * channels;
        for (int y = 0; y < height(); y++) {
            System.arraycopy(samples, y * row, all, ((top + y) * area.width() + left) * channels, row);
        }
        return new PixelImage(area, channels, all);
    }

    /** In a line. */
    @Override
    public String toString() {
        return size + " pixels of " + channels + " channels";
    }
}
