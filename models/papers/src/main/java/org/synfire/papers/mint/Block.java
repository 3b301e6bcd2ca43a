package org.synfire.papers.mint;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Parts of a processing element in 32 nm CMOS at 400 MHz.
 *
 * <p><b>Source:</b> SATA_Sim, inference-energy-cal/hw_kernels.py: dynamic power (the sum of its two components) and
 * area by width. Leakage is left out: at most 1.2 uW, 0.003 pJ a cycle.
 */
public enum Block {
    /** Multiplier. */
    MULTIPLIER(
            new double[] {1.551e-3, 12.18e-3, 82.1e-3, 511e-3, 2786e-3},
            new double[] {3.528, 23.016, 101.472, 441.504, 1797.264}),
    /** Adder. */
    ADDER(
            new double[] {2.47e-3, 8.73e-3, 16.89e-3, 36.7e-3, 75.8e-3},
            new double[] {4.704, 13.776, 22.176, 45.024, 90.72}),
    /** Subtractor: the adder's figures. */
    SUBTRACTOR(
            new double[] {2.47e-3, 8.73e-3, 16.89e-3, 36.7e-3, 75.8e-3},
            new double[] {4.704, 13.776, 22.176, 45.024, 90.72}),
    /** Comparator. */
    COMPARATOR(
            new double[] {1.323e-3, 3.64e-3, 9.08e-3, 19.55e-3, 42.5e-3},
            new double[] {2.856, 7.056, 15.456, 32.424, 66.36}),
    /** Register. */
    REGISTER(
            new double[] {3.191e-3, 6.37e-3, 12.49e-3, 25.11e-3, 49.75e-3},
            new double[] {9.24, 17.47, 34.27, 68.04, 135.07}),
    /** AND of a spike with each bit of a weight. */
    AND(new double[] {0.597e-3, 1.181e-3, 2.35e-3, 4.74e-3, 9.49e-3}, new double[] {1.68, 3.36, 6.72, 13.44, 26.88});

    /** Length of a cycle. */
    public static final double CYCLE_NANOS = 2.5;

    private static final int SMALLEST_LOG = 1;
    private static final int LARGEST_LOG = 5;

    private final double[] milliwatts;
    private final double[] squareMicrometres;

    Block(double[] milliwatts, double[] squareMicrometres) {
        this.milliwatts = milliwatts;
        this.squareMicrometres = squareMicrometres;
    }

    /**
     * Energy of one cycle in which it switches.
     *
     * @param width 2, 4, 8, 16 or 32 bits
     */
    public double picojoules(int width) {
        return milliwatts[entry(width)] * CYCLE_NANOS;
    }

    /**
     * Area in um2.
     *
     * @param width 2, 4, 8, 16 or 32 bits
     */
    public double area(int width) {
        return squareMicrometres[entry(width)];
    }

    private static int entry(int width) {
        int log = Integer.numberOfTrailingZeros(width);
        if (Integer.bitCount(width) != 1 || log < SMALLEST_LOG || log > LARGEST_LOG) {
            throw new InputException(String.format(
                    Locale.ROOT, "parts of %d bits have no published figures; 2, 4, 8, 16 and 32 have", width));
        }
        return log - SMALLEST_LOG;
    }
}
