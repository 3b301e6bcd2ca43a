package org.synfire.noc.chip;

import java.util.Objects;

/**
 * One number about a chip and where it comes from.
 *
 * @param value the number, finite
 * @param unit its unit, as {@link ChipFigure#unit} says
 * @param source who published it, or, where {@code assumed}, why this value was taken
 * @param assumed whether nobody has published the number for this chip
 */
public record Figure(double value, String unit, String source, boolean assumed) {
    /** Nothing about a figure may be missing. */
    public Figure {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(source, "source");
    }

    /** The number as a person writes it: no exponent, no needless zeros. */
    public String valueText() {
        return PlainNumber.text(value);
    }
}
