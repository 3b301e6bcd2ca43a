package org.synfire.tools;

import org.synfire.engine.InputException;
import org.synfire.network.quantize.RangeRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code least-squares}, {@code largest} or a percentile. */
final class RangeRuleConverter implements ITypeConverter<RangeRule> {
    @Override
    public RangeRule convert(String value) {
        return switch (value) {
            case "least-squares" -> new RangeRule.LeastSquares();
            case "largest" -> new RangeRule.Largest();
            default -> percentile(value);
        };
    }

    /** A rule as users write it. */
    static String words(RangeRule rule) {
        return switch (rule) {
            case RangeRule.LeastSquares _ -> "least-squares";
            case RangeRule.Largest _ -> "largest";
            case RangeRule.Percentile percentile -> String.valueOf(percentile.percent());
        };
    }

    private static RangeRule percentile(String value) {
        try {
            return new RangeRule.Percentile(Double.parseDouble(value));
        } catch (NumberFormatException | InputException impossible) {
            throw new TypeConversionException("'" + value
                    + "' is none of least-squares, largest, or a percentile above 0 and at most 100 such as 99.9");
        }
    }
}
