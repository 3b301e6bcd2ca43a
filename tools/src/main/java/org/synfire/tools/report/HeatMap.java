package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.synfire.tools.report.Drawing.Anchor;
import org.synfire.tools.report.Drawing.Lettering;

/** A figure over two options: a square for each pair of their values, with the mean of the runs that have them. */
final class HeatMap {
    private static final double WIDTH = 96;
    private static final double HEIGHT = 34;
    private static final double GAP = 2;
    private static final double TOP = 44;
    private static final double PAD = 10;
    private static final double TEXT = 13;

    /** A run: its column, its row, its figure. */
    record Cell(String column, String row, double value) {}

    private HeatMap() {}

    /**
     * The figure.
     *
     * @param across the option of the columns
     * @param down the option of the rows
     * @param cells at least one
     */
    static DomContent figure(String title, String across, String down, List<Cell> cells) {
        String caption = String.format(
                Locale.ROOT,
                "Columns are values of %s, rows of %s. Where several runs have the same pair, their mean is shown.",
                across,
                down);
        return new Figure(title, caption)
                .wide()
                .with(draw(new Chart("sweep-heat-map", title, caption), across, down, cells))
                .done();
    }

    private static DomContent draw(Chart chart, String across, String down, List<Cell> cells) {
        List<String> columns = distinct(cells.stream().map(Cell::column).toList());
        List<String> rows = distinct(cells.stream().map(Cell::row).toList());
        Map<List<String>, Double> means = cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> List.of(cell.column(), cell.row()),
                        LinkedHashMap::new,
                        Collectors.averagingDouble(Cell::value)));
        double low = means.values().stream().mapToDouble(value -> value).min().orElseThrow();
        double high = means.values().stream().mapToDouble(value -> value).max().orElseThrow();
        double left = PAD + Math.max(ChartStyle.widest(rows), ChartStyle.widest(List.of(down)));
        Drawing drawing = new Drawing(
                chart, left + PAD + columns.size() * (WIDTH + GAP), TOP + rows.size() * (HEIGHT + GAP) + PAD);
        drawing.label(left + PAD, TEXT, Lettering.AXIS, Anchor.START, across);
        drawing.label(left, TOP - PAD, Lettering.AXIS, Anchor.END, down);
        for (int column = 0; column < columns.size(); column++) {
            drawing.label(
                    left + PAD + column * (WIDTH + GAP) + WIDTH / 2,
                    TOP - PAD,
                    Lettering.TICK,
                    Anchor.MIDDLE,
                    columns.get(column));
        }
        for (int row = 0; row < rows.size(); row++) {
            double y = TOP + row * (HEIGHT + GAP);
            drawing.label(left, y + HEIGHT / 2 + TEXT / 3, Lettering.TICK, Anchor.END, rows.get(row));
            for (int column = 0; column < columns.size(); column++) {
                Double value = means.get(List.of(columns.get(column), rows.get(row)));
                if (value != null) {
                    square(drawing, left + PAD + column * (WIDTH + GAP), y, value, share(value, low, high));
                }
            }
        }
        return drawing.done();
    }

    private static double share(double value, double low, double high) {
        return high > low ? (value - low) / (high - low) : 0;
    }

    private static void square(Drawing drawing, double x, double y, double value, double share) {
        drawing.add(Drawing.element(
                        "rect",
                        "x",
                        x,
                        "y",
                        y,
                        "width",
                        WIDTH,
                        "height",
                        HEIGHT,
                        "rx",
                        3,
                        "fill",
                        CssPaint.ofShare(share).css())
                .with(Drawing.hint(String.valueOf(value))));
        drawing.label(
                x + WIDTH / 2,
                y + HEIGHT / 2 + TEXT / 3,
                Lettering.mark(TEXT, CssPaint.onShare(share)),
                Anchor.MIDDLE,
                String.format(Locale.ROOT, "%.4g", value));
    }

    private static List<String> distinct(List<String> values) {
        return List.copyOf(new LinkedHashSet<>(values));
    }
}
