package org.synfire.emulator.map;

import java.util.List;
import java.util.Locale;

/**
 * Which core holds which neurons, as somebody wants it: every population but the input, cut into slices along channels,
 * rows and columns, and a core for each slice.
 *
 * @param places the slices, in any order
 */
public record Placement(List<Place> places) {
    /** Keeps a copy of the list. */
    public Placement {
        places = List.copyOf(places);
    }

    /**
     * Coordinates of an axis.
     *
     * @param from the first
     * @param to the one behind the last
     */
    public record Range(int from, int to) {
        @Override
        public String toString() {
            return to - from == 1 ? String.valueOf(from) : String.format(Locale.ROOT, "%d..%d", from, to - 1);
        }
    }

    /** What of an axis a slice holds. */
    public sealed interface Part {
        /** All of it. */
        record Whole() implements Part {
            @Override
            public String toString() {
                return "all";
            }
        }

        /**
         * Some of it.
         *
         * @param range which
         */
        record Some(Range range) implements Part {
            @Override
            public String toString() {
                return range.toString();
            }
        }

        /** The same as coordinates of an axis of this length. */
        default Range of(int length) {
            return switch (this) {
                case Whole whole -> new Range(0, length);
                case Some some -> some.range;
            };
        }
    }

    /**
     * A slice and its core.
     *
     * @param population name of the population, or its number
     * @param channels of the slice
     * @param rows of the slice
     * @param columns of the slice
     * @param chip number of the chip, row by row from 0
     * @param x column of the core in its chip
     * @param y row of the core in its chip
     * @param source where this is stated, for messages
     */
    public record Place(
            String population, Part channels, Part rows, Part columns, int chip, int x, int y, String source) {
        /** The slice in words. */
        String slice() {
            return String.format(
                    Locale.ROOT,
                    "%s: the slice of %s with channels %s, rows %s, columns %s",
                    source,
                    population,
                    channels,
                    rows,
                    columns);
        }

        /** The core in words. */
        String core() {
            return String.format(Locale.ROOT, "core %d,%d of chip %d", x, y, chip);
        }
    }
}
