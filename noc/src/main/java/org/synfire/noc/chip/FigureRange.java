package org.synfire.noc.chip;

/**
 * The values that a figure can have.
 *
 * @param unit its unit
 * @param least the least value
 * @param most the largest value
 * @param isWhole whether it is a whole number
 */
record FigureRange(String unit, double least, double most, boolean isWhole) {
    boolean allows(double value) {
        return value >= least && value <= most && (!isWhole || value == Math.rint(value));
    }

    /** In words, what {@link #allows} allows. */
    String allowed() {
        String kind = isWhole ? "a whole number of " : "a number of ";
        return kind + unit + " from " + PlainNumber.text(least) + " to " + PlainNumber.text(most);
    }
}
