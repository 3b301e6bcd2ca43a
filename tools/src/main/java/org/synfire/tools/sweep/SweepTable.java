package org.synfire.tools.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.synfire.papers.table.ResultTable;
import org.synfire.tools.sweep.FigureList.Figure;

/** The table of a sweep: a row for each run with its settings, its figures, and why it failed. */
public final class SweepTable {
    /** The column that says whether a run is done. */
    public static final String STATUS = "status";

    private static final String PREFIX = "set_";

    private SweepTable() {}

    /** The key of an option's column. */
    public static String key(String option) {
        return PREFIX + option.replace('-', '_');
    }

    /** The column that a page draws if nothing is said. */
    public static String usual(String command) {
        return switch (list(command)) {
            case RUN -> "accuracy";
            case NOC -> "latency_mean";
            case MAP -> "cores";
        };
    }

    /** The columns of numbers that a command's table has. */
    public static List<String> numbers(String command) {
        return list(command).figures().stream()
                .filter(Figure::isNumber)
                .map(Figure::key)
                .toList();
    }

    private static FigureList list(String command) {
        return FigureList.valueOf(command.toUpperCase(Locale.ROOT));
    }

    /**
     * The table.
     *
     * @param command that was run
     * @param varied options that differ, in the order of their columns
     * @param ends of the runs that ended, in the order of the rows
     */
    public static ResultTable of(String command, List<String> varied, List<RunEnd> ends) {
        ResultTable.Builder table = ResultTable.named("runs", "runs of 'synfire " + command + "'");
        table.words("run", "run");
        varied.forEach(option -> table.words(key(option), option));
        table.words(STATUS, "status");
        List<Figure> figures = list(command).figures();
        for (Figure figure : figures) {
            if (figure.isNumber()) {
                table.number(figure.key(), figure.title(), figure.format());
            } else {
                table.words(figure.key(), figure.title());
            }
        }
        table.words("message", "message");
        for (RunEnd end : ends) {
            List<Object> cells = new ArrayList<>();
            cells.add(String.valueOf(end.run().number()));
            varied.forEach(option -> cells.add(end.run().varied().stream()
                    .filter(setting -> setting.option().equals(option))
                    .map(Setting::text)
                    .findFirst()
                    .orElse(null)));
            cells.add(end.word());
            JsonNode result = FigureList.read(end.json());
            figures.forEach(figure -> cells.add(figure.in(result)));
            cells.add(end.message().isEmpty() ? null : end.message());
            table.row(cells.toArray());
        }
        long failed = ends.stream().filter(end -> !end.isDone()).count();
        if (failed > 0) {
            table.note(String.format(
                    Locale.ROOT,
                    "%,d of %,d runs failed; the column message says why: %s",
                    failed,
                    ends.size(),
                    ends.stream()
                            .filter(end -> !end.isDone())
                            .map(RunEnd::message)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse("")));
        }
        return table.build();
    }
}
