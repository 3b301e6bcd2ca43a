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
public record SweepResult(List<LoadPoint> points, double bound, boolean complete) {
    /** The lowest load that saturated the network; empty if none did. */
    public OptionalDouble lowestSaturated() {
        return points.stream()
                .filter(LoadPoint::saturated)
                .mapToDouble(LoadPoint::offered)
                .findFirst();
    }

    /** The highest load that was carried, of those below the lowest that was not; empty where none was. */
    public OptionalDouble highestCarried() {
        return points.stream()
                .takeWhile(point -> !point.saturated())
                .mapToDouble(LoadPoint::offered)
                .max();
    }

    /**
     * The saturation load: half-way between the highest load carried and the lowest not carried; empty where none
     * saturated.
     */
    public OptionalDouble saturationLoad() {
        return lowestSaturated().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (highestCarried().orElse(0) + lowestSaturated().getAsDouble()) / 2);
    }

    /**
     * The load at which mean packet latency reaches three times that of lone packets, interpolated between two points;
     * empty if it does not.
     */
    public OptionalDouble tripleLatencyLoad() {
        for (int i = 1; i < points.size(); i++) {
            double before = excess(points.get(i - 1));
            double after = excess(points.get(i));
            if (before < 0 && after >= 0) {
                double share = before / (before - after);
                return OptionalDouble.of(points.get(i - 1).offered()
                        + share * (points.get(i).offered() - points.get(i - 1).offered()));
            }
        }
        return OptionalDouble.empty();
    }

    private static double excess(LoadPoint point) {
        return point.meanLatency() - SaturationTest.LATENCY_FACTOR * point.zeroLoadCycles();
    }

    /** The point at the lowest saturated load, whose words say where the network is full; null where none saturated. */
    public LoadPoint firstSaturated() {
        return points.stream().filter(LoadPoint::saturated).findFirst().orElse(null);
    }
}
