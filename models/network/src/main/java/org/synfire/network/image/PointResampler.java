package org.synfire.network.image;

/**
 * Resizing without antialias: a new pixel is made of the nearest old ones, however much the image shrinks. Bilinear and
 * bicubic are those of torchvision for tensors with {@code antialias=False}, half-pixel centres, without aligned
 * corners.
 *
 * <p><b>Equation:</b> new pixel i lies at (i + 1/2) s - 1/2 with s = old / new. Bilinear: at least 0, between two
 * pixels. Bicubic: between four, Keys' polynomial with a = -3/4. Pixels beyond the edge are those at the edge.
 *
 * <p><b>Rounding:</b> once at the end, ties to even, limited to 0..255. Bilinear is exact in 64-bit integers; bicubic
 * is computed in 64-bit floating point. PyTorch computes in 32 bits, so a value within 0.001 of a tie may differ from
 * its by one grey level.
 */
final class PointResampler {
    private static final double KEYS = -0.75;
    private static final int CUBIC = 4;

    private PointResampler() {}

    /** Where the old pixels of each new one are along one side, and their weights. */
    private record Taps(int[][] at, double[][] weights) {}

    static PixelImage resize(PixelImage image, ImageSize size, Resampling filter) {
        if (image.size().equals(size)) {
            return image;
        }
        Taps columns = taps(image.width(), size.width(), filter);
        Taps rows = taps(image.height(), size.height(), filter);
        double unit = filter == Resampling.BILINEAR ? 4.0 * size.width() * size.height() : 1;
        int channels = image.channels();
        byte[] samples = new byte[Math.toIntExact(size.pixels() * channels)];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double sum = sum(image, rows, y, columns, x, channel);
                    samples[(y * size.width() + x) * channels + channel] =
                            (byte) (int) Math.clamp(rounded(sum, unit), 0, 255);
                }
            }
        }
        return new PixelImage(size, channels, samples);
    }

    private static double sum(PixelImage image, Taps rows, int y, Taps columns, int x, int channel) {
        double sum = 0;
        for (int r = 0; r < rows.at[y].length; r++) {
            double row = 0;
            for (int c = 0; c < columns.at[x].length; c++) {
                row += columns.weights[x][c] * image.sample(rows.at[y][r], columns.at[x][c], channel);
            }
            sum += rows.weights[y][r] * row;
        }
        return sum;
    }

    /** {@code sum / unit}; whole numbers below 2^53 are divided exactly. */
    private static double rounded(double sum, double unit) {
        if (unit == 1) {
            return Math.rint(sum);
        }
        long divisor = (long) unit;
        long quotient = Math.floorDiv((long) sum, divisor);
        long twice = 2 * Math.floorMod((long) sum, divisor);
        boolean isUp = twice > divisor || (twice == divisor && quotient % 2 != 0);
        return isUp ? quotient + 1 : quotient;
    }

    private static Taps taps(int before, int after, Resampling filter) {
        Taps taps = new Taps(new int[after][], new double[after][]);
        for (int i = 0; i < after; i++) {
            switch (filter) {
                case NEAREST -> {
                    taps.at[i] = new int[] {nearest(before, after, i)};
                    taps.weights[i] = new double[] {1};
                }
                case BILINEAR -> linear(taps, i, before, after);
                case BICUBIC -> cubic(taps, i, before, after);
            }
        }
        return taps;
    }

    /** {@code floor((i + 1/2) before / after)}, in integers. */
    private static int nearest(int before, int after, int i) {
        return (int) ((2L * i + 1) * before / (2L * after));
    }

    /** Weights are whole numbers, in units of half a new pixel. */
    private static void linear(Taps taps, int i, int before, int after) {
        long halves = 2L * after;
        long place = Math.max(0, (2L * i + 1) * before - after);
        int first = (int) Math.min(place / halves, before - 1);
        long share = place - first * halves;
        taps.at[i] = new int[] {first, Math.min(first + 1, before - 1)};
        taps.weights[i] = new double[] {halves - share, share};
    }

    private static void cubic(Taps taps, int i, int before, int after) {
        double place = (i + 0.5) * before / after - 0.5;
        int first = (int) Math.floor(place);
        double share = place - first;
        taps.at[i] = new int[CUBIC];
        taps.weights[i] = new double[] {
            outer(share + 1), inner(share), inner(1 - share), outer(2 - share),
        };
        for (int tap = 0; tap < CUBIC; tap++) {
            taps.at[i][tap] = Math.clamp((long) first - 1 + tap, 0, before - 1);
        }
    }

    private static double inner(double x) {
        return ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1;
    }

    private static double outer(double x) {
        return ((KEYS * x - 5 * KEYS) * x + 8 * KEYS) * x - 4 * KEYS;
    }
}
