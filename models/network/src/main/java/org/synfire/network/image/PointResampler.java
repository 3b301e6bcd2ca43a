package org.synfire.network.image;

/**
 * Resizing without antialias: a new pixel is made of the nearest old ones, however much the image shrinks. Bilinear and
 * bicubic are those of torchvision for tensors with {@code antialias=False}, half-pixel centres, without aligned
 * corners.
 *
 * <p><b>Equation:</b> new pixel i lies at (i + 1/2) s - 1/2 with s = old / new. Bilinear: at least 0, between two
 * pixels. Bicubic: between four, Keys' polynomial with a = -3/4. Pixels beyond the edge are those at the edge.
 *
 * <p><b>Rounding:</b> in 64-bit floating point, rounded once at the end, ties to even, and limited to 0..255. PyTorch
 * computes in 32 bits, so a value that lies within 1e-4 of a tie may differ from it by one grey level.
 */
final class PointResampler {
    private static final double KEYS = -0.75;
    private static final int CUBIC = 4;

    private PointResampler() {}

    /** Where the old pixels of each new one are, and their weights. */
    private record Taps(int[][] at, double[][] weights) {}

    static PixelImage resize(PixelImage image, ImageSize size, Resampling filter) {
        if (image.size().equals(size)) {
            return image;
        }
        Taps columns = taps(image.width(), size.width(), filter);
        Taps rows = taps(image.height(), size.height(), filter);
        int channels = image.channels();
        byte[] samples = new byte[Math.toIntExact(size.pixels() * channels)];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[(y * size.width() + x) * channels + channel] =
                            (byte) sample(image, rows, y, columns, x, channel);
                }
            }
        }
        return new PixelImage(size, channels, samples);
    }

    private static int sample(PixelImage image, Taps rows, int y, Taps columns, int x, int channel) {
        double sum = 0;
        for (int r = 0; r < rows.at[y].length; r++) {
            double row = 0;
            for (int c = 0; c < columns.at[x].length; c++) {
                row += columns.weights[x][c] * image.sample(rows.at[y][r], columns.at[x][c], channel);
            }
            sum += rows.weights[y][r] * row;
        }
        return (int) Math.clamp(Math.rint(sum), 0, 255);
    }

    private static Taps taps(int before, int after, Resampling filter) {
        Taps taps = new Taps(new int[after][], new double[after][]);
        double scale = (double) before / after;
        for (int i = 0; i < after; i++) {
            double place = (i + 0.5) * scale - 0.5;
            switch (filter) {
                case NEAREST -> {
                    taps.at[i] = new int[] {nearest(before, after, i)};
                    taps.weights[i] = new double[] {1};
                }
                case BILINEAR -> {
                    double inside = Math.max(place, 0);
                    int first = Math.min((int) inside, before - 1);
                    double share = inside - first;
                    taps.at[i] = new int[] {first, Math.min(first + 1, before - 1)};
                    taps.weights[i] = new double[] {1 - share, share};
                }
                case BICUBIC -> cubic(taps, i, place, before);
            }
        }
        return taps;
    }

    /** {@code floor((i + 1/2) before / after)}, in integers. */
    private static int nearest(int before, int after, int i) {
        return (int) ((2L * i + 1) * before / (2L * after));
    }

    private static void cubic(Taps taps, int i, double place, int before) {
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
