package org.synfire.network.image;

import java.awt.image.Raster;
import java.util.Set;

/**
 * Grey, or red, green and blue, of the samples that a JPEG holds: by libjpeg's integers, so that the pixels are those
 * of every program that decodes with libjpeg or libjpeg-turbo.
 *
 * <p><b>Equation:</b> with the factors f rounded to 16 bits behind the point and b, r the chroma less 128: red = y +
 * 1.402 r, green = y - 0.34414 b - 0.71414 r, blue = y + 1.772 b, halves up, limited to 0..255. <b>Source:</b> JFIF
 * 1.02; libjpeg, {@code jdcolor.c}.
 *
 * <p><b>CMYK:</b> with n = 255 - k, red = n - c n / 255, rounded, as PIL's {@code cmyk2rgb}; Adobe's files hold 255
 * less each ink. No colour profile is applied.
 */
final class JpegSamples {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int RED_OF_RED = fixed(1.402);
    private static final int GREEN_OF_BLUE = fixed(0.34414);
    private static final int GREEN_OF_RED = fixed(0.71414);
    private static final int BLUE_OF_BLUE = fixed(1.772);
    private static final int MIDDLE = 128;
    private static final int ALL = 255;
    private static final int INKS = 4;

    private JpegSamples() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    /**
     * The pixels.
     *
     * @param raster samples as stored, chroma already at full size
     * @throws IllegalArgumentException if there are 2, or more than 4, in a pixel
     */
    static PixelImage of(Raster raster, JpegHeader header, Set<ImageTrait> traits) {
        ImageSize size = new ImageSize(raster.getWidth(), raster.getHeight());
        int bands = raster.getNumBands();
        if (bands != 1 && bands != PixelImage.COLOURS && bands != INKS) {
            throw new IllegalArgumentException(bands + " samples in a pixel");
        }
        if (bands == 1) {
            traits.add(ImageTrait.GREY);
        } else if (bands == INKS) {
            traits.add(ImageTrait.CMYK);
        }
        int channels = bands == 1 ? 1 : PixelImage.COLOURS;
        byte[] samples = new byte[Math.toIntExact(size.pixels() * channels)];
        int[] row = new int[size.width() * bands];
        for (int y = 0; y < size.height(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, size.width(), 1, row);
            for (int x = 0; x < size.width(); x++) {
                if (header.hasLuma()) {
                    coloursOfLuma(row, x * bands);
                }
                if (bands == INKS) {
                    coloursOfInk(row, x * bands, header);
                }
                for (int channel = 0; channel < channels; channel++) {
                    samples[(y * size.width() + x) * channels + channel] = (byte) row[x * bands + channel];
                }
            }
        }
        return new PixelImage(size, channels, samples);
    }

    private static void coloursOfLuma(int[] row, int at) {
        int luma = row[at];
        int blue = row[at + 1] - MIDDLE;
        int red = row[at + 2] - MIDDLE;
        row[at] = limited(luma + ((RED_OF_RED * red + HALF) >> BITS));
        row[at + 1] = limited(luma + ((-GREEN_OF_BLUE * blue - GREEN_OF_RED * red + HALF) >> BITS));
        row[at + 2] = limited(luma + ((BLUE_OF_BLUE * blue + HALF) >> BITS));
    }

    private static int limited(int value) {
        return Math.clamp(value, 0, ALL);
    }

    /** Where ink is stored as luma and chroma, those stand for 255 less each ink. */
    private static void coloursOfInk(int[] row, int at, JpegHeader header) {
        int black = header.adobe() ? ALL - row[at + INKS - 1] : row[at + INKS - 1];
        int light = ALL - black;
        for (int colour = 0; colour < PixelImage.COLOURS; colour++) {
            boolean isInverted = header.adobe() != header.hasLuma();
            int ink = isInverted ? ALL - row[at + colour] : row[at + colour];
            row[at + colour] = limited(light - product(ink, light));
        }
    }

    /** {@code a * b / 255}, rounded. */
    private static int product(int a, int b) {
        int product = a * b + MIDDLE;
        return ((product >> 8) + product) >> 8;
    }
}
