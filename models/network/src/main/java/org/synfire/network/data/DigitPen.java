package org.synfire.network.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws strokes on a square of pixels: remembers how far every pixel's middle is from the nearest stroke, and turns
 * that into grey once the width and the brightness of the pen are known. Distances beyond {@link #REACH_PIXELS} do not
 * matter.
 */
final class DigitPen {
    private static final double MIN_WIDTH_PIXELS = 1.2;
    private static final double MAX_WIDTH_PIXELS = 3.8;
    private static final double EDGE_PIXELS = 1.0;
    private static final double REACH_PIXELS = (MAX_WIDTH_PIXELS + EDGE_PIXELS) / 2;
    private static final double MIN_INK = 0.4;
    private static final double MAX_GRAIN = 0.5;
    private static final double MAX_SPECKS = 0.15;

    private final int side;
    private final double[] squaredDistances;

    DigitPen(int side) {
        this.side = side;
        this.squaredDistances = new double[side * side];
        Arrays.fill(squaredDistances, REACH_PIXELS * REACH_PIXELS);
    }

    /** @param stroke a polyline in pixels */
    void draw(double[] stroke) {
        for (int i = 0; i + 3 < stroke.length; i += 2) {
            drawLine(stroke[i], stroke[i + 1], stroke[i + 2], stroke[i + 3]);
        }
    }

    private void drawLine(double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double squaredLength = Math.max(dx * dx + dy * dy, Double.MIN_NORMAL);
        int lastRow = last(y0, y1);
        int lastColumn = last(x0, x1);
        for (int row = first(y0, y1); row <= lastRow; row++) {
            for (int column = first(x0, x1); column <= lastColumn; column++) {
                double px = column + 0.5 - x0;
                double py = row + 0.5 - y0;
                double along = Math.clamp((px * dx + py * dy) / squaredLength, 0.0, 1.0);
                double offX = px - along * dx;
                double offY = py - along * dy;
                int pixel = row * side + column;
                squaredDistances[pixel] = Math.min(squaredDistances[pixel], offX * offX + offY * offY);
            }
        }
    }

    private static int first(double a, double b) {
        return Math.max(0, (int) Math.floor(Math.min(a, b) - REACH_PIXELS));
    }

    private int last(double a, double b) {
        return Math.min(side - 1, (int) Math.ceil(Math.max(a, b) + REACH_PIXELS));
    }

    /**
     * Writes the image: grainy ink where a stroke is near, black paper with single specks elsewhere, clipped to 0..255.
     *
     * @param into takes side x side bytes, row by row
     */
    void develop(SplittableRandom random, byte[] into) {
        double width = MIN_WIDTH_PIXELS + (MAX_WIDTH_PIXELS - MIN_WIDTH_PIXELS) * random.nextDouble();
        double ink = MIN_INK + (1 - MIN_INK) * random.nextDouble();
        double grain = MAX_GRAIN * random.nextDouble();
        double specks = MAX_SPECKS * random.nextDouble();
        for (int pixel = 0; pixel < squaredDistances.length; pixel++) {
            double covered = (width / 2 - Math.sqrt(squaredDistances[pixel])) / EDGE_PIXELS + 0.5;
            double drawn = ink * Math.clamp(covered, 0.0, 1.0) * (1 - grain * random.nextDouble());
            double speck = random.nextDouble() < specks ? random.nextDouble() : 0;
            into[pixel] = (byte) Math.clamp(Math.round(255 * (drawn + speck)), 0, 255);
        }
    }
}
