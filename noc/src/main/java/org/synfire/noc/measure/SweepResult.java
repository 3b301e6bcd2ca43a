package org.synfire.noc.measure;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The latency curve of a network.
 *
 * @param points what was measured, by rising load
 * @param bound the load that theory allows: the ideal saturation, or less if credits do not return in time
 * @param complete false if it was stopped
 */
public record SweepResult(List<LoadFigures> points, double bound, boolean complete) {
    /** The lowest load that saturated the network; empty if none did. */
    public OptionalDouble lowestSaturated() {
        return points.stream()
                .filter(LoadFigures::saturated)
                .mapToDouble(LoadFigures::offered)
                .findFirst();
    }

    /** The highest load that was carried, of those below the lowest that saturated; empty where none was. */
    public OptionalDouble highestCarried() {
        return points.stream()
                .takeWhile(point -> !point.saturated())
                .filter(point -> point.verdict().carried())
                .mapToDouble(LoadFigures::offered)
                .max();
    }

    /**
     * The saturation load: half-way between the highest load carried and the lowest that saturated. Empty where none
     * saturated, or where none was carried and lower loads are undetermined.
     */
    public OptionalDouble saturationLoad() {
        boolean isOpenBelow = highestCarried().isEmpty()
                && points.stream()
                        .findFirst()
                        .filter(point -> point.verdict().undetermined())
                        .isPresent();
        if (lowestSaturated().isEmpty() || isOpenBelow) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((highestCarried().orElse(0) + lowestSaturated().getAsDouble()) / 2);
    }

    /** The loads at which the measurement is too short to tell whether the network carries them. */
    public List<LoadFigures> undetermined() {
        return points.stream().filter(point -> point.verdict().undetermined()).toList();
    }

    /**
     * The load at which mean packet latency reaches three times that of lone packets, interpolated between two points
     * that are not undetermined; empty if it does not.
     */
    public OptionalDouble tripleLatencyLoad() {
        List<LoadFigures> known =
                points.stream().filter(point -> !point.verdict().undetermined()).toList();
        for (int i = 1; i < known.size(); i++) {
            double before = excess(known.get(i - 1));
            double after = excess(known.get(i));
            if (before < 0 && after >= 0) {
                double share = before / (before - after);
                return OptionalDouble.of(known.get(i - 1).offered()
                        + share * (known.get(i).offered() - known.get(i - 1).offered()));
            }
        }
        return OptionalDouble.empty();
    }

    private static double excess(LoadFigures point) {
        return point.meanLatency() - SaturationTest.LATENCY_FACTOR * point.zeroLoadCycles();
    }
}
