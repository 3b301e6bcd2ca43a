package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.papers.table.ResultTable;

/**
 * The page of a sweep: a figure over one or two of the options that were varied, accuracy against energy where runs
 * have both, and the table.
 */
public final class SweepPage {
    private static final String ACCURACY = "accuracy";
    private static final String ENERGY = "energy_uj";

    private final ResultTable runs;
    private final List<String> varied;
    private final Optional<Axes> axes;

    private SweepPage(ResultTable runs, List<String> varied, Optional<Axes> axes) {
        this.runs = runs;
        this.varied = varied;
        this.axes = axes;
    }

    /**
     * What is drawn.
     *
     * @param x key of the column of the horizontal axis
     * @param lines key of the column that has a line, or a row of the heat map, for each of its values; empty for none
     * @param value key of the column that is drawn
     */
    public record Axes(String x, Optional<String> lines, String value) {}

    /**
     * The page as HTML.
     *
     * @param title of the page
     * @param runs a row for each run
     * @param varied keys of the columns of the options that were varied
     * @param axes what is drawn; empty for the table and what it always draws alone
     * @param version of Synfire that made the table
     */
    public static String html(
            String title, ResultTable runs, List<String> varied, Optional<Axes> axes, String version) {
        SweepPage page = new SweepPage(runs, varied, axes);
        String subtitle = String.format(
                Locale.ROOT,
                "%s runs; the same figures lie beside this page as text, CSV and JSON",
                Shown.count(runs.rows().size()));
        return new Page(title, subtitle, version, List.of(), page.parts()).html();
    }

    private List<Page.Part> parts() {
        List<Page.Part> parts = new ArrayList<>();
        List<DomContent> figures = new ArrayList<>();
        axes.ifPresent(drawn -> figures.addAll(figures(drawn)));
        front().ifPresent(figures::add);
        if (!figures.isEmpty()) {
            parts.add(new Page.Part(
                    "figures",
                    "Figures",
                    List.of(div(each(figures, figure -> figure)).withClass("figures"))));
        }
        List<DomContent> table = new ArrayList<>(List.of(ResultPage.rows(runs)));
        if (!runs.notes().isEmpty()) {
            table.add(ul(each(runs.notes(), note -> li(note))));
        }
        parts.add(new Page.Part("runs", "Runs", table));
        return parts;
    }

    /** A cell with the settings of its run. */
    private record Cell(String x, String line, double value) {}

    private List<DomContent> figures(Axes drawn) {
        List<Object> across = runs.column(drawn.x());
        List<Object> lines = drawn.lines()
                .map(runs::column)
                .orElseGet(() -> across.stream().map(one -> (Object) "").toList());
        List<Object> values = runs.column(drawn.value());
        List<Cell> cells = IntStream.range(0, values.size())
                .filter(row -> values.get(row) != null && across.get(row) != null && lines.get(row) != null)
                .mapToObj(row -> new Cell(
                        across.get(row).toString(),
                        lines.get(row).toString(),
                        ((Number) values.get(row)).doubleValue()))
                .toList();
        if (cells.isEmpty()) {
            return List.of();
        }
        List<DomContent> figures = new ArrayList<>();
        String title = title(drawn.value()) + " over " + title(drawn.x());
        if (cells.stream().map(Cell::x).allMatch(SweepCurves::isNumber)) {
            List<SweepCurves.Point> points = cells.stream()
                    .map(cell -> new SweepCurves.Point(cell.line(), Double.parseDouble(cell.x()), cell.value()))
                    .toList();
            figures.add(SweepCurves.figure(
                    title, title(drawn.x()), title(drawn.value()), drawn.lines().map(this::title), points));
        }
        drawn.lines()
                .ifPresent(line -> figures.add(HeatMap.figure(
                        title + " and " + title(line),
                        title(drawn.x()),
                        title(line),
                        cells.stream()
                                .map(cell -> new HeatMap.Cell(cell.x(), cell.line(), cell.value()))
                                .toList())));
        return figures;
    }

    private String title(String key) {
        return runs.columns().stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseThrow()
                .title()
                .replaceFirst("^uJ\\b", "\u00b5J");
    }

    private Optional<DomContent> front() {
        boolean hasBoth = runs.columns().stream()
                        .filter(column ->
                                column.key().equals(ACCURACY) || column.key().equals(ENERGY))
                        .count()
                == 2;
        if (!hasBoth) {
            return Optional.empty();
        }
        List<Object> accuracies = runs.column(ACCURACY);
        List<Object> energies = runs.column(ENERGY);
        List<ParetoFront.Point> points = IntStream.range(0, accuracies.size())
                .filter(row -> accuracies.get(row) != null && energies.get(row) != null)
                .mapToObj(row -> new ParetoFront.Point(
                        settings(row),
                        ((Number) energies.get(row)).doubleValue(),
                        ((Number) accuracies.get(row)).doubleValue()))
                .toList();
        return points.isEmpty() ? Optional.empty() : Optional.of(ParetoFront.figure(points));
    }

    /** The options of a run by name, such as {@code rot 2, bits 6}. */
    private String settings(int row) {
        return String.join(
                ", ",
                varied.stream()
                        .filter(key -> runs.column(key).get(row) != null)
                        .map(key -> title(key) + " " + runs.column(key).get(row))
                        .toList());
    }
}
