package org.synfire.network.quantize;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.program.Register;
import org.synfire.network.reference.DenseReference;

/**
 * Gives every layer of an exact network its arithmetic in a chip's registers: SDANN's scaled integration and bias
 * calibration.
 *
 * <p><b>Equations:</b> eq. 16, {@code M0 = (2^(n-1) - 1 - T/2) / (headroom I_max)} with n the potential's bits, the T/2
 * for the rounding of T steps; I_max is the largest magnitude, over all calibration samples, neurons and bit steps, of
 * an I_t or of a sum of the first of them, biases included where they are added to potentials. Eq. 17, {@code M1 = M^ /
 * M0} per entry of the rescale. Both are fixed-point numbers of the format's width; M0's is rounded down, so that I_max
 * fits.
 *
 * <p><b>Bias:</b> in units of the sums a bias is stored as the potential's register holds it and multiplied by M0;
 * calibrated (eq. 10) it is the nearest integer in units of the code, added after M1. A raw answer has no code: its
 * calibrated bias is stored in units of its potential, and so is every bias with {@link BiasCalibration#SCALED}.
 */
public final class IntegrationScaler {
    /** Largest headroom. */
    public static final int MAX_HEADROOM = 1024;

    private final NumberFormats formats;
    private final BiasCalibration biases;
    private final double headroom;
    private final boolean scales;

    private IntegrationScaler(NumberFormats formats, BiasCalibration biases, double headroom, boolean scales) {
        if (!(headroom >= 1 && headroom <= MAX_HEADROOM)) {
            throw new InputException(
                    String.format(Locale.ROOT, "a headroom of %s: 1..%d is possible", headroom, MAX_HEADROOM));
        }
        this.formats = formats;
        this.biases = biases;
        this.headroom = headroom;
        this.scales = scales;
    }

    /** Scaled integration in these registers, biases calibrated where needed. */
    public static IntegrationScaler of(NumberFormats formats) {
        return new IntegrationScaler(formats, BiasCalibration.AUTO, 1, true);
    }

    /** Where biases are calibrated. */
    public IntegrationScaler withBiases(BiasCalibration calibration) {
        return new IntegrationScaler(formats, calibration, headroom, scales);
    }

    /**
     * Room above what calibration sees.
     *
     * @param factor I_max is taken so many times as large as measured, 1..{@value #MAX_HEADROOM}; the paper has 1.
     *     Registers that wrap need room, because a potential a little too large becomes one far too small
     * @throws InputException if it is out of range
     */
    public IntegrationScaler withHeadroom(double factor) {
        return new IntegrationScaler(formats, biases, factor, scales);
    }

    /** M0 = 1 everywhere: what happens in these registers without scaled integration. */
    public IntegrationScaler withoutScaling() {
        return new IntegrationScaler(formats, biases, headroom, false);
    }

    /**
     * Measures I_max and chooses M0 and M1.
     *
     * @param encoded a network that is exact
     * @param images of the training split, a hundred or more
     * @param threads that share the samples out among them; the result does not depend on it
     * @throws InputException if there are no images, the network is scaled already, or a factor does not fit its format
     */
    public EncodedNetwork scale(EncodedNetwork encoded, ImageSet images, int threads) {
        IntegerNetwork network = encoded.network();
        requireScalable(network);
        if (images.size() == 0) {
            throw new InputException("network " + network.name()
                    + ": no images to measure potentials on; take at least one, better a hundred or more");
        }
        long[] peaks = scales ? peaks(encoded, images, threads) : null;
        return encoded.with(withIntegration(
                network, (p, summing) -> integration(p, summing, factor(network.timeSteps(), peaks, p.id()))));
    }

    /**
     * M0 of a population.
     *
     * @param peaks I_max of each; {@code null} for M0 = 1 everywhere
     */
    private FixedPoint factor(int bits, long[] peaks, int population) {
        return peaks == null
                ? FixedPoint.one(bits)
                : FixedPoint.below(
                        (formats.potential().high() - bits / 2) / (headroom * Math.max(1, peaks[population])),
                        bits,
                        formats.multiplierBits());
    }

