package org.synfire.tools.report;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.emulator.result.RunDetails;
import org.synfire.tools.report.Drawing.Anchor;
import org.synfire.tools.report.Drawing.Lettering;

/**
 * Time from left to right: above, a bar for each interval with the packets over all links in a time step; below, a row
 * for each of the busiest links, whose colours are its packets in a time step.
 */
final class LinkUseChart {
    private static final double NAMES = 150;
    private static final double EDGE = 14;
    private static final double TOP = 8;
    private static final double BARS = 90;
    private static final double GAP = 12;
    private static final double ROW = 16;
    private static final double ROW_GAP = 2;
    private static final double AXIS = 38;
    private static final double GRID = 0.8;
    private static final int MOST_TICKS = 10;
    private static final int INSIDE = 0;
    private static final int BETWEEN = 1;

    private final RunDetails.LinkUse use;
    private final double stepWidth;
    private final double tallest;
    private final double largest;

    LinkUseChart(RunDetails.LinkUse use) {
        this.use = use;
        this.stepWidth = (Chart.WHOLE - NAMES - EDGE) / Math.max(1, use.steps());
        this.tallest = IntStream.range(0, use.insideChips().length)
                .mapToDouble(i -> perStep(use.insideChips(), i) + perStep(use.betweenChips(), i))
                .max()
                .orElse(0);
        this.largest = use.busiest().stream()
                .flatMapToDouble(
                        link -> IntStream.range(0, link.packets().length).mapToDouble(i -> perStep(link.packets(), i)))
                .max()
                .orElse(0);
    }

    private double perStep(long[] packets, int interval) {
        return (double) packets[interval] / use.stepsOf(interval);
    }

    /** The packets in a time step that have the strongest colour. */
    double largest() {
        return largest;
    }

    /** Whether links between chips carried packets. */
    boolean hasChips() {
        return LongStream.of(use.betweenChips()).anyMatch(count -> count > 0);
    }

    /** How a link is called: the columns and rows of its ends. */
    static String name(RunDetails.LinkOverTime link) {
        return String.format(Locale.ROOT, "%d,%d to %d,%d", link.fromX(), link.fromY(), link.toX(), link.toY());
    }

    DomContent draw(Chart chart) {
        double bottom = TOP + BARS + GAP + use.busiest().size() * ROW;
        Drawing drawing = new Drawing(chart, Chart.WHOLE, bottom + AXIS);
        drawing.label(NAMES - 8, TOP + 10, Lettering.TICK, Anchor.END, Shown.rounded(tallest));
        drawing.label(NAMES - 8, TOP + BARS, Lettering.TICK, Anchor.END, "0");
        drawing.label(NAMES - 8, TOP + BARS / 2, Lettering.AXIS, Anchor.END, "all links,");
        drawing.label(NAMES - 8, TOP + BARS / 2 + 15, Lettering.AXIS, Anchor.END, "packets a step");
        bars(drawing);
        for (int row = 0; row < use.busiest().size(); row++) {
            row(drawing, use.busiest().get(row), TOP + BARS + GAP + row * ROW);
        }
        ticks(drawing, bottom);
        return drawing.done();
    }

    private void bars(Drawing drawing) {
        for (int i = 0; i < use.insideChips().length; i++) {
            double inside = height(use.insideChips(), i);
            double between = height(use.betweenChips(), i);
            String words = String.format(
                    Locale.ROOT,
                    "steps %s: %s packets a step inside chips, %s between chips",
                    steps(i),
                    Shown.rounded(perStep(use.insideChips(), i)),
                    Shown.rounded(perStep(use.betweenChips(), i)));
            drawing.add(Drawing.element("g")
                    .with(cell(i, TOP + BARS - inside, inside, CssPaint.ofCategory(INSIDE)))
                    .with(cell(i, TOP + BARS - inside - between, between, CssPaint.ofCategory(BETWEEN)))
                    .with(Drawing.hint(words)));
        }
        drawing.add(line(NAMES, TOP + BARS, Chart.WHOLE - EDGE, TOP + BARS));
    }

    private double height(long[] packets, int interval) {
        return tallest == 0 ? 0 : BARS * perStep(packets, interval) / tallest;
    }

    private void row(Drawing drawing, RunDetails.LinkOverTime link, double top) {
        drawing.label(NAMES - 8, top + ROW - 4, Lettering.TICK, Anchor.END, name(link));
        for (int i = 0; i < link.packets().length; i++) {
            double load = perStep(link.packets(), i);
            CssPaint paint = load == 0 ? CssPaint.PANEL : CssPaint.ofShare(load / largest);
            drawing.add(cell(i, top, ROW - ROW_GAP, paint)
                    .with(Drawing.hint(String.format(
                            Locale.ROOT,
                            "%s, steps %s: %s packets a step",
                            name(link),
                            steps(i),
                            Shown.rounded(load)))));
        }
    }

    private String steps(int interval) {
        long from = interval * use.interval();
        return Shown.count(from) + " to " + Shown.count(from + use.stepsOf(interval) - 1);
    }

    private ContainerTag<?> cell(int interval, double top, double height, CssPaint paint) {
        return Drawing.element(
                "rect",
                "x",
                x(interval * use.interval()),
                "y",
                top,
                "width",
                use.stepsOf(interval) * stepWidth,
                "height",
                height,
                "fill",
                paint.css());
    }

    private void ticks(Drawing drawing, double bottom) {
        long every = niceStep();
        for (long step = 0; step <= use.steps(); step += every) {
            drawing.add(line(x(step), bottom, x(step), bottom + 4));
            drawing.label(x(step), bottom + 17, Lettering.TICK, Anchor.MIDDLE, Shown.count(step));
        }
        drawing.label(NAMES + (Chart.WHOLE - NAMES) / 2, bottom + 34, Lettering.AXIS, Anchor.MIDDLE, "time step");
    }

    private long niceStep() {
        double least = Math.max(1, (double) use.steps() / MOST_TICKS);
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double factor = least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10;
        return Math.round(factor * power);
    }

    private static DomContent line(double fromX, double fromY, double toX, double toY) {
        return Drawing.element(
                "line",
                "x1",
                fromX,
                "y1",
                fromY,
                "x2",
                toX,
                "y2",
                toY,
                "stroke",
                CssPaint.LINE.css(),
                "stroke-width",
                GRID);
    }

    private double x(long step) {
        return NAMES + step * stepWidth;
    }
}
