package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.program.ProductRounding;

/**
 * Integer rescaling of a 32-bit sum to a code: {@code clamp((sum * multiplier + addend) >> shift, low, high)} in 64
 * bits.
 *
 * <p><b>Fixed point:</b> the real factor is {@code multiplier / 2^shift}; the shift is arithmetic, so the result is the
 * floor of the exact quotient; {@code addend} holds the rounding term and the zero point, {@code (zeroPoint << shift) +
 * 2^(shift-1)} for rounding half up. Sums below 0 may have a multiplier of their own, which makes an activation of two
 * slopes. A rounding in {@link #stages} takes the place of the floor. Apart from {@link ProductRounding} this is the
 * only class that rounds; emulator and dense reference both call it. <b>Equation:</b> SDANN eq. 8, M^ as a fixed-point
 * multiplication and a shift.
 *
 * <p><b>Generation:</b> SDANN eqs 20-21 pick the binary digits of a value V. What V they pick from is stated here:
 * {@link #apply} has rounded it to the nearest integer, as the quantised network does, and limited it to the code, so
 * that a value above the largest code sends all its digits instead of a sign bit.
 *
 * <p><b>Limits:</b> one entry each, or one per channel, or one per neuron (in the order channel, row, column).
 * Multipliers are 0..2^31-1, those of negative sums as large in magnitude, shifts 0..{@value #MAX_SHIFT}, addends below
 * 2^62 in magnitude, so no product overflows 64 bits.
 */
public final class Rescale {
    /** Largest shift. */
    public static final int MAX_SHIFT = 52;

    /** Changes nothing. */
    public static final Rescale IDENTITY = floorShift(0);

    private static final long MAX_ADDEND = 1L << 62;

    private final int[] multipliers;
    private final int[] negatives;
    private final int[] shifts;
    private final long[] addends;
    private final Optional<StepRounding.Staged> stages;

    /**
     * Of one slope, rounding down.
     *
     * @throws InputException if the arrays differ in length or an entry is out of its range
     */
    public Rescale(int[] multipliers, int[] shifts, long[] addends) {
        this(multipliers, multipliers, shifts, addends, Optional.empty());
    }