    private static IntegerNetwork withIntegration(
            IntegerNetwork network, BiFunction<Population, Neurons.Summing, ScaledIntegration> integration) {
        return network.with(p -> p.neurons() instanceof Neurons.Summing summing
                ? p.with(summing.with(integration.apply(p, summing)))
                : p);
    }

    /**
     * Refuses networks that cannot be scaled.
     *
     * @throws InputException if a network has no exact sums of codes
     */
    public static void requireScalable(IntegerNetwork network) {
        if (network.coding() != Coding.CODES) {
            throw new InputException("network " + network.name()
                    + " spikes by itself; scaled integration is for networks that send codes: leave it out");
        }
        if (!network.isExact()) {
            throw new InputException("network " + network.name() + " has scaled integration already");
        }
    }

    /** M0. */
    private record FixedPoint(int multiplier, int shift) {
        static FixedPoint one(int bits) {
            return new FixedPoint(1 << (bits - 1), bits - 1);
        }

        /** The largest that is not above a factor, with a shift that the first bit step can take. */
        static FixedPoint below(double factor, int bits, int multiplierBits) {
            int shift = Math.clamp(multiplierBits - 2 - Math.getExponent(factor), bits - 1, Rescale.MAX_SHIFT);
            int most = Integer.MAX_VALUE >>> (Integer.SIZE - multiplierBits);
            return new FixedPoint(Math.clamp((long) Math.floor(Math.scalb(factor, shift)), 1, most), shift);
        }

        double value() {
            return Math.scalb((double) multiplier, -shift);
        }
    }

    /** The largest magnitudes with M0 = 1 in registers that hold everything. */
    private long[] peaks(EncodedNetwork encoded, ImageSet images, int threads) {
        IntegerNetwork network = encoded.network();
        Register wide = new Register(Register.MAX_BITS, Register.Overflow.SATURATE);
        NumberFormats exact = new NumberFormats(wide, wide, formats.multiplierBits());
        FixedPoint one = FixedPoint.one(network.timeSteps());
        IntegerNetwork unscaled = withIntegration(
                network,
                (p, summing) -> new ScaledIntegration(
                        exact,
                        one.multiplier,
                        one.shift,
                        addsToPotential(summing) ? summing.bias() : new int[1],
                        rescale(p, summing, one, isCalibrated(summing)),
                        isCalibrated(summing)));
        List<long[]> shares = IntStream.range(0, threads)
                .parallel()
                .mapToObj(t -> peaks(encoded.with(unscaled), images, t, threads))
                .toList();
        long[] largest = new long[network.populations().size()];
        Arrays.setAll(
                largest, p -> shares.stream().mapToLong(share -> share[p]).max().orElse(0));
        return largest;
    }

    private static long[] peaks(EncodedNetwork encoded, ImageSet images, int first, int stride) {
        IntegerNetwork unscaled = encoded.network();
        DenseReference reference = new DenseReference(unscaled);
        byte[] pixels = new byte[images.imageBytes()];
        int[] input = new int[unscaled.input().shape().size()];
        for (int i = first; i < images.size(); i += stride) {
            images.pixels(i, pixels);
            encoded.inputCodes().encode(pixels, input);
            reference.compute(input);
        }
        return IntStream.range(0, unscaled.populations().size())
                .mapToLong(p -> p == 0 ? 0 : reference.peak(p))
                .toArray();
    }

    /**
     * An answer has no code, and the slope of two is chosen by the whole sum, so their bias is added to the potential,
     * calibrated or not.
     */
    private boolean addsToPotential(Neurons.Summing neurons) {
        return switch (neurons) {
            case Neurons.Answer answer -> true;
            case Neurons.Stem stem -> stem.rescale().hasTwoSlopes() || !isCalibrated(stem);
        };
    }

