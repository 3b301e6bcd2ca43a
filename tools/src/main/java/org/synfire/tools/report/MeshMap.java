package org.synfire.tools.report;

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
import org.synfire.tools.report.Drawing.Anchor;
import org.synfire.tools.report.Drawing.Lettering;

/**
 * The part of the mesh in use: a square for each node, and for each link a line in each of its directions, thicker and
 * of a stronger colour the more it carried. Links that carried nothing are not drawn.
 *
 * <p>Chips are set apart.
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
    private static final double CORNER = 4;
    private static final double MARK_SIZE = 13;
    /** Free nodes shown around those in use. */
    private static final int MARGIN = 1;

    private final Mesh mesh;
    private final List<Node> nodes;
    private final List<Link> links;
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;
    private final double largest;
    private final String nodeName;

    /**
     * A node in use.
     *
     * @param x column of the mesh
     * @param y row of the mesh
     * @param fill its colour
     * @param ink colour of its mark
     * @param mark a few characters in it
     * @param words shown to those who point at it
     */
    record Node(int x, int y, CssPaint fill, CssPaint ink, String mark, String words) {}

    /**
     * A link in one direction.
     *
     * @param fromX column of the node that it leaves
     * @param fromY row of it
     * @param toX column of the node that it reaches
     * @param toY row of it
     * @param load what it carried; 0 for nothing
     * @param words shown to those who point at it
     */
    record Link(int fromX, int fromY, int toX, int toY, double load, String words) {}

    /**
     * @param mesh that the nodes and links are part of
     * @param nodes none twice
     * @param links none twice
     * @param full the load that has the strongest colour, at least that of any link
     */
    MeshMap(Mesh mesh, List<Node> nodes, List<Link> links, double full) {
        this(mesh, nodes, links, full, "nodes");
    }

    /** @param nodeName what a square is, in the plural */
    MeshMap(Mesh mesh, List<Node> nodes, List<Link> links, double full, String nodeName) {
        this.nodeName = nodeName;
        this.mesh = mesh;
        this.nodes = nodes;
        this.links = links.stream().filter(link -> link.load() > 0).toList();
        int[] columns = IntStream.concat(
                        nodes.stream().mapToInt(Node::x),
                        this.links.stream().flatMapToInt(link -> IntStream.of(link.fromX(), link.toX())))
                .toArray();
        int[] rows = IntStream.concat(
                        nodes.stream().mapToInt(Node::y),
                        this.links.stream().flatMapToInt(link -> IntStream.of(link.fromY(), link.toY())))
                .toArray();
        this.left = Math.max(0, IntStream.of(columns).min().orElse(0) - MARGIN);
        this.top = Math.max(0, IntStream.of(rows).min().orElse(0) - MARGIN);
        this.right = Math.min(mesh.width() - 1, IntStream.of(columns).max().orElse(0) + MARGIN);
        this.bottom = Math.min(mesh.height() - 1, IntStream.of(rows).max().orElse(0) + MARGIN);
        this.largest = full;
    }

    /** Where the layers of a run are, and the packets that crossed each link. */
    static MeshMap of(RecordedRun run) {
        return new MeshMap(
                run.details().mesh().mesh(),
                run.details().cores().stream().map(core -> node(run, core)).toList(),
                run.details().links().stream().map(MeshMap::link).toList(),
                run.details().links().stream()
                        .mapToLong(RunDetails.Link::packets)
                        .max()
                        .orElse(0));
    }

    private static Node node(RecordedRun run, RunDetails.Core core) {
        boolean isInput = core.layer() == 0;
        return new Node(
                core.x(),
                core.y(),
                isInput ? CssPaint.INK : CssPaint.ofCategory(core.layer() - 1),
                isInput ? CssPaint.PAGE : CssPaint.onCategory(core.layer() - 1),
                isInput ? "in" : String.valueOf(core.layer()),
                String.format(
                        Locale.ROOT,
                        "node %d,%d: layer %d %s, %s neurons, %s core",
                        core.x(),
                        core.y(),
                        core.layer(),
                        LayerNames.name(run, core.layer()),
                        Shown.count(core.neurons()),
                        core.type()));
    }

    private static Link link(RunDetails.Link link) {
        return new Link(
                link.fromX(),
                link.fromY(),
                link.toX(),
                link.toY(),
                link.packets(),
                String.format(
                        Locale.ROOT,
                        "%d,%d to %d,%d: %s packets",
                        link.fromX(),
                        link.fromY(),
                        link.toX(),
                        link.toY(),
                        Shown.count(link.packets())));
    }

    /** Whether the part in use is small enough to be drawn. */
    boolean isDrawable() {
        return (long) (right - left + 1) * (bottom - top + 1) <= MOST_NODES;
    }

    /** In words, which part is shown. */
    String part() {
        return String.format(
                Locale.ROOT,
                "columns %d to %d and rows %d to %d of a mesh of %d x %d %s",
                left,
                right,
                top,
                bottom,
                mesh.width(),
                mesh.height(),
                nodeName);
    }

    /** The load that has the strongest colour. */
    double largest() {
        return largest;
    }

    DomContent draw(Chart chart) {
        Drawing drawing = new Drawing(chart, x(right) + PITCH, y(bottom) + PITCH);
        for (int column = left; column <= right; column++) {
            drawing.label(x(column) + NODE / 2, EDGE - 9, Lettering.TICK, Anchor.MIDDLE, String.valueOf(column));
        }
        for (int row = top; row <= bottom; row++) {
            drawing.label(EDGE - 7, y(row) + NODE / 2 + 4, Lettering.TICK, Anchor.END, String.valueOf(row));
        }
        links.forEach(link -> drawing.add(draw(link)));
        Map<Integer, Node> nodeAt = new HashMap<>();
        nodes.forEach(node -> nodeAt.put(mesh.node(node.x(), node.y()), node));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                Node node = nodeAt.get(mesh.node(column, row));
                drawing.add(node == null ? free(column, row) : draw(node));
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

    private DomContent free(int column, int row) {
        return square(column, row, CssPaint.PANEL).attr("stroke", CssPaint.LINE.css());
    }

    private ContainerTag<?> square(int column, int row, CssPaint fill) {
        return Drawing.element(
                "rect", "x", x(column), "y", y(row), "width", NODE, "height", NODE, "rx", CORNER, "fill", fill.css());
    }

    private DomContent draw(Node node) {
        return Drawing.element("g")
                .with(square(node.x(), node.y(), node.fill()))
                .with(Drawing.words(
                        x(node.x()) + NODE / 2,
                        y(node.y()) + NODE / 2 + 5,
                        Lettering.mark(MARK_SIZE, node.ink()),
                        Anchor.MIDDLE,
                        node.mark()))
                .with(Drawing.hint(node.words()));
    }

    /** On the right-hand side of its direction, as cars drive. */
    private DomContent draw(Link link) {
        int dx = link.toX() - link.fromX();
        int dy = link.toY() - link.fromY();
        double share = link.load() / largest;
        return Drawing.element(
                        "line",
                        "x1",
                        x(link.fromX()) + NODE / 2 + dx * NODE / 2 - dy * LANE,
                        "y1",
                        y(link.fromY()) + NODE / 2 + dy * NODE / 2 + dx * LANE,
                        "x2",
                        x(link.toX()) + NODE / 2 - dx * NODE / 2 - dy * LANE,
                        "y2",
                        y(link.toY()) + NODE / 2 - dy * NODE / 2 + dx * LANE,
                        "stroke",
                        CssPaint.ofShare(share).css(),
                        "stroke-width",
                        THINNEST + share * (THICKEST - THINNEST))
                .with(Drawing.hint(link.words()));
    }
}
