package org.synfire.network.quantize;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.TransferTable;

/** Chooses the code of every population: from measured ranges, or from what the network itself demands. */
final class CodeChooser {
    /** How far from a whole number a pixel may be that stands for it, since mean and scale are reals of 32 bits. */
    private static final double WHOLE = 1e-4;

    private final int bits;
    private final CodeSigns signs;
    private final RangeRule rule;
    private final Calibration calibration;
    private final Preprocessing preprocessing;

    CodeChooser(int bits, CodeSigns signs, RangeRule rule, Calibration calibration, Preprocessing preprocessing) {
        this.bits = bits;
        this.signs = signs;
        this.rule = rule;
        this.calibration = calibration;
        this.preprocessing = preprocessing;
    }

    /**
     * The code of the input: what it can be is known from the preprocessing alone.
     *
     * @param isOfIntegers whether the network computes with integers of its own, to which pixels that are whole numbers
     *     are what they are
     */
    Code input(PlannedPopulation input, boolean isOfIntegers) {
        if (input.demanded() != null) {
            return demanded(input);
        }
        if (isOfIntegers && bits == Code.MAX_BITS) {
            Optional<Code> whole = wholePixels();
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        float low = 0;
        float high = 0;
        for (int channel = 0; channel < preprocessing.channels(); channel++) {
            low = Math.min(low, preprocessing.value(channel, 0));
            high = Math.max(high, preprocessing.value(channel, Preprocessing.MAX_PIXEL));
        }
        return code(Math.max(-low, high), low, Float.POSITIVE_INFINITY);
    }

    /** The code of pixels that the network sees as whole numbers of 8 bits; empty for others. */
    private Optional<Code> wholePixels() {
        int low = 0;
        int high = 0;
        for (int channel = 0; channel < preprocessing.channels(); channel++) {
            for (int pixel = 0; pixel <= Preprocessing.MAX_PIXEL; pixel++) {
                float value = preprocessing.value(channel, pixel);
                int whole = Math.round(value);
                if (!(Math.abs(value - whole) < WHOLE)) {
                    return Optional.empty();
                }
                low = Math.min(low, whole);
                high = Math.max(high, whole);
            }
        }
        boolean isSigned = low < 0;
        return low >= -largest() - 1 && high <= (isSigned ? largest() : 2 * largest() + 1)
                ? Optional.of(new Code(bits, isSigned, low, high, 1, 0))
                : Optional.empty();
    }

    /**
     * The code of another population.
     *
     * @param earlier the populations before it, with their codes
     */
    Code of(PlannedPopulation population, List<Population> earlier) {
        if (population.demanded() != null) {
            return demanded(population);
        }
        if (population.copied() != null) {
            return earlier.get(population.copied().id()).coded().code();
        }
        return measured(population, population.tensor(), population.limits(), earlier);
    }

    /** The code of the values that a population looks up. */
    Code inner(PlannedPopulation population, List<Population> earlier) {
        PlannedPopulation.Inner inner = population.inner();
        return inner.demanded() == null
                ? measured(population, inner.tensor(), inner.limits(), earlier)
                : demanded(inner.demanded(), inner.limits(), inner.ownLimits(), inner.tensor());
    }

    /** The code of what a population sends of the values that it looks up. */
    Code of(PlannedPopulation population, Code inner) {
        if (population.demanded() != null) {
            return demanded(population);
        }
        ScalarFunction function = population.inner().function();
        double least = Double.POSITIVE_INFINITY;
        for (int channel = 0; channel < function.perChannel().size(); channel++) {
            for (int value = inner.low(); value <= inner.high(); value++) {
                least = Math.min(least, limited(population, function.apply(channel, inner.real(value))));
            }
        }
        float low = least >= 0 ? 0 : Float.NEGATIVE_INFINITY;
        return code(
                calibration.limit(population.tensor(), rule, largest(low)),
                low,
                population.limits().high());
    }

    /** What is sent for each of the values that a population looks up. */
    static TransferTable table(PlannedPopulation population, Code inner, Code code) {
        ScalarFunction function = population.inner().function();
        int[][] tables = new int[function.perChannel().size()][inner.high() - inner.low() + 1];
        for (int channel = 0; channel < tables.length; channel++) {
            for (int i = 0; i < tables[channel].length; i++) {
                double value = limited(population, function.apply(channel, inner.real(inner.low() + i)));
                StepRounding rounding = population.demanded() == null
                        ? StepRounding.NEAREST
                        : population.demanded().rounding();
                double steps = rounding.apply(value / code.scale());
                steps += code.zeroPoint();
                tables[channel][i] = (int) Math.clamp(steps, code.low(), code.high());
            }
        }
        return new TransferTable(function.text(), inner, tables);
    }

    /** A value within the limits; what is no number, such as the logarithm of a negative one, counts as the least. */
    private static double limited(PlannedPopulation population, double value) {
        return Double.isNaN(value)
                ? Math.max(population.limits().low(), -Float.MAX_VALUE)
                : Math.clamp(
                        value, population.limits().low(), population.limits().high());
    }

    private Code measured(PlannedPopulation population, String tensor, Limits limits, List<Population> earlier) {
        float least = isNeverNegative(population, earlier) ? Math.max(0, limits.low()) : limits.low();
        return code(calibration.limit(tensor, rule, largest(least)), least, limits.high());
    }

    private static boolean isNeverNegative(PlannedPopulation population, List<Population> earlier) {
        return population.branches().stream().noneMatch(Branch.Weighted.class::isInstance)
                && population.branches().stream()
                        .map(b -> earlier.get(b.source().population()).coded().code())
                        .allMatch(c -> c.low() >= c.zeroPoint());
    }

    private int largest() {
        return (1 << (bits - 1)) - 1;
    }

    /** The largest code of values of which the least is known. */
    private int largest(float low) {
        return hasSign(low) ? largest() : 2 * largest() + 1;
    }

    private boolean hasSign(float low) {
        return switch (signs) {
            case ALWAYS -> true;
            case WHERE_NEEDED -> low < 0;
        };
    }

    /** @param limit what the largest code stands for; 0 for values that were 0 whenever they were measured */
    private Code code(double limit, float low, float high) {
        int largest = largest(low);
        double scale = limit > 0 ? limit / largest : 1;
        int least = (int) Math.clamp(Math.rint(low / scale), hasSign(low) ? -largest - 1 : 0, largest);
        int most = (int) Math.clamp(Math.rint(high / scale), least, largest);
        return new Code(bits, hasSign(low), least, most, scale, 0);
    }

    /**
     * The network's own code; less its zero point where that is the least code there is, because 0 then sends no spike.
     */
    private Code demanded(PlannedPopulation population) {
        return demanded(population.demanded(), population.limits(), population.ownLimits(), population.tensor());
    }

    /**
     * The network's own code.
     *
     * @param before limits of the values that become codes
     * @param after limits of the codes' values
     */
    private Code demanded(Node.Requantize own, Limits before, Limits after, String tensor) {
        int low = Math.max(own.step(before.low()), nearest(own, after.low()));
        int high = Math.max(low, Math.min(own.step(before.high()), nearest(own, after.high())));
        int offset = low == own.zeroPoint() ? own.zeroPoint() : 0;
        boolean isSigned = low - offset < 0 || high - offset <= largest();
        Code code;
        try {
            code = new Code(bits, isSigned, low - offset, high - offset, own.scale(), own.zeroPoint() - offset);
        } catch (InputException e) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "layer %s: its own codes are %d..%d, which %d bits cannot hold; use 8 bits",
                            tensor,
                            low,
                            high,
                            bits),
                    e);
        }
        return code;
    }

    private static int nearest(Node.Requantize own, float value) {
        return (int) Math.clamp(Math.rint(value / own.scale()) + own.zeroPoint(), own.low(), own.high());
    }
}
