package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.synfire.papers.table.Column;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;

/**
 * Tables of results as a page: each table under a heading, with a chart where it asks for one, and what a reader must
 * know at the end.
 */
public final class ResultPage {
    private ResultPage() {}

    /**
     * The page as HTML.
     *
     * @param tables what is shown
     * @param version of Synfire that made the tables
     */
    public static String html(ResultTables tables, String version) {
        List<Page.Part> parts = new ArrayList<>();
        tables.tables()
                .forEach(table -> parts.add(new Page.Part(table.key(), table.title(), content(tables.name(), table))));
        if (!tables.assumptions().isEmpty()) {
            parts.add(new Page.Part("assumptions", "What these figures rest on", List.of(list(tables.assumptions()))));
        }
        return new Page(
                        tables.title(),
                        String.format(
                                Locale.ROOT,
                                "%d tables; the same figures lie beside this page as text, CSV and JSON",
                                tables.tables().size()),
                        version,
                        List.of(),
                        parts)
                .html();
    }

    /**
     * The page's drawings as files of their own.
     *
     * @param page that {@link #html} made
     * @return text of each by the file's name, in the order of the page
     */
    public static SequencedMap<String, String> drawings(String page) {
        return SvgFiles.of(page);
    }

    private static List<DomContent> content(String name, ResultTable table) {
        List<DomContent> content = new ArrayList<>();
        if (table.charted() != null) {
            content.add(chart(name, table));
        }
        content.add(rows(table));
        if (!table.notes().isEmpty()) {
            content.add(list(table.notes()));
        }
        return content;
    }

    private static DomContent rows(ResultTable table) {
        Table rows = new Table(table.title());
        for (Column column : table.filledColumns()) {
            if (column.isNumber()) {
                rows.numbers(column.title());
            } else {
                rows.words(column.title());
            }
        }
        table.rows().forEach(row -> rows.row(table.cells(row).toArray()));
        return rows.open();
    }

    /** One bar a row that has a number, named by the words before the first column of numbers. */
    private static DomContent chart(String name, ResultTable table) {
        Column drawn = table.columns().stream()
                .filter(column -> column.key().equals(table.charted()))
                .findFirst()
                .orElseThrow();
        List<Object> values = table.column(table.charted());
        int[] rows = IntStream.range(0, values.size())
                .filter(row -> values.get(row) != null)
                .toArray();
        List<String> names =
                IntStream.of(rows).mapToObj(row -> name(table, row)).toList();
        String caption = drawn.title() + ", row by row; the table below has the same figures.";
        DomContent bars = Bars.grouped(names, drawn.title())
                .series(drawn.title(), CssPaint.ofCategory(4), bar -> ((Number) values.get(rows[bar])).doubleValue())
                .labelled(new ChartStyle.TickFormat(value -> drawn.shown(value)))
                .draw(new Chart(name + "-" + table.key(), table.title(), caption));
        return div(new Figure(drawn.title(), caption).with(bars).done()).withClass("figures");
    }

    private static String name(ResultTable table, int row) {
        int words = (int)
                table.columns().stream().takeWhile(column -> !column.isNumber()).count();
        String name = String.join(", ", table.cells(table.rows().get(row)).subList(0, words));
        long same = IntStream.range(0, row)
                .filter(other -> table.cells(table.rows().get(other))
                        .subList(0, words)
                        .equals(table.cells(table.rows().get(row)).subList(0, words)))
                .count();
        return same == 0 ? name : name + " (" + (same + 1) + ")";
    }

    private static DomContent list(List<String> lines) {
        return ul(each(lines, line -> li(line)));
    }
}
