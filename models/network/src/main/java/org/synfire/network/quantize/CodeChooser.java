package org.synfire.network.quantize;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Population;

/** Chooses the code of every population: from measured ranges, or from what the network itself demands. */
final class CodeChooser {
    private final int bits;
    private final RangeRule rule;
    private final Calibration calibration;
    private final Preprocessing preprocessing;

    CodeChooser(int bits, RangeRule rule, Calibration calibration, Preprocessing preprocessing) {
        this.bits = bits;
        this.rule = rule;
        this.calibration = calibration;
        this.preprocessing = preprocessing;
    }

    /** The code of the input: what it can be is known from the preprocessing alone. */
    Code input(PlannedPopulation input) {
        if (input.demanded() != null) {
            return demanded(input);
        }
        float low = 0;
        float high = 0;
        for (int channel = 0; channel < preprocessing.channels(); channel++) {
            low = Math.min(low, preprocessing.value(channel, 0));
            high = Math.max(high, preprocessing.value(channel, Preprocessing.MAX_PIXEL));
        }
        return signed(Math.max(-low, high), low, Float.POSITIVE_INFINITY);
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
        double limit = calibration.limit(population.tensor(), rule, largest());
        float low = isNeverNegative(population, earlier) ? Math.max(0, population.low()) : population.low();
        return signed(limit, low, population.high());
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

    private Code signed(double limit, float low, float high) {
        double scale = limit / largest();
        int least = (int) Math.clamp(Math.rint(low / scale), -largest() - 1, largest());
        int most = (int) Math.clamp(Math.rint(high / scale), least, largest());
        return new Code(bits, true, least, most, scale, 0);
    }

    /**
     * The network's own code; less its zero point where that is the least code there is, because 0 then sends no spike.
     */
    private Code demanded(PlannedPopulation population) {
        Node.Requantize own = population.demanded();
        int low = code(own, population.low());
        int high = code(own, population.high());
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
                            population.tensor(),
                            low,
                            high,
                            bits),
                    e);
        }
        return code;
    }

    private static int code(Node.Requantize own, float value) {
        return (int) Math.clamp(Math.rint(value / own.scale()) + own.zeroPoint(), own.low(), own.high());
    }
}
