package org.synfire.emulator.result;

import java.util.List;

/**
 * A table that was recorded in a run, row by row.
 *
 * @param name of its files
 * @param columns all of the same length
 */
public record RecordedTable(String name, List<Column> columns) {
    /** @throws IllegalArgumentException if there is no column, or columns differ in length */
    public RecordedTable {
        columns = List.copyOf(columns);
        if (columns.stream().mapToInt(Column::rows).distinct().count() != 1) {
            throw new IllegalArgumentException("columns of different lengths in table " + name);
        }
    }

    /** How many rows there are. */
    public int rows() {
        return columns.getFirst().rows();
    }

    /** A column. */
    public sealed interface Column {
        /** Its name. */
        String name();

        /** Its length. */
        int rows();

        /** A value as text. */
        String text(int row);
    }

    /**
     * Whole numbers.
     *
     * @param name of the column
     * @param values one for each row
     */
    public record Whole(String name, int[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public String text(int row) {
            return String.valueOf(values[row]);
        }
    }

    /**
     * Real numbers.
     *
     * @param name of the column
     * @param values one for each row
     */
    public record Real(String name, double[] values) implements Column {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public String text(int row) {
            return String.valueOf(values[row]);
        }
    }
}
