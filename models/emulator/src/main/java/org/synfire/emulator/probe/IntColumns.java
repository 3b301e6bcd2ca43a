package org.synfire.emulator.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RecordedTable;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/** Columns of whole numbers that grow row by row. <b>Limits:</b> {@value #MOST_ROWS} rows. */
final class IntColumns implements Checkpointed {
    static final int MOST_ROWS = 1 << 24;
    private static final int FIRST_ROWS = 1 << 10;

    private final String table;
    private final String advice;
    private final List<String> names;
    private final int[][] values;
    private int rows;

    /** @param advice what to do if there are too many rows */
    IntColumns(String table, String advice, List<String> names) {
        this.table = table;
        this.advice = advice;
        this.names = List.copyOf(names);
        this.values = new int[names.size()][FIRST_ROWS];
    }

    /**
     * Adds a row.
     *
     * @throws InputException if there are too many
     */
    void add(int... row) {
        if (rows == MOST_ROWS) {
            throw new InputException(
                    String.format(Locale.ROOT, "more than %,d %s to record; %s", MOST_ROWS, table, advice));
        }
        if (rows == values[0].length) {
            for (int column = 0; column < values.length; column++) {
                values[column] = Arrays.copyOf(values[column], 2 * rows);
            }
        }
        for (int column = 0; column < values.length; column++) {
            values[column][rows] = row[column];
        }
        rows++;
    }

    int rows() {
        return rows;
    }

    void set(int column, int row, int value) {
        values[column][row] = value;
    }

    List<RecordedTable.Column> columns() {
        List<RecordedTable.Column> columns = new ArrayList<>();
        for (int column = 0; column < values.length; column++) {
            columns.add(new RecordedTable.Whole(names.get(column), Arrays.copyOf(values[column], rows)));
        }
        return columns;
    }

    @Override
    public void state(StateFields fields) {
        int column = 0;
        for (String name : names) {
            values[column] = taken(values[column], fields.varying(name, Arrays.copyOf(values[column], rows)));
            column++;
        }
        rows = (int) fields.whole("rows", rows);
    }

    private static int[] taken(int[] column, int[] kept) {
        int[] place = kept.length <= column.length ? column : new int[kept.length];
        System.arraycopy(kept, 0, place, 0, kept.length);
        return place;
    }
}
