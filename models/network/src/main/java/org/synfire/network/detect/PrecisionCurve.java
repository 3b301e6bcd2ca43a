package org.synfire.network.detect;

/**
 * Precision over recall of one class, as more and more detections are taken, the best first.
 *
 * <p>With the precision p(r) after the detection that reaches recall r, all averages use its envelope: the largest
 * precision at this recall or beyond.
 */
final class PrecisionCurve {
    private static final int ELEVEN = 11;
    private static final int HUNDRED_AND_ONE = 101;

    private final double[] recall;
    private final double[] envelope;

    private PrecisionCurve(double[] recall, double[] envelope) {
        this.recall = recall;
        this.envelope = envelope;
    }

    /**
     * The curve of judged detections.
     *
     * @param isRight one for each, the best first
     * @param objects that are to be found, at least 1
     */
    static PrecisionCurve of(boolean[] isRight, long objects) {
        double[] recall = new double[isRight.length];
        double[] precision = new double[isRight.length];
        long right = 0;
        for (int i = 0; i < isRight.length; i++) {
            right += isRight[i] ? 1 : 0;
            recall[i] = (double) right / objects;
            precision[i] = (double) right / (i + 1);
        }
        for (int i = isRight.length - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
        return new PrecisionCurve(recall, precision);
    }

    /** The mean of the envelope at recalls 0, 0.1 to 1: VOC 2007. */
    double elevenPoints() {
        double sum = 0;
        for (int i = 0; i < ELEVEN; i++) {
            sum += at(i / (ELEVEN - 1.0));
        }
        return sum / ELEVEN;
    }

    /** The area under the envelope: VOC from 2010 on. */
    double area() {
        double area = 0;
        double before = 0;
        for (int i = 0; i < recall.length; i++) {
            area += (recall[i] - before) * envelope[i];
            before = recall[i];
        }
        return area;
    }

    /** The mean of the envelope at recalls 0, 0.01 to 1: COCO. The recalls are rounded as numpy's linspace does. */
    double hundredAndOnePoints() {
        double step = 1.0 / (HUNDRED_AND_ONE - 1);
        double sum = 0;
        for (int i = 0; i < HUNDRED_AND_ONE; i++) {
            sum += at(i * step);
        }
        return sum / HUNDRED_AND_ONE;
    }

    /** The envelope at a recall; 0 beyond the largest that is reached. */
    private double at(double asked) {
        for (int i = 0; i < recall.length; i++) {
            if (recall[i] >= asked) {
                return envelope[i];
            }
        }
        return 0;
    }
}
