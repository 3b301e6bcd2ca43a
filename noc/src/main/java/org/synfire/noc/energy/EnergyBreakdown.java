package org.synfire.noc.energy;

import java.util.List;

/**
 * The energy of a run by part. The total is the sum of the parts.
 *
 * @param parts the parts, in the order of {@link EnergyModel}
 * @param boundJoules energy of the chips at their measured total power over the same chip time; a bound to show beside
 *     the total if static power is assumed, never a part of it
 */
public record EnergyBreakdown(List<EnergyPart> parts, double boundJoules) {
    private static final double MICROJOULES = 1e6;

    /** Keeps a copy of the parts. */
    public EnergyBreakdown {
        parts = List.copyOf(parts);
    }

    /** The sum of the parts in joules. */
    public double totalJoules() {
        return parts.stream().mapToDouble(EnergyPart::joules).sum();
    }

    /** The parts that rest on an assumed figure; reports must name them. */
    public List<EnergyPart> assumedParts() {
        return parts.stream().filter(EnergyPart::isAssumed).toList();
    }

    /**
     * The total of one sample in microjoules.
     *
     * @param samples samples that the run emulated, at least 1
     * @throws IllegalArgumentException if there was no sample
     */
    public double microjoulesPerSample(long samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("Energy per sample needs at least 1 sample, found " + samples);
        }
        return totalJoules() * MICROJOULES / samples;
    }
}
