package org.synfire.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.synfire.emulator.compare.Comparison;
import org.synfire.papers.table.ResultTable;

/**
 * A comparison of runs as text: its tables, whose lines fit a screen: long words are cut, and columns that do not fit
 * stand below.
 */
final class CompareSummary {
    /** What stands where a run has nothing. */
    static final String NOTHING = "-";

    private static final int COLUMNS = 100;
    /** How many columns name a row, where that is not one. */
    private static final Map<String, Integer> NAMING = Map.of("pairs", 2, "answers", 2, "latencies", 3);

    private static final int LEAST_WIDTH = 16;
    private static final int FOLDER = 1;
    private static final int FOLDER_WIDTH = 24;
    private static final String CUT = "...";
    private static final String EMPTY = "(none)";

    private CompareSummary() {}

    static List<String> lines(Comparison comparison, List<ResultTable> tables) {
        List<String> lines = new ArrayList<>();
        for (ResultTable table : tables) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (table.rows().isEmpty()) {
                lines.add(table.title());
            } else {
                lines.addAll(cut(table.withGaps(NOTHING)).lines(COLUMNS, NAMING.getOrDefault(table.key(), 1)));
            }
        }
        if (!comparison.notes().isEmpty()) {
            lines.add("");
            comparison.notes().forEach(note -> lines.add("note: " + note));
        }
        return lines;
    }

    /** Long words are cut, so that a command line or a path does not widen the table. */
    private static ResultTable cut(ResultTable table) {
        return switch (table.key()) {
            case "runs" -> with(table, (cell, column) -> column == FOLDER ? end(cell.toString()) : cell);
            case "settings" -> {
                int names = table.rows().stream()
                        .mapToInt(row -> row.getFirst().toString().length())
                        .max()
                        .orElse(0);
                int width = Math.max(
                        LEAST_WIDTH, (COLUMNS - 2 - names) / (table.columns().size() - 1) - 2);
                yield with(table, (cell, column) -> column == 0 ? cell : shown(cell.toString(), width));
            }
            default -> table;
        };
    }

    private static ResultTable with(ResultTable table, BiFunction<Object, Integer, Object> change) {
        List<List<Object>> rows = table.rows().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> change.apply(row.get(column), column))
                        .toList())
                .toList();
        return new ResultTable(
                table.key(), table.title(), table.columns(), rows, table.notes(), table.charted(), table.axis());
    }

    /** The end of a path says more than its beginning. */
    private static String end(String path) {
        return path.length() <= FOLDER_WIDTH ? path : CUT + path.substring(path.length() - FOLDER_WIDTH + CUT.length());
    }

    private static String shown(String value, int width) {
        if (value.isEmpty()) {
            return EMPTY;
        }
        String line = value.replaceAll("\\p{Cntrl}", "?");
        int end = (width - CUT.length()) / 2;
        return line.length() <= width
                ? line
                : line.substring(0, width - CUT.length() - end) + CUT + line.substring(line.length() - end);
    }
}
