package org.synfire.noc;

import java.util.Locale;
import java.util.Objects;
import org.synfire.engine.InputException;

/**
 * The nodes of a whole system: equal rectangular chips side by side, joined at their edges into one mesh.
 *
 * <pre>
 *   (0,0) ---- x, east, columns          2 x 1 chips of 3 x 2 nodes:   0  1  2 |  3  4  5
 *     |                                                                6  7  8 |  9 10 11
 *   y, south, rows
 * </pre>
 *
 * <p><b>Nodes</b> are numbered row by row from the top left: {@code node = y * width + x}. <b>Links</b> are directed:
 * {@code link = node * 4 + direction} with the order of {@link Direction}. Ids are dense, four a node; the ids of links
 * that would leave the mesh are never used ({@link #hasLink}). <b>Limits:</b> at most {@value #MAX_NODES} nodes.
 *
 * @param chipWidth nodes across one chip, at least 1
 * @param chipHeight nodes down one chip, at least 1
 * @param chipsX chips across, at least 1
 * @param chipsY chips down, at least 1
 */
public record Mesh(int chipWidth, int chipHeight, int chipsX, int chipsY) {
    /** The most nodes a mesh may have: 2^20, about twice the largest Darwin3 system built (960 chips). */
    public static final int MAX_NODES = 1 << 20;

    /** @throws InputException if a size is below 1 or the mesh has more than {@value #MAX_NODES} nodes */
    public Mesh {
        requirePositive(chipWidth, "nodes across a chip");
        requirePositive(chipHeight, "nodes down a chip");
        requirePositive(chipsX, "chips across");
        requirePositive(chipsY, "chips down");
        double nodes = (double) chipWidth * chipHeight * chipsX * chipsY;
        if (nodes > MAX_NODES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A mesh of %dx%d chips of %dx%d nodes has %.0f nodes; at most %d are supported: ask for fewer"
                            + " chips or smaller ones",
                    chipsX,
                    chipsY,
                    chipWidth,
                    chipHeight,
                    nodes,
                    MAX_NODES));
        }
    }

    /**
     * A mesh that is a single chip.
     *
     * @param width nodes across, at least 1
     * @param height nodes down, at least 1
     * @throws InputException if a size is below 1 or the mesh is too large
     */
    public static Mesh ofOneChip(int width, int height) {
        return new Mesh(width, height, 1, 1);
    }

    /** Nodes across the whole system. */
    public int width() {
        return chipWidth * chipsX;
    }

    /** Nodes down the whole system. */
    public int height() {
        return chipHeight * chipsY;
    }

    /** Nodes of the whole system. */
    public int nodes() {
        return width() * height();
    }

    /** Chips of the whole system. */
    public int chips() {
        return chipsX * chipsY;
    }

    /** The bound of link ids: four a node, whether they exist or not. */
    public int linkIds() {
        return nodes() * Direction.COUNT;
    }

    /**
     * Its column, from 0 at the west edge.
     *
     * @param node a node of this mesh
     */
    public int x(int node) {
        return node % width();
    }

    /**
     * Its row, from 0 at the north edge.
     *
     * @param node a node of this mesh
     */
    public int y(int node) {
        return node / width();
    }

    /**
     * The node there.
     *
     * @param x column, 0 to width - 1
     * @param y row, 0 to height - 1
     * @throws IndexOutOfBoundsException if it is off the mesh
     */
    public int node(int x, int y) {
        Objects.checkIndex(x, width());
        Objects.checkIndex(y, height());
        return y * width() + x;
    }

    /**
     * The links of a shortest path between them: |dx| + |dy|.
     *
     * @param from a node
     * @param to a node
     */
    public int hops(int from, int to) {
        return Math.abs(x(to) - x(from)) + Math.abs(y(to) - y(from));
    }

    /**
     * Its chip, numbered row by row as nodes are.
     *
     * @param node a node of this mesh
     */
    public int chip(int node) {
        return y(node) / chipHeight * chipsX + x(node) / chipWidth;
    }

    /**
     * The links between chips on a shortest path from one to the other.
     *
     * @param from a node
     * @param to a node
     */
    public int chipCrossings(int from, int to) {
        return Math.abs(x(to) / chipWidth - x(from) / chipWidth) + Math.abs(y(to) / chipHeight - y(from) / chipHeight);
    }

    /**
     * The link's id, whether or not the link exists.
     *
     * @param node a node of this mesh
     * @param direction where the link leads
     */
    public int link(int node, Direction direction) {
        return node * Direction.COUNT + direction.ordinal();
    }

    /**
     * The node that the link leaves.
     *
     * @param link a link id below {@link #linkIds}
     */
    public int linkSource(int link) {
        return link / Direction.COUNT;
    }

    /**
     * Whether the link leads to a node of this mesh, not off its edge.
     *
     * @param link a link id below {@link #linkIds}
     */
    public boolean hasLink(int link) {
        int node = linkSource(link);
        return switch (Direction.ofLink(link)) {
            case EAST -> x(node) + 1 < width();
            case NORTH -> y(node) > 0;
            case WEST -> x(node) > 0;
            case SOUTH -> y(node) + 1 < height();
        };
    }

    /**
     * The node that the link enters.
     *
     * @param link a link that exists
     */
    public int linkTarget(int link) {
        Direction direction = Direction.ofLink(link);
        return linkSource(link) + direction.dx() + direction.dy() * width();
    }

    /**
     * Whether the link exists and leads from one chip to another.
     *
     * @param link a link id below {@link #linkIds}
     */
    public boolean isChipBoundary(int link) {
        return hasLink(link) && chip(linkSource(link)) != chip(linkTarget(link));
    }

    private static void requirePositive(int size, String what) {
        if (size < 1) {
            throw new InputException("A mesh needs at least 1 for " + what + ", found " + size);
        }
    }
}
