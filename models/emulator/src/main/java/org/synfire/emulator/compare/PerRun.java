package org.synfire.emulator.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A figure of each run.
 *
 * @param values one per run, in their order; {@code null} where a run has no such figure
 * @param ratios of each value to the first run's; {@code null} where one of the two is missing or the first is 0
 */
public record PerRun(List<Double> values, List<Double> ratios) {
    /** The figure in another unit. */
    public PerRun times(double factor) {
        return of(values.stream().map(value -> value == null ? null : (Double) (value * factor)));
    }

    /** The figure with these values. */
    static PerRun of(Stream<Double> ofRuns) {
        List<Double> values = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        ofRuns.forEach(value -> {
            values.add(value);
            Double first = values.getFirst();
            ratios.add(value == null || first == null || first == 0 ? null : (Double) (value / first));
        });
        return new PerRun(Collections.unmodifiableList(values), Collections.unmodifiableList(ratios));
    }
}