    private boolean isCalibrated(Neurons.Summing neurons) {
        return switch (biases) {
            case ALWAYS -> true;
            case NEVER, SCALED -> false;
            case AUTO ->
                Arrays.stream(neurons.bias())
                        .anyMatch(bias -> !formats.potential().holds(bias));
        };
    }

    private ScaledIntegration integration(Population population, Neurons.Summing neurons, FixedPoint factor) {
        boolean calibrated = isCalibrated(neurons);
        int[] bias = addsToPotential(neurons)
                ? Arrays.stream(neurons.bias())
                        .map(b -> inPotential(b, factor, calibrated))
                        .toArray()
                : new int[1];
        Rescale rescale = rescale(population, neurons, factor, calibrated);
        return new ScaledIntegration(formats, factor.multiplier, factor.shift, bias, rescale, calibrated);
    }

    private int inPotential(int bias, FixedPoint factor, boolean calibrated) {
        long stored = calibrated || biases == BiasCalibration.SCALED
                ? bias
                : formats.potential().written(bias);
        return formats.potential().written(Rescale.symmetric(factor.multiplier * stored, factor.shift));
    }

    /** M1 with the zero point, the calibrated bias and the rounding of the exact rescale. */
    private Rescale rescale(Population population, Neurons.Summing neurons, FixedPoint factor, boolean calibrated) {
        return switch (neurons) {
            case Neurons.Answer answer -> Rescale.IDENTITY;
            case Neurons.Stem stem -> rescale(population, stem, factor, calibrated);
        };
    }

    private Rescale rescale(Population population, Neurons.Stem stem, FixedPoint factor, boolean calibrated) {
        Rescale exact = stem.rescale();
        double[] factors = IntStream.range(0, exact.entries())
                .mapToDouble(e -> real(exact, e) / factor.value())
                .toArray();
        double[] ofNegatives = IntStream.range(0, exact.entries())
                .mapToDouble(e -> Math.scalb((double) exact.negative(e), -exact.shift(e)) / factor.value())
                .toArray();
        Rescale second = nearest(population, factors, ofNegatives);
        int[] bias = calibrated && !addsToPotential(stem) ? stem.bias() : new int[1];
        int entries = Math.max(exact.entries(), bias.length);
        int[] multipliers = new int[entries];
        int[] negatives = new int[entries];
        int[] shifts = new int[entries];
        long[] addends = new long[entries];
        for (int i = 0; i < entries; i++) {
            int channel = entries == population.shape().size()
                    ? i / population.shape().positions()
                    : i;
            int entry = population.entry(exact.entries(), channel, i);
            long inCode = Math.round(bias[population.entry(bias.length, channel, i)] * real(exact, entry));
            multipliers[i] = second.multiplier(entry);
            negatives[i] = second.negative(entry);
            shifts[i] = second.shift(entry);
            addends[i] = (inCode + (exact.addend(entry) >> exact.shift(entry))) << shifts[i];
            addends[i] += roundingTerm(exact, entry, shifts[i]);
        }
        return new Rescale(multipliers, negatives, shifts, addends, exact.stages());
    }

    private Rescale nearest(Population population, double[] factors, double[] negatives) {
        try {
            return Rescale.nearest(factors, negatives, 0, formats.multiplierBits());
        } catch (InputException tooLarge) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "layer %s: M1 does not fit %d bits: %s",
                            population.name(),
                            formats.multiplierBits(),
                            tooLarge.getMessage()),
                    tooLarge);
        }
    }

    private static double real(Rescale rescale, int entry) {
        return Math.scalb((double) rescale.multiplier(entry), -rescale.shift(entry));
    }

    /** The part of an addend below 1, which is what makes the shift round, at another shift. */
    private static long roundingTerm(Rescale exact, int entry, int shift) {
        long below = exact.addend(entry) & (1L << exact.shift(entry)) - 1;
        return Math.round(Math.scalb((double) below, shift - exact.shift(entry)));
    }
}
