package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Random spikes from outside: in each time step each neuron gets n times a weight, n drawn from a Poisson distribution.
 *
 * <p><b>Equation:</b> n is how many of the thresholds are at most u, the upper 32 bits of a draw; neuron i in step t of
 * sample s of T steps takes draw {@code (s T + t) stride + first + i} of a {@link RandomStream}. So a spike depends on
 * nothing but its numbers: not on threads, nor on how a run is cut.
 *
 * @param seed of the stream
 * @param stride draws of the stream in a step; more than one population may share a stream
 * @param first the draw of the population's first neuron
 * @param thresholds rising, unsigned 32 bits: {@code floor(2^32 P(X <= k))} for k = 0, 1, ..; at most
 *     {@value #MAX_THRESHOLDS}
 * @param weight of a spike
 */
public record PoissonDrive(long seed, int stride, int first, long[] thresholds, int weight) implements Drive {
    /** Most thresholds, which is the most spikes of a neuron in a step. */
    public static final int MAX_THRESHOLDS = 64;

    private static final double RANGE = 4_294_967_296.0;

    /**
     * @throws InputException if thresholds are none, too many, not rising or out of range, or the stride is too short
     */
    public PoissonDrive {
        boolean isRising = thresholds.length > 0 && thresholds.length <= MAX_THRESHOLDS;
        for (int k = 0; k < thresholds.length; k++) {
            isRising &= thresholds[k] >= (k == 0 ? 0 : thresholds[k - 1]) && thresholds[k] <= RANGE;
        }
        if (!isRising || stride < 1 || first < 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "random input of %d thresholds, %d draws a step from draw %d: 1..%d thresholds that rise within 32"
                            + " bits, at least one draw a step and a first draw of at least 0 are needed",
                    thresholds.length,
                    stride,
                    first,
                    MAX_THRESHOLDS));
        }
    }

    /**
     * The thresholds of a mean, as many as have a probability of at least 2^-32 of being passed.
     *
     * @param mean spikes of a neuron in a step, above 0 and at most 16
     * @throws InputException if the mean is out of range
     */
    public static long[] thresholds(double mean) {
        if (!(mean > 0 && mean <= MAX_THRESHOLDS / 4)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a mean of %s random spikes a step: above 0 and at most %d are possible",
                    mean,
                    MAX_THRESHOLDS / 4));
        }
        long[] thresholds = new long[MAX_THRESHOLDS];
        double each = StrictMath.exp(-mean);
        double sum = 0;
        for (int k = 0; k < thresholds.length; k++) {
            sum += each;
            each *= mean / (k + 1);
            thresholds[k] = Math.min((long) Math.floor(RANGE * sum), (long) RANGE);
        }
        return thresholds;
    }

    /** The number of the draw that a population's first neuron takes in a step. */
    public long firstDraw(long sample, int timeSteps, int step) {
        return (sample * timeSteps + step) * stride + first;
    }

    /** The upper 32 bits of a draw. */
    public int draw(long number) {
        return RandomStream.upper(seed, number);
    }

    /** The spikes of a neuron in a step. */
    public int spikes(long sample, int timeSteps, int step, int neuron) {
        long u = Integer.toUnsignedLong(draw(firstDraw(sample, timeSteps, step) + neuron));
        int spikes = 0;
        while (spikes < thresholds.length && u >= thresholds[spikes]) {
            spikes++;
        }
        return spikes;
    }

    long most() {
        return (long) thresholds.length * Math.max(0, weight);
    }

    long least() {
        return (long) thresholds.length * Math.min(0, weight);
    }
}
