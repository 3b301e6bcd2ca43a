package org.synfire.network.quantize;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * What one unit of a population's 32-bit sum is worth, per output channel: the one scale in which all its branches and
 * its bias are added.
 *
 * <p><b>Equation:</b> {@code u_c = max over branches of max|W_c| * s_in / (2^(w-1) - 1)}: the weights of the branch
 * that needs the widest range use all of theirs. Where layers have bits of their own, {@link WeightRange} takes the
 * place of {@code max|W_c|}. An identity projection then weighs {@code s_in / u_c}; u_c is raised where that makes the
 * widest identity projection a whole number, or where it would take more than {@value #MAX_PARALLEL} parallel synapses.
 * Among identity projections alone u is the one, of those within {@value #MAX_PARALLEL_AMONG_IDENTITIES} parallel
 * synapses, that meets all scales best.
 */
final class SumUnits {
    private static final int MAX_PARALLEL = 16;
    private static final int MAX_PARALLEL_AMONG_IDENTITIES = 4;
    /** Largest bias in units, so that sums with it stay within 32 bits. */
    private static final double MAX_BIAS = 1 << 28;
    /** Units of the largest bias of a layer that has nothing but a bias. */
    private static final double BIAS_STEPS = 1 << 20;

    private final double[] units;
    private final int weightBits;
    private final boolean keepsIntegers;

    private SumUnits(double[] units, int weightBits, boolean keepsIntegers) {
        this.units = units;
        this.weightBits = weightBits;
        this.keepsIntegers = keepsIntegers;
    }

    /**
     * @param scale the scale of the codes that a signal carries
     * @param perChannel whether channels may differ
     */
    static SumUnits of(
            PlannedPopulation population, ToDoubleFunction<Signal> scale, LayerBits bits, boolean perChannel) {
        int channels = population.shape().channels();
        int weightBits = bits.of(population);
        int weightLimit = WeightRange.limit(weightBits);
        List<Branch.Weighted> weighted = population.branches().stream()
                .filter(Branch.Weighted.class::isInstance)
                .map(Branch.Weighted.class::cast)
                .toList();
        double[] identities = population.branches().stream()
                .filter(Branch.Identity.class::isInstance)
                .mapToDouble(b -> scale.applyAsDouble(b.source()))
                .toArray();
        if (weighted.isEmpty()) {
            Branch first = population.branches().getFirst();
            double unit = first instanceof Branch.Averaged
                    ? scale.applyAsDouble(first.source())
                    : amongIdentities(identities, MAX_PARALLEL_AMONG_IDENTITIES * weightLimit);
            return new SumUnits(filled(channels, unit), weightBits, false);
        }
        weighted.forEach(SumUnits::requireWeights);
        if (isOneLayer(weighted, scale) && keepsIntegers(weighted.getFirst(), weightBits, perChannel)) {
            int needed = neededBits(weighted.getFirst().weights().integers());
            return new SumUnits(own(weighted.getFirst(), scale, channels), Math.max(weightBits, needed), true);
        }
        double[] units = new double[channels];
        for (Branch.Weighted branch : weighted) {
            double sourceScale = scale.applyAsDouble(branch.source());
            widen(
                    units,
                    branch,
                    perChannel,
                    (from, to) -> bits.unit(branch.weights().values(), from, to, sourceScale, weightBits));
        }
        double widest = Arrays.stream(units).max().orElseThrow();
        widest = widest > 0 ? widest : ofBiasAlone(weighted, channels);
        double widestIdentity = Arrays.stream(identities).max().orElse(0);
        for (int channel = 0; channel < channels; channel++) {
            double unit = perChannel && units[channel] > 0 ? units[channel] : widest;
            units[channel] = Math.max(
                    fitIdentity(unit, widestIdentity, MAX_PARALLEL * weightLimit), bias(weighted, channel) / MAX_BIAS);
        }
        return new SumUnits(
                perChannel ? units : filled(channels, Arrays.stream(units).max().orElseThrow()), weightBits, false);
    }

    /** The unit of a layer whose weights are all 0. */
    private static double ofBiasAlone(List<Branch.Weighted> weighted, int channels) {
        double largest = IntStream.range(0, channels)
                .mapToDouble(channel -> bias(weighted, channel))
                .max()
                .orElseThrow();
        return largest > 0 ? largest / BIAS_STEPS : 1;
    }

    /** Whether all branches have the same weights and read the same scale: one layer that reads several senders. */
    private static boolean isOneLayer(List<Branch.Weighted> weighted, ToDoubleFunction<Signal> scale) {
        Branch.Weighted first = weighted.getFirst();
        return weighted.stream()
                .allMatch(branch -> branch.weights() == first.weights()
                        && scale.applyAsDouble(branch.source()) == scale.applyAsDouble(first.source()));
    }

    private static int neededBits(short[] integers) {
        int bits = Byte.SIZE;
        for (short integer : integers) {
            bits = integer < Byte.MIN_VALUE || integer > Byte.MAX_VALUE ? Byte.SIZE + 1 : bits;
        }
        return bits;
    }

    private static double[] filled(int channels, double unit) {
        double[] units = new double[channels];
        Arrays.fill(units, unit);
        return units;
    }

    private static void requireWeights(Branch.Weighted branch) {
        for (float weight : branch.weights().values()) {
            requireFinite(branch, "weight", weight);
        }
        for (float bias : branch.bias()) {
            requireFinite(branch, "bias", bias);
        }
    }

    private static void requireFinite(Branch.Weighted branch, String what, float value) {
        if (!Float.isFinite(value)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: a %s is %s; check the training or the export",
                    branch.operation().name(),
                    what,
                    value));
        }
    }

    private static boolean keepsIntegers(Branch.Weighted branch, int weightBits, boolean perChannel) {
        return branch.weights().isQuantized()
                && weightBits == Byte.SIZE
                && (perChannel || branch.weights().scales().length == 1);
    }

    private static double[] own(Branch.Weighted branch, ToDoubleFunction<Signal> scale, int channels) {
        float[] scales = branch.weights().scales();
        double[] units = new double[channels];
        Arrays.setAll(
                units, channel -> scale.applyAsDouble(branch.source()) * scales[scales.length == 1 ? 0 : channel]);
        return units;
    }

    /** The unit that some of a layer's weights need. */
    private interface UnitOfPart {
        double of(int from, int to);
    }

    private static void widen(double[] units, Branch.Weighted branch, boolean perChannel, UnitOfPart needed) {
        int length = branch.weights().values().length;
        int perUnit = perChannel ? length / units.length : length;
        for (int from = 0; from < length; from += perUnit) {
            double unit = needed.of(from, from + perUnit);
            int channel = from / perUnit;
            for (int i = channel; i < (perChannel ? channel + 1 : units.length); i++) {
                units[i] = Math.max(units[i], unit);
            }
        }
    }

    private static double fitIdentity(double unit, double identity, int limit) {
        double fitting = Math.max(unit, identity / limit);
        double weight = Math.floor(identity / fitting * (1 + 1e-12));
        return weight < 1 ? fitting : identity / weight;
    }

    /** The largest magnitude of a channel's bias. */
    private static double bias(List<Branch.Weighted> branches, int channel) {
        double largest = 0;
        for (Branch.Weighted branch : branches) {
            int perChannel = branch.bias().length / branch.operation().shape().channels();
            double ofBranch = 0;
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
                ofBranch = Math.max(ofBranch, Math.abs(branch.bias()[i]));
            }
            largest += ofBranch;
        }
        return largest;
    }

    /**
     * The unit for which the widest identity projection weighs a whole number up to the limit and the others come
     * nearest to one; the least weights among equals.
     */
    private static double amongIdentities(double[] scales, int limit) {
        double widest = Arrays.stream(scales).max().orElseThrow();
        double best = widest;
        double leastError = Double.POSITIVE_INFINITY;
        for (int weight = 1; weight <= limit; weight++) {
            double unit = widest / weight;
            double error = Arrays.stream(scales)
                    .map(s -> Math.abs(s - Math.rint(s / unit) * unit))
                    .max()
                    .orElseThrow();
            if (error < leastError * (1 - 1e-9)) {
                leastError = error;
                best = unit;
            }
        }
        return best;
    }

    int channels() {
        return units.length;
    }

    double unit(int channel) {
        return units[channel];
    }

    /** Whether all channels have the same unit. */
    boolean isUniform() {
        return Arrays.stream(units).allMatch(u -> u == units[0]);
    }

    /** Significant bits of one synapse's weight. */
    int weightBits() {
        return weightBits;
    }

    /** Largest magnitude of one synapse's weight. */
    int weightLimit() {
        return WeightRange.limit(weightBits);
    }

    /** Whether the units are those of the integer weights that the model file holds. */
    boolean keepsIntegers() {
        return keepsIntegers;
    }
}
