package org.synfire.tools.report;

import static j2html.TagCreator.text;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.noc.Mesh;

/**
 * The part of the mesh that is in use: a square for each node with the number of its layer, and beside each other the
 * two directions of every link, the darker and thicker the more packets crossed it.
 *
 * <p><b>Limits:</b> at most {@value #MOST_NODES} nodes; larger parts are not drawn.
 */
final class MeshMap {
    private static final int MOST_NODES = 4096;
    private static final double PITCH = 44;
    private static final double NODE = 27;
    private static final double EDGE = 26;
    private static final double LANE = 5.5;
    private static final double THINNEST = 1;
    private static final double THICKEST = 7;
    private static final double CHIP_GAP = 16;
    /** Free nodes shown around those in use. */
    private static final int MARGIN = 1;

    private final RecordedRun run;
    private final Mesh mesh;
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;
    private final long busiest;

    MeshMap(RecordedRun run) {
        this.run = run;
        this.mesh = run.details().mesh().mesh();
        List<RunDetails.Core> cores = run.details().cores();
        List<RunDetails.Link> links = run.details().links();
        int[] columns = IntStream.concat(
                        cores.stream().mapToInt(RunDetails.Core::x),
                        links.stream().flatMapToInt(link -> IntStream.of(link.fromX(), link.toX())))
                .toArray();
        int[] rows = IntStream.concat(
                        cores.stream().mapToInt(RunDetails.Core::y),
                        links.stream().flatMapToInt(link -> IntStream.of(link.fromY(), link.toY())))
                .toArray();
        this.left = Math.max(0, IntStream.of(columns).min().orElse(0) - MARGIN);
        this.top = Math.max(0, IntStream.of(rows).min().orElse(0) - MARGIN);
        this.right = Math.min(mesh.width() - 1, IntStream.of(columns).max().orElse(0) + MARGIN);
        this.bottom = Math.min(mesh.height() - 1, IntStream.of(rows).max().orElse(0) + MARGIN);
        this.busiest = links.stream().mapToLong(RunDetails.Link::packets).max().orElse(0);
    }

    /** Whether the part in use is small enough to be drawn. */
    boolean isDrawable() {
        return (long) (right - left + 1) * (bottom - top + 1) <= MOST_NODES;
    }

    /** In words, which part is shown. */
    String part() {
        return String.format(
                Locale.ROOT,
                "columns %d to %d and rows %d to %d of a mesh of %d x %d nodes",
                left,
                right,
                top,
                bottom,
                mesh.width(),
                mesh.height());
    }

    long busiest() {
        return busiest;
    }

    DomContent draw(Chart chart) {
        Drawing drawing = new Drawing(chart, "mesh", x(right) + PITCH, y(bottom) + PITCH);
        for (int column = left; column <= right; column++) {
            drawing.label(x(column) + NODE / 2, EDGE - 9, "tick middle", String.valueOf(column));
        }
        for (int row = top; row <= bottom; row++) {
            drawing.label(EDGE - 7, y(row) + NODE / 2 + 4, "tick end", String.valueOf(row));
        }
        run.details().links().forEach(link -> drawing.add(link(link)));
        Map<Integer, RunDetails.Core> coreAt = new HashMap<>();
        run.details().cores().forEach(core -> coreAt.put(mesh.node(core.x(), core.y()), core));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                drawing.add(node(column, row, coreAt.get(mesh.node(column, row))));
            }
        }
        return drawing.done();
    }

    private double x(int column) {
        return EDGE + (column - left) * PITCH + (column / mesh.chipWidth() - left / mesh.chipWidth()) * CHIP_GAP;
    }

    private double y(int row) {
        return EDGE + (row - top) * PITCH + (row / mesh.chipHeight() - top / mesh.chipHeight()) * CHIP_GAP;
    }

    private DomContent node(int column, int row, RunDetails.Core core) {
        ContainerTag<?> group = Drawing.element("g");
        String fill = core == null ? "free" : core.layer() == 0 ? "io" : "k" + (core.layer() - 1) % CssPaint.CATEGORIES;
        group.with(Drawing.element(
                "rect", "x", x(column), "y", y(row), "width", NODE, "height", NODE, "rx", 4, "class", "node " + fill));
        if (core != null) {
            group.with(Drawing.element(
                            "text", "x", x(column) + NODE / 2, "y", y(row) + NODE / 2 + 5, "class", "on " + fill)
                    .with(text(core.layer() == 0 ? "in" : String.valueOf(core.layer()))));
            group.with(Drawing.element("title")
                    .with(text(String.format(
                            Locale.ROOT,
                            "node %d,%d: layer %d %s, %s neurons, %s core",
                            column,
                            row,
                            core.layer(),
                            LayerNames.name(run, core.layer()),
                            Shown.count(core.neurons()),
                            core.type()))));
        }
        return group;
    }

    /** On the right-hand side of its direction, as cars drive. */
    private DomContent link(RunDetails.Link link) {
        int dx = link.toX() - link.fromX();
        int dy = link.toY() - link.fromY();
        double fromX = x(link.fromX()) + NODE / 2 + dx * NODE / 2 - dy * LANE;
        double fromY = y(link.fromY()) + NODE / 2 + dy * NODE / 2 + dx * LANE;
        double toX = x(link.toX()) + NODE / 2 - dx * NODE / 2 - dy * LANE;
        double toY = y(link.toY()) + NODE / 2 - dy * NODE / 2 + dx * LANE;
        double share = (double) link.packets() / busiest;
        String words = String.format(
                Locale.ROOT,
                "%d,%d to %d,%d: %s packets",
                link.fromX(),
                link.fromY(),
                link.toX(),
                link.toY(),
                Shown.count(link.packets()));
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
                        "class",
                        "s" + CssPaint.step(share),
                        "stroke-width",
                        THINNEST + share * (THICKEST - THINNEST))
                .with(Drawing.element("title").with(text(words)));
    }
}
