package org.synfire.noc.chip;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of whole numbers about a chip and where it comes from.
 *
 * @param values the numbers, ascending, none twice
 * @param unit their unit
 * @param source who published them, or, where {@code assumed}, why these were taken
 * @param assumed whether nobody has published them for this chip
 */
public record FigureList(List<Integer> values, String unit, String source, boolean assumed) {
    /** Keeps a copy of the values. */
    public FigureList {
        values = List.copyOf(values);
    }

    /** The numbers, separated by commas. */
    public String valueText() {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