    /**
     * Of any slopes and rounding.
     *
     * @param multipliers of sums from 0 on
     * @param negatives multipliers of sums below 0
     * @param stages the rounding; without it, down
     * @throws InputException if the arrays differ in length or an entry is out of its range
     */
    public Rescale(
            int[] multipliers, int[] negatives, int[] shifts, long[] addends, Optional<StepRounding.Staged> stages) {
        if (multipliers.length == 0 || multipliers.length != shifts.length || multipliers.length != addends.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a rescale needs as many multipliers as shifts and addends, not %d, %d and %d",
                    multipliers.length,
                    shifts.length,
                    addends.length));
        }
        if (multipliers.length != negatives.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a rescale needs as many multipliers of negative sums as of others, not %d and %d",
                    negatives.length,
                    multipliers.length));
        }
        for (int i = 0; i < multipliers.length; i++) {
            if (multipliers[i] < 0
                    || negatives[i] == Integer.MIN_VALUE
                    || shifts[i] < 0
                    || shifts[i] > MAX_SHIFT
                    || Math.abs(addends[i]) >= MAX_ADDEND) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "rescale entry %d: multiplier %d, of negative sums %d, shift %d, addend %d is out of range",
                        i,
                        multipliers[i],
                        negatives[i],
                        shifts[i],
                        addends[i]));
            }
        }
        this.multipliers = multipliers.clone();
        this.negatives = negatives.clone();
        this.shifts = shifts.clone();
        this.addends = addends.clone();
        this.stages = stages;
    }

    /**
     * The nearest fixed-point form of real factors, rounding half up, with the multiplier normalised to 31 bits.
     *
     * @param factors 0 or more, finite, below 2^30; a factor too small to show (under 2^-{@value #MAX_SHIFT}) becomes 0
     * @param zeroPoint code of the real value 0
     */
    public static Rescale nearest(double[] factors, int zeroPoint) {
        return nearest(factors, zeroPoint, Integer.SIZE);
    }

    /**
     * As {@link #nearest(double[], int)}, with multipliers of so many bits, sign included, 8..32, and factors below
     * 2^(bits-2).
     */
    public static Rescale nearest(double[] factors, int zeroPoint, int multiplierBits) {
        return nearest(factors, factors, zeroPoint, multiplierBits);
    }

    /**
     * As {@link #nearest(double[], int, int)}, with other factors for negative sums.
     *
     * @param negatives as many; of any sign, their magnitude limited as factors are
     */
    public static Rescale nearest(double[] factors, double[] negatives, int zeroPoint, int multiplierBits) {
        int largest = Integer.MAX_VALUE >>> (Integer.SIZE - multiplierBits);
        int[] multipliers = new int[factors.length];
        int[] ofNegatives = new int[factors.length];
        int[] shifts = new int[factors.length];
        long[] addends = new long[factors.length];
        for (int i = 0; i < factors.length; i++) {
            double widest = Math.max(factors[i], Math.abs(negatives[i]));
            if (!(factors[i] >= 0) || !(widest < 1 << (multiplierBits - 2))) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "a rescale factor must be 0 or more and below 2^%d, not %s",
                        multiplierBits - 2,
                        factors[i] >= 0 ? negatives[i] : factors[i]));
            }
            int shift = widest == 0 ? 0 : Math.clamp(multiplierBits - 2 - Math.getExponent(widest), 0, MAX_SHIFT);
            if (Math.round(Math.scalb(widest, shift)) > largest) {
                shift--;
            }
            multipliers[i] = multiplier(factors[i], shift, largest);
            ofNegatives[i] = negatives[i] < 0
                    ? -multiplier(-negatives[i], shift, largest)
                    : multiplier(negatives[i], shift, largest);
            shifts[i] = shift;
            addends[i] = ((long) zeroPoint << shift) + (shift > 0 ? 1L << (shift - 1) : 0);
        }
        return new Rescale(multipliers, ofNegatives, shifts, addends, Optional.empty());
    }

    private static int multiplier(double factor, int shift, int largest) {
        return (int) Math.min(largest, Math.round(Math.scalb(factor, shift)));
    }

    /**
     * As {@link #nearest(double[], double[], int, int)}, rounding down: nothing below 0 becomes 0 but by a factor of 0.
     */
    public static Rescale down(double[] factors, double[] negatives, int zeroPoint) {
        Rescale nearest = nearest(factors, negatives, zeroPoint, Integer.SIZE);
        long[] addends = new long[factors.length];
        Arrays.setAll(addends, i -> (long) zeroPoint << nearest.shifts[i]);
        return new Rescale(nearest.multipliers, nearest.negatives, nearest.shifts, addends, Optional.empty());
    }

    /**
     * As {@link #nearest(double[], int)}, rounding down what was offset before.
     *
     * @param offsets one for each factor: added to the product, in units of the result; within 2^8
     */
    public static Rescale offset(double[] factors, int zeroPoint, double[] offsets) {
        Rescale nearest = nearest(factors, zeroPoint);
        long[] addends = new long[factors.length];
        Arrays.setAll(
                addends,
                i -> ((long) zeroPoint << nearest.shifts[i]) + Math.round(Math.scalb(offsets[i], nearest.shifts[i])));
        return new Rescale(nearest.multipliers, nearest.shifts, addends);
    }

    /**
     * As {@link #nearest(double[], int)}, rounding in two stages what was offset before.
     *
     * @param factors to fine steps
     * @param zeroPoint in steps
     * @param offsets one for each factor: added to the product, in fine steps; within 2^8
     */
    public static Rescale staged(double[] factors, int zeroPoint, double[] offsets, StepRounding.Staged stages) {
        Rescale down = offset(factors, zeroPoint << stages.bits(), offsets);
        return new Rescale(down.multipliers, down.multipliers, down.shifts, down.addends, Optional.of(stages));
    }

    /** A factor of {@code 2^-shift}, rounding half up. */
    public static Rescale halfUpShift(int shift) {
        return new Rescale(new int[] {1}, new int[] {shift}, new long[] {shift > 0 ? 1L << (shift - 1) : 0});
    }

    /** A factor of {@code 2^-shift}, rounding down. */
    public static Rescale floorShift(int shift) {
        return new Rescale(new int[] {1}, new int[] {shift}, new long[] {0});
    }

    /** How many entries there are: 1, one per channel, or one per neuron. */
    public int entries() {
        return multipliers.length;
    }

    /** The multiplier of an entry. */
    public int multiplier(int entry) {
        return multipliers[entry];
    }

    /** The multiplier of an entry for sums below 0. */
    public int negative(int entry) {
        return negatives[entry];
    }

    /** Whether an entry has another slope for sums below 0. */
    public boolean hasTwoSlopes(int entry) {
        return negatives[entry] != multipliers[entry];
    }

    /** Whether some entry has another slope for sums below 0. */
    public boolean hasTwoSlopes() {
        return !Arrays.equals(multipliers, negatives);
    }

    /** The rounding; without it, down. */
    public Optional<StepRounding.Staged> stages() {
        return stages;
    }

    /** The shift of an entry. */
    public int shift(int entry) {
        return shifts[entry];
    }

    /** The addend of an entry. */
    public long addend(int entry) {
        return addends[entry];
    }

    /**
     * {@code product / 2^shift} rounded to the nearest integer, halves away from 0: the multiplier of Darwin3 by
     * default. The shift is 0..{@value #MAX_SHIFT}.
     */
    public static long symmetric(long product, int shift) {
        return ProductRounding.NEAREST.shifted(product, shift);
    }

    /**
     * The multiple of 2^n nearest to a value, halves up, or the largest multiple that is no more than {@code high}, or
     * the least no less than {@code low}.
     */
    public static int roundOff(int value, int n, int low, int high) {
        int rounded = (value + (1 << n >> 1)) >> n << n;
        return rounded > high ? high >> n << n : rounded < low ? -(-low >> n << n) : rounded;
    }

    /** Rescales one sum by an entry and limits it to {@code low..high}. */
    public int apply(int sum, int entry, int low, int high) {
        int multiplier = sum < 0 ? negatives[entry] : multipliers[entry];
        return stages.isEmpty()
                ? apply(sum, multiplier, shifts[entry], addends[entry], low, high)
                : apply(sum, multiplier, shifts[entry], addends[entry], stages.get(), low, high);
    }

    /** Rescales one sum, rounding down, and limits it to {@code low..high}. */
    public static int apply(int sum, int multiplier, int shift, long addend, int low, int high) {
        long scaled = ((long) sum * multiplier + addend) >> shift;
        return (int) Math.max(low, Math.min(high, scaled));
    }

    /** Rescales one sum, rounding in two stages, and limits it to {@code low..high}. */
    public static int apply(
            int sum, int multiplier, int shift, long addend, StepRounding.Staged stages, int low, int high) {
        long fine = stages.first().shifted((long) sum * multiplier + addend, shift);
        return (int) Math.max(low, Math.min(high, stages.second().shifted(fine, stages.bits())));
    }
}
