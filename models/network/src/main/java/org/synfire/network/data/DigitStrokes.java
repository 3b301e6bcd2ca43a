package org.synfire.network.data;

import java.util.SplittableRandom;

/**
 * The strokes of the ten digits in a box of 1 x 1, x to the right and y downwards. A stroke is a polyline {@code x0,
 * y0, x1, y1, ...}; arcs are cut into straight pieces.
 */
final class DigitStrokes {
    private static final double ARC_STEP_DEGREES = 18;

    private DigitStrokes() {}

    /** The strokes of a digit, in one of the forms that people write it in. */
    static double[][] of(int digit, SplittableRandom random) {
        double form = random.nextDouble();
        return switch (digit) {
            case 0 -> strokes(arc(.5, .5, .27, .4, 0, 360));
            case 1 -> one(form);
            case 2 -> strokes(join(arc(.5, .34, .25, .24, 190, 400), line(.25, .9, .77, .9)));
            case 3 -> strokes(join(arc(.48, .3, .24, .2, 200, 450), arc(.48, .7, .27, .2, -90, 160)));
            case 4 -> four(form);
            case 5 -> strokes(line(.3, .1, .74, .1), join(line(.3, .1, .28, .47), arc(.48, .64, .26, .26, 220, 500)));
            case 6 -> strokes(join(arc(.72, .66, .47, .56, 265, 180), arc(.5, .66, .25, .24, 180, -180)));
            case 7 -> seven(form);
            case 8 -> strokes(arc(.5, .3, .21, .2, 90, 450), arc(.5, .7, .26, .2, -90, 270));
            case 9 -> nine(form);
            default -> throw new IllegalArgumentException("digit " + digit);
        };
    }

    private static double[][] one(double form) {
        if (form < 0.3) {
            return strokes(line(.5, .1, .5, .9));
        }
        double[] flagAndStem = line(.34, .28, .53, .1, .53, .9);
        return form < 0.8 ? strokes(flagAndStem) : strokes(flagAndStem, line(.34, .9, .72, .9));
    }

    private static double[][] four(double form) {
        return form < 0.5
                ? strokes(line(.64, .9, .64, .1, .2, .65, .82, .65))
                : strokes(line(.3, .1, .24, .56, .8, .56), line(.66, .2, .66, .9));
    }

    private static double[][] seven(double form) {
        double[] hook = line(.22, .1, .78, .1, .42, .9);
        return form < 0.7 ? strokes(hook) : strokes(hook, line(.38, .5, .74, .5));
    }

    private static double[][] nine(double form) {
        double[] loop = arc(.5, .34, .25, .24, 0, -360);
        return form < 0.5 ? strokes(join(loop, arc(.28, .34, .47, .56, 0, 80))) : strokes(join(loop, line(.7, .9)));
    }

    private static double[][] strokes(double[]... strokes) {
        return strokes;
    }

    private static double[] line(double... points) {
        return points;
    }

    /** A piece of an ellipse; 0 degrees points right, 90 degrees down. */
    private static double[] arc(
            double x, double y, double radiusX, double radiusY, double fromDegrees, double toDegrees) {
        int pieces = (int) Math.ceil(Math.abs(toDegrees - fromDegrees) / ARC_STEP_DEGREES);
        double[] points = new double[2 * (pieces + 1)];
        for (int i = 0; i <= pieces; i++) {
            double degrees = fromDegrees + (toDegrees - fromDegrees) * i / pieces;
            // StrictMath: Math.sin may differ in the last bit from one machine to the next
            double radians = StrictMath.toRadians(degrees);
            points[2 * i] = x + radiusX * StrictMath.cos(radians);
            points[2 * i + 1] = y + radiusY * StrictMath.sin(radians);
        }
        return points;
    }

    private static double[] join(double[] first, double[] second) {
        double[] points = new double[first.length + second.length];
        System.arraycopy(first, 0, points, 0, first.length);
        System.arraycopy(second, 0, points, first.length, second.length);
        return points;
    }
}
