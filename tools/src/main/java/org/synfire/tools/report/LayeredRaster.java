package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import org.synfire.papers.recurrent.RecurrentModel;
import org.synfire.papers.recurrent.SpikeRaster;

/**
 * Single spikes of a network, population below population: a row for each neuron that is shown, a point for each of its
 * spikes.
 *
 * @param name of the page's files
 * @param raster that is drawn
 */
record LayeredRaster(String name, SpikeRaster raster) {
    private static final double WIDTH = Chart.WHOLE;
    private static final double NAMES = 96;
    private static final double RIGHT = 18;
    private static final double TOP = 34;
    private static final double AXIS = 48;
    private static final double HEIGHT_OF_ROWS = 560;
    private static final double LEAST_HEIGHT = 18;
    private static final double GAP = 5;
    private static final double POINT = 1.7;
    private static final double TICK = 5;
    private static final int TICKS = 8;
    private static final double BASELINE = 4.5;
    private static final CssPaint EXCITATORY = CssPaint.ofCategory(4);
    private static final CssPaint INHIBITORY = CssPaint.ofCategory(5);

    Page.Part part() {
        String title = "Spikes";
        String caption = String.format(
                Locale.ROOT,
                "%s spikes of %s neurons from %s to %s ms. A row is a neuron, and populations have neurons at even"
                        + " distances, in proportion to their size; blue excites, orange inhibits.",
                Shown.count(raster.spikes()),
                Shown.count(raster.populations().stream()
                        .mapToLong(rows -> rows.spikes().length)
                        .sum()),
                milliseconds(0),
                milliseconds(raster.steps()));
        Table table = new Table("spikes that are drawn, by population")
                .words("population")
                .numbers("neurons", "neurons drawn", "spikes drawn");
        raster.populations()
                .forEach(rows -> table.row(
                        rows.name(),
                        Shown.count(rows.neurons()),
                        Shown.count(rows.spikes().length),
                        Shown.count(spikes(rows))));
        DomContent figure = new Figure(title, caption)
                .wide()
                .with(drawing(new Chart(name + "-raster", title + " of the populations", caption)))
                .with(table.folded())
                .done();
        return new Page.Part("raster", title, List.of(div(figure).withClass("figures")));
    }

    private static long spikes(SpikeRaster.Rows rows) {
        return List.of(rows.spikes()).stream().mapToLong(steps -> steps.length).sum();
    }

    private String milliseconds(int step) {
        return Shown.decimal((raster.firstStep() + step) * 1_000.0 / RecurrentModel.STEPS_PER_SECOND, 0);
    }

    private static double height(SpikeRaster.Rows rows, double perRow) {
        return Math.max(LEAST_HEIGHT, rows.spikes().length * perRow);
    }

    private DomContent drawing(Chart chart) {
        double perRow = HEIGHT_OF_ROWS
                / Math.max(
                        1,
                        raster.populations().stream()
                                .mapToInt(rows -> rows.spikes().length)
                                .sum());
        double bottom = TOP
                + raster.populations().stream()
                        .mapToDouble(rows -> height(rows, perRow) + GAP)
                        .sum();
        Drawing drawing = new Drawing(chart, WIDTH, bottom + AXIS);
        legend(drawing);
        double top = TOP;
        for (SpikeRaster.Rows rows : raster.populations()) {
            double height = height(rows, perRow);
            CssPaint paint = rows.isInhibitory() ? INHIBITORY : EXCITATORY;
            drawing.add(Drawing.element(
                    "rect",
                    "x",
                    NAMES,
                    "y",
                    top,
                    "width",
                    WIDTH - NAMES - RIGHT,
                    "height",
                    height,
                    "fill",
                    CssPaint.PANEL.css()));
            drawing.add(Drawing.element(
                            "path",
                            "d",
                            points(rows, top, height),
                            "fill",
                            "none",
                            "stroke",
                            paint.css(),
                            "stroke-width",
                            POINT)
                    .with(Drawing.hint(String.format(
                            Locale.ROOT,
                            "%s: %s of %s neurons, %s spikes",
                            rows.name(),
                            Shown.count(rows.spikes().length),
                            Shown.count(rows.neurons()),
                            Shown.count(spikes(rows))))));
            drawing.label(
                    NAMES - 2 * TICK,
                    top + height / 2 + BASELINE,
                    Drawing.Lettering.TICK,
                    Drawing.Anchor.END,
                    Shown.clean(rows.name()));
            top += height + GAP;
        }
        axis(drawing, bottom);
        return drawing.done();
    }

    private static void legend(Drawing drawing) {
        double y = TOP / 2;
        double x = NAMES;
        for (boolean isInhibitory : new boolean[] {false, true}) {
            String words = isInhibitory ? "inhibitory" : "excitatory";
            drawing.add(Drawing.element(
                    "rect",
                    "x",
                    x,
                    "y",
                    y - TICK,
                    "width",
                    2 * TICK,
                    "height",
                    2 * TICK,
                    "fill",
                    (isInhibitory ? INHIBITORY : EXCITATORY).css()));
            drawing.label(x + 3 * TICK, y + BASELINE, Drawing.Lettering.TICK, Drawing.Anchor.START, words);
            x += NAMES;
        }
    }

    /** A stroke as long as it is wide for each spike, in the middle of its row. */
    private String points(SpikeRaster.Rows rows, double top, double height) {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < rows.spikes().length; row++) {
            double y = top + (row + 0.5) * height / rows.spikes().length;
            for (int step : rows.spikes()[row]) {
                path.append(String.format(Locale.ROOT, "M%.1f %.1fh%.1f", x(step) - POINT / 2, y, POINT));
            }
        }
        return path.toString();
    }

    private double x(int step) {
        return NAMES + (WIDTH - NAMES - RIGHT) * step / Math.max(1, raster.steps());
    }

    private void axis(Drawing drawing, double y) {
        drawing.add(Drawing.element(
                "path",
                "d",
                String.format(Locale.ROOT, "M%.1f %.1fH%.1f", NAMES, y, WIDTH - RIGHT),
                "stroke",
                CssPaint.MUTED.css()));
        int ticks = Math.clamp(raster.steps(), 1, TICKS);
        for (int tick = 0; tick <= ticks; tick++) {
            int step = (int) ((long) raster.steps() * tick / ticks);
            drawing.add(Drawing.element(
                    "path",
                    "d",
                    String.format(Locale.ROOT, "M%.1f %.1fv%.1f", x(step), y, TICK),
                    "stroke",
                    CssPaint.MUTED.css()));
            drawing.label(x(step), y + 4 * TICK, Drawing.Lettering.TICK, Drawing.Anchor.MIDDLE, milliseconds(step));
        }
        drawing.label(
                (NAMES + WIDTH - RIGHT) / 2,
                y + AXIS - TICK,
                Drawing.Lettering.AXIS,
                Drawing.Anchor.MIDDLE,
                "biological time, ms");
    }
}
