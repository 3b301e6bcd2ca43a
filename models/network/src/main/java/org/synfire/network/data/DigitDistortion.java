package org.synfire.network.data;

import java.util.SplittableRandom;

/**
 * One handwriting: takes a point of the unit box to pixels.
 *
 * <p><b>Equation:</b> with u = x - 1/2, v = y - 1/2 about the middle of the box, first the bend u' = u + b v^2, v' = v
 * + c u^2, then the affine map (x, y) = A (u', v') + t in pixels, where A scales, shears and rotates.
 */
record DigitDistortion(
        double bendX, double bendY, double a11, double a12, double a21, double a22, double shiftX, double shiftY) {
    private static final double MAX_BEND = 0.6;
    private static final double MAX_ROTATION_RADIANS = 0.4;
    private static final double MAX_SHEAR = 0.4;
    private static final double MIN_SCALE = 0.5;
    private static final double MAX_SCALE = 0.98;
    private static final double MAX_SHIFT_PIXELS = 3.0;

    /** @param side rows and columns of the image in pixels */
    static DigitDistortion random(SplittableRandom random, int side) {
        double angle = about(random, 0, MAX_ROTATION_RADIANS);
        // StrictMath: Math.sin may differ in the last bit from one machine to the next
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double scaleX = side * between(random, MIN_SCALE, MAX_SCALE);
        double scaleY = side * between(random, MIN_SCALE, MAX_SCALE);
        double shear = about(random, 0, MAX_SHEAR);
        return new DigitDistortion(
                about(random, 0, MAX_BEND),
                about(random, 0, MAX_BEND),
                cos * scaleX,
                (cos * shear - sin) * scaleY,
                sin * scaleX,
                (sin * shear + cos) * scaleY,
                about(random, side / 2.0, MAX_SHIFT_PIXELS),
                about(random, side / 2.0, MAX_SHIFT_PIXELS));
    }

    /** The same stroke in pixels; a pixel's middle is at a half. */
    double[] apply(double[] stroke) {
        double[] moved = new double[stroke.length];
        for (int i = 0; i < stroke.length; i += 2) {
            double u = stroke[i] - 0.5;
            double v = stroke[i + 1] - 0.5;
            double bentU = u + bendX * v * v;
            double bentV = v + bendY * u * u;
            moved[i] = a11 * bentU + a12 * bentV + shiftX;
            moved[i + 1] = a21 * bentU + a22 * bentV + shiftY;
        }
        return moved;
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double about(SplittableRandom random, double middle, double reach) {
        return between(random, middle - reach, middle + reach);
    }
}
