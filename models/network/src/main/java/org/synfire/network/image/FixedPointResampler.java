package org.synfire.network.image;

/**
 * Resizing with antialias, as PIL does it with 8-bit samples: where an image shrinks, the filter widens with the
 * factor.
 *
 * <p><b>Fixed point:</b> weights are rounded to 22 bits behind the point, sums have 32 bits, a half is added, and each
 * pass rounds to 8 bits. The first pass is along rows, the second along columns; a pass that changes no size is left
 * out.
 *
 * <p><b>Equation:</b> with the factor s = old / new and f = max(s, 1), new pixel i takes old pixel j with the weight
 * filter((j + 1/2 - (i + 1/2) s) / f), divided by the sum of all its weights. Bilinear: 1 - |x| for |x| below 1.
 * Bicubic: Keys' polynomial with a = -1/2.
 *
 * <p><b>Source:</b> Pillow, {@code src/libImaging/Resample.c}; the same integers come out.
 */
final class FixedPointResampler {
    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final double KEYS = -0.5;

    private FixedPointResampler() {}

    /** The old pixels that a new one is made of, and their weights. */
    private record Weights(int[] first, int[][] of) {}

    static PixelImage resize(PixelImage image, ImageSize size, Resampling filter) {
        PixelImage narrow = image.width() == size.width() ? image : alongRows(image, size.width(), filter);
        return narrow.height() == size.height() ? narrow : alongColumns(narrow, size.height(), filter);
    }

    private static PixelImage alongRows(PixelImage image, int width, Resampling filter) {
        Weights weights = weights(image.width(), width, filter);
        int channels = image.channels();
        byte[] old = image.samples();
        byte[] samples = new byte[Math.multiplyExact(Math.multiplyExact(width, image.height()), channels)];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int[] own = weights.of[x];
                for (int channel = 0; channel < channels; channel++) {
                    int from = (y * image.width() + weights.first[x]) * channels + channel;
                    samples[(y * width + x) * channels + channel] = sum(old, from, channels, own);
                }
            }
        }
        return new PixelImage(new ImageSize(width, image.height()), channels, samples);
    }

    private static PixelImage alongColumns(PixelImage image, int height, Resampling filter) {
        Weights weights = weights(image.height(), height, filter);
        int row = image.width() * image.channels();
        byte[] old = image.samples();
        byte[] samples = new byte[Math.multiplyExact(row, height)];
        for (int y = 0; y < height; y++) {
            for (int at = 0; at < row; at++) {
                samples[y * row + at] = sum(old, weights.first[y] * row + at, row, weights.of[y]);
            }
        }
        return new PixelImage(new ImageSize(image.width(), height), image.channels(), samples);
    }

    private static byte sum(byte[] samples, int from, int stride, int[] weights) {
        int sum = 1 << (PRECISION_BITS - 1);
        int at = from;
        for (int weight : weights) {
            sum += Byte.toUnsignedInt(samples[at]) * weight;
            at += stride;
        }
        return (byte) Math.clamp(sum >> PRECISION_BITS, 0, 255);
    }

    private static Weights weights(int before, int after, Resampling filter) {
        double scale = (double) before / after;
        double wide = Math.max(scale, 1.0);
        double support = (filter == Resampling.BILINEAR ? 1.0 : 2.0) * wide;
        double narrow = 1.0 / wide;
        Weights weights = new Weights(new int[after], new int[after][]);
        for (int i = 0; i < after; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(before, (int) (centre + support + 0.5));
            double[] real = new double[end - first];
            double sum = 0;
            for (int j = 0; j < real.length; j++) {
                real[j] = filter(filter, (j + first - centre + 0.5) * narrow);
                sum += real[j];
            }
            weights.first[i] = first;
            weights.of[i] = new int[real.length];
            for (int j = 0; j < real.length; j++) {
                double share = (sum == 0 ? real[j] : real[j] / sum) * (1 << PRECISION_BITS);
                weights.of[i][j] = (int) (share < 0 ? share - 0.5 : share + 0.5);
            }
        }
        return weights;
    }

    private static double filter(Resampling filter, double place) {
        double x = Math.abs(place);
        if (filter == Resampling.BILINEAR) {
            return x < 1.0 ? 1.0 - x : 0.0;
        }
        if (x < 1.0) {
            return ((KEYS + 2.0) * x - (KEYS + 3.0)) * x * x + 1;
        }
        return x < 2.0 ? (((x - 5) * x + 8) * x - 4) * KEYS : 0.0;
    }
}
