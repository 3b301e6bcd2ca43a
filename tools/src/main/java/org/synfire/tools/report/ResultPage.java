package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.emulator.result.ConfidenceInterval;
import org.synfire.papers.recurrent.SpikeRaster;
import org.synfire.papers.table.Column;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;

/**
 * Tables of results as a page: each table under a heading, with a chart where it asks for one, and what a reader must
 * know at the end.
 */
public final class ResultPage {
    /** Names wider than this need a chart of the whole width. */
    private static final double WIDEST_NAMES = 170;

    private ResultPage() {}

    /**
     * The page as HTML.
     *
     * @param tables what is shown
     * @param version of Synfire that made the tables
     */
    public static String html(ResultTables tables, String version) {
        return html(tables, List.of(), version);
    }

    /** The same, with single spikes drawn above the tables. */
    public static String html(ResultTables tables, SpikeRaster raster, String version) {
        return html(tables, List.of(new LayeredRaster(tables.name(), raster).part()), version);
    }

    private static String html(ResultTables tables, List<Page.Part> first, String version) {
        List<Page.Part> parts = new ArrayList<>(first);
        TradeOff.of(tables).ifPresent(parts::add);
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

    /** The table itself. */
    static DomContent rows(ResultTable table) {
        Table rows = new Table(signs(table.title()));
        for (Column column : table.filledColumns()) {
            if (column.isNumber()) {
                rows.numbers(signs(column.title()));
            } else {
                rows.words(signs(column.title()));
            }
        }
        table.rows()
                .forEach(row -> rows.row(table.cells(row).stream()
                        .map(cell -> cell.equals("us") ? "\u00b5s" : Shown.clean(cell))
                        .toArray()));
        return rows.open();
    }

    /** The signs that a console may lack: files of text write uJ for microjoules. */
    private static String signs(String title) {
        return title.replaceAll("\\bu(?=J\\b|s\\b)", "\u00b5")
                .replaceAll("\\bum2\\b", "\u00b5m\u00b2")
                .replace("+-", "\u00b1");
    }

    /** With a capital, as headings begin. */
    private static String sentence(String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    /**
     * A bar for each row that has a number, or a dot on its confidence interval if the number is an accuracy; named by
     * the words before the first column of numbers.
     */
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
        boolean isWide = ChartStyle.widest(names) > WIDEST_NAMES;
        String title = signs(table.axis());
        Accuracy accuracy = Accuracy.of(table);
        String caption = accuracy == null
                ? "Row by row; the table below has the same figures."
                : "Row by row; the lines are 95 % confidence intervals (Wilson) by the number of images. The"
                        + " axis does not begin at 0.";
        Chart chart = new Chart(name + "-" + table.key(), table.title(), caption);
        DomContent drawing;
        if (accuracy == null || rows.length == 0) {
            Bars bars = Bars.grouped(names, title)
                    .series(title, CssPaint.ofCategory(4), bar -> ((Number) values.get(rows[bar])).doubleValue())
                    .labelled(new ChartStyle.TickFormat(drawn::shown));
            drawing = (isWide ? bars.wide() : bars).draw(chart);
        } else {
            drawing = new Dots(
                            IntStream.range(0, rows.length)
                                    .mapToObj(row -> accuracy.row(table, rows[row], names.get(row), drawn))
                                    .toList(),
                            title)
                    .draw(chart, isWide ? Chart.WHOLE : Chart.HALF);
        }
        Figure figure = new Figure(sentence(title), caption).with(isWide ? Scroll.of(drawing, table.title()) : drawing);
        return div((isWide ? figure.wide() : figure).done()).withClass("figures");
    }

    /**
     * A column that holds a share of images.
     *
     * @param key the column's
     * @param imagesKey key of the column with the number of images
     * @param whole what all images are: 1, or 100 for percent
     */
    private record Accuracy(String key, String imagesKey, double whole) {
        private static final List<Accuracy> KNOWN = List.of(
                new Accuracy("accuracy_percent", "samples", 100),
                new Accuracy("emulator", "emulator_images", 1),
                new Accuracy("accuracy", "images", 1));

        /** What a table draws, or {@code null} if that is no accuracy. */
        static Accuracy of(ResultTable table) {
            return KNOWN.stream()
                    .filter(known -> known.key.equals(table.charted())
                            && table.columns().stream()
                                    .anyMatch(column -> column.key().equals(known.imagesKey)))
                    .findFirst()
                    .orElse(null);
        }

        Dots.Row row(ResultTable table, int row, String name, Column drawn) {
            double value = ((Number) table.column(key).get(row)).doubleValue();
            Object images = table.column(imagesKey).get(row);
            ConfidenceInterval interval =
                    ConfidenceInterval.of(value / whole, images == null ? 0 : ((Number) images).longValue());
            return new Dots.Row(name, value, whole * interval.low(), whole * interval.high(), drawn.shown(value));
        }
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
