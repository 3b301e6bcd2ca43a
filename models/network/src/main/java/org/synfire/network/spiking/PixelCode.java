package org.synfire.network.spiking;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * What the first layer reads for each pixel value: {@code (pixel / 255 - mean) / std}, as a real or as an integer code
 * of at most 8 bits.
 *
 * <p><b>Fixed point:</b> {@code real = code * 2^-shift}; the shift is the largest for which all codes fit 0..255 (where
 * none is negative) or -128..127. A sum of weights times codes becomes a current by {@code (sum + 2^(shift-1)) >>
 * shift}, or as it is with a shift of 0.
 *
 * @param codes per channel the 256 codes
 * @param shift 0 or more
 */
public record PixelCode(int[][] codes, int shift) {
    private static final int VALUES = 256;
    /** The largest shift. */
    public static final int MAX_SHIFT = 16;
    /** The least code, where one is negative. */
    public static final int MIN_CODE = -128;
    /** The largest code, where none is negative. */
    public static final int MAX_CODE = 255;

    private static final int MAX_SIGNED = 127;

    /** @throws InputException if a code, or codes with and without sign together, need more than 8 bits */
    public PixelCode {
        int least = least(codes);
        int most = IntStream.range(0, codes.length)
                .flatMap(c -> IntStream.of(codes[c]))
                .max()
                .orElse(0);
        if (!fits(least, most)) {
            throw new InputException(
                    String.format(Locale.ROOT, "codes of pixels of %d..%d need more than 8 bits", least, most));
        }
    }

    /**
     * The codes for normalised pixels.
     *
     * @param network name of the network, for messages
     * @param mean subtracted from pixel / 255: one value per channel
     * @param std pixel / 255 less the mean is divided by this: one value per channel, above 0
     * @throws InputException if a normalised pixel is beyond what 8 bits can hold
     */
    public static PixelCode of(String network, List<Double> mean, List<Double> std) {
        float[][] reals = reals(mean, std);
        int shift = MAX_SHIFT;
        while (shift > 0 && !fits(reals, shift)) {
            shift--;
        }
        if (!fits(reals, shift)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: its mean and std make values of pixels beyond -128..127, which no 8-bit code holds",
                    network));
        }
        int chosen = shift;
        int[][] codes = IntStream.range(0, reals.length)
                .mapToObj(c -> IntStream.range(0, VALUES)
                        .map(p -> code(reals[c][p], chosen))
                        .toArray())
                .toArray(int[][]::new);
        return new PixelCode(codes, chosen);
    }

    /** Per channel the real value of each of the 256 pixel values. */
    public static float[][] reals(List<Double> mean, List<Double> std) {
        float[][] reals = new float[mean.size()][VALUES];
        for (int c = 0; c < reals.length; c++) {
            for (int p = 0; p < VALUES; p++) {
                reals[c][p] = (float) ((p / 255.0 - mean.get(c)) / std.get(c));
            }
        }
        return reals;
    }

    /** Per channel the real value of each code, exact in a float. */
    public float[][] realCodes() {
        float[][] reals = new float[codes.length][VALUES];
        for (int c = 0; c < codes.length; c++) {
            for (int p = 0; p < VALUES; p++) {
                reals[c][p] = Math.scalb((float) codes[c][p], -shift);
            }
        }
        return reals;
    }

    /** Largest magnitude of a code. */
    public int largest() {
        return IntStream.range(0, codes.length)
                .flatMap(c -> IntStream.of(codes[c]))
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** The least code. */
    int least() {
        return least(codes);
    }

    private static int least(int[][] codes) {
        return IntStream.range(0, codes.length)
                .flatMap(c -> IntStream.of(codes[c]))
                .min()
                .orElse(0);
    }

    private static boolean fits(float[][] reals, int shift) {
        int least = 0;
        int most = 0;
        for (float[] channel : reals) {
            for (float real : channel) {
                least = Math.min(least, code(real, shift));
                most = Math.max(most, code(real, shift));
            }
        }
        return fits(least, most);
    }

    private static boolean fits(int least, int most) {
        return least < 0 ? least >= MIN_CODE && most <= MAX_SIGNED : most <= MAX_CODE;
    }

    private static int code(float real, int shift) {
        return Math.round(Math.scalb(real, shift));
    }
}
