package org.synfire.papers.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One table: columns, rows of cells, and what a reader must know of it.
 *
 * @param key its name in files: lower-case letters
 * @param title its name for people
 * @param columns the first holds words
 * @param rows a cell for each column: a {@link Number} or a text; {@code null} where there is nothing
 * @param notes below it
 * @param charted key of the column of numbers that a page also draws; {@code null} for none
 * @param axis what that column's numbers are, with the unit, in words for a drawing; {@code null} for none
 */
public record ResultTable(
        String key,
        String title,
        List<Column> columns,
        List<List<Object>> rows,
        List<String> notes,
        String charted,
        String axis) {
    private static final String GAP = "  ";

    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** Begins a table. */
    public static Builder named(String key, String title) {
        return new Builder(key, title);
    }

    /**
     * Begins a table with a row for each of some values.
     *
     * @param of the values, in the order of their rows
     */
    public static <T> Rows<T> named(String key, String title, List<T> of) {
        return new Rows<>(new Builder(key, title), of);
    }

    /**
     * The cells of one column.
     *
     * @throws IllegalArgumentException if there is none of this key
     */
    public List<Object> column(String columnKey) {
        int index = columns.stream().map(Column::key).toList().indexOf(columnKey);
        if (index < 0) {
            throw new IllegalArgumentException("the table " + key + " has no column " + columnKey);
        }
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** The table as lines of text: words to the left, numbers to the right. */
    public List<String> lines() {
        return lines(Integer.MAX_VALUE, 1);
    }

    /**
     * The table as lines of text of limited length. Columns that do not fit stand below the others, behind the first
     * columns again.
     *
     * @param most characters of a line, unless the first columns and one more take more; titles and notes may be longer
     * @param first how many columns are repeated, 1 or more
     */
    public List<String> lines(int most, int first) {
        List<Column> filled = filledColumns();
        List<List<String>> shown =
                new ArrayList<>(List.of(filled.stream().map(Column::title).toList()));
        rows.forEach(row -> shown.add(cells(row)));
        int[] widths = new int[filled.size()];
        shown.forEach(row ->
                Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
        List<String> lines = new ArrayList<>(List.of(title));
        int repeated = Math.min(first, filled.size());
        int from = repeated;
        do {
            int to = from;
            int width = width(widths, 0, repeated);
            while (to < filled.size() && (to == from || width + width(widths, to, to + 1) <= most)) {
                width += width(widths, to, to + 1);
                to++;
            }
            int[] columnsOfLine = IntStream.concat(IntStream.range(0, repeated), IntStream.range(from, to))
                    .toArray();
            shown.forEach(row -> lines.add(line(row, filled, widths, columnsOfLine)));
            from = to;
        } while (from < filled.size());
        notes.forEach(note -> lines.add("  * " + note));
        return lines;
    }

    /** The table as the text of a CSV file: the keys of the columns, then the rows; nothing for {@code null}. */
    public String csv() {
        List<List<Object>> lines = new ArrayList<>(
                List.of(List.copyOf(columns.stream().map(Column::key).toList())));
        lines.addAll(rows);
        try {
            return new CsvMapper()
                    .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                    .writeValueAsString(lines);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a table can always be written as CSV", impossible);
        }
    }

    /**
     * The same table for people: where a row has nothing in a column that others have something in, the cell is a text.
     *
     * @param text such as {@code -}
     */
    public ResultTable withGaps(String text) {
        List<Column> shown = filledColumns();
        List<List<Object>> filled = rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> row.get(i) == null && shown.contains(columns.get(i)) ? text : row.get(i))
                        .toList())
                .toList();
        return new ResultTable(key, title, columns, filled, notes, charted, axis);
    }

    /** The columns that people see: those with something in at least one row. */
    public List<Column> filledColumns() {
        return columns.stream()
                .filter(column -> rows.stream()
                        .anyMatch(row ->
                                !column.shown(row.get(columns.indexOf(column))).isEmpty()))
                .toList();
    }

    /** A row's cells in these columns, as people read them. */
    public List<String> cells(List<Object> row) {
        return filledColumns().stream()
                .map(column -> column.shown(row.get(columns.indexOf(column))))
                .toList();
    }

    private static int width(int[] widths, int from, int to) {
        return IntStream.range(from, to).map(i -> GAP.length() + widths[i]).sum();
    }

    private static String line(List<String> row, List<Column> columns, int[] widths, int[] shown) {
        StringBuilder line = new StringBuilder();
        for (int i : shown) {
            line.append(GAP)
                    .append(String.format(
                            Locale.ROOT,
                            "%" + (columns.get(i).isNumber() ? "" : "-") + Math.max(1, widths[i]) + "s",
                            row.get(i)));
        }
        return line.toString().stripTrailing();
    }

    /** A table in the making. <b>Threads:</b> one. */
    public static final class Builder {
        private final String key;
        private final String title;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Object>> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String charted;
        private String axis;

        private Builder(String key, String title) {
            this.key = key;
            this.title = title;
        }

        /** Adds a column of words. */
        public Builder words(String columnKey, String columnTitle) {
            columns.add(new Column(columnKey, columnTitle, null));
            return this;
        }

        /** Adds a column of numbers. */
        public Builder number(String columnKey, String columnTitle, String format) {
            columns.add(new Column(columnKey, columnTitle, format));
            return this;
        }

        /**
         * Has a page draw the column that was added last.
         *
         * @param words what the numbers are, with the unit; {@code uJ} and {@code um2} as consoles write them
         */
        public Builder drawn(String words) {
            charted = columns.getLast().key();
            axis = words;
            return this;
        }

        /**
         * Adds a row.
         *
         * @throws IllegalArgumentException if there is not one cell for each column
         */
        public Builder row(Object... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "%d cells for %d columns of the table %s", cells.length, columns.size(), key));
            }
            rows.add(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(cells))));
            return this;
        }

        /** Adds what a reader must know. */
        public Builder note(String note) {
            notes.add(note);
            return this;
        }

        public ResultTable build() {
            return new ResultTable(key, title, columns, rows, notes, charted, axis);
        }
    }

    /**
     * A table in the making, whose columns say what they show of a value: a heading and its cells stand together.
     * <b>Threads:</b> one.
     *
     * @param <T> kind of the values
     */
    public static final class Rows<T> {
        private final Builder table;
        private final List<T> of;
        private final List<Function<? super T, ?>> cells = new ArrayList<>();

        private Rows(Builder table, List<T> of) {
            this.table = table;
            this.of = List.copyOf(of);
        }

        /** Adds a column of words. */
        public Rows<T> words(String columnKey, String columnTitle, Function<? super T, String> cell) {
            table.words(columnKey, columnTitle);
            cells.add(cell);
            return this;
        }

        /**
         * Adds a column of numbers.
         *
         * @param cell gives {@code null} where there is nothing
         */
        public Rows<T> number(
                String columnKey, String columnTitle, String format, Function<? super T, ? extends Number> cell) {
            table.number(columnKey, columnTitle, format);
            cells.add(cell);
            return this;
        }

        /** Has a page draw the column that was added last; see {@link Builder#drawn}. */
        public Rows<T> drawn(String words) {
            table.drawn(words);
            return this;
        }

        /** Adds what a reader must know. */
        public Rows<T> note(String note) {
            table.note(note);
            return this;
        }

        public ResultTable build() {
            of.forEach(
                    one -> table.row(cells.stream().map(cell -> cell.apply(one)).toArray()));
            return table.build();
        }
    }
}
