package org.synfire.papers.hessian;

import java.util.Optional;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How two quantities of the layers of a network go together.
 *
 * @param pearson of the values; {@code NaN} where one of them is the same in all layers
 * @param spearman of their ranks, likewise
 */
public record Correlation(double pearson, double spearman) {
    private static final int FEWEST = 2;

    /** Absent for fewer than {@value #FEWEST} layers. */
    public static Optional<Correlation> of(double[] one, double[] other) {
        return one.length < FEWEST
                ? Optional.empty()
                : Optional.of(new Correlation(
                        new PearsonsCorrelation().correlation(one, other),
                        new SpearmansCorrelation().correlation(one, other)));
    }
}
