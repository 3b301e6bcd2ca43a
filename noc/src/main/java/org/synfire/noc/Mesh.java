package org.synfire.noc;

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
                    "A mesh of %dx%d chips of %dx%d nodes has %.0f nodes; at most %d are supported: ask for fewer"
                            + " chips or smaller ones",
                    chipsX, chipsY, chipWidth, chipHeight, nodes, MAX_NODES));
        }
    }

    /**
     * @param width nodes across, at least 1
     * @param height nodes down, at least 1
     * @return a mesh that is a single chip
     * @throws InputException if a size is below 1 or the mesh is too large
     */
    public static Mesh ofOneChip(int width, int height) {
        return new Mesh(width, height, 1, 1);
    }

    /** @return nodes across the whole system */
    public int width() {
        return chipWidth * chipsX;
    }

    /** @return nodes down the whole system */
    public int height() {
        return chipHeight * chipsY;
    }

    /** @return nodes of the whole system */
    public int nodes() {
        return width() * height();
    }

    /** @return chips of the whole system */
    public int chips() {
        return chipsX * chipsY;
    }

    /** @return the bound of link ids: four a node, whether they exist or not */
    public int linkIds() {
        return nodes() * Direction.COUNT;
    }

    /**
     * @param node a node of this mesh
     * @return its column, from 0 at the west edge
     */
    public int x(int node) {
        return node % width();
    }

    /**
     * @param node a node of this mesh
     * @return its row, from 0 at the north edge
     */
    public int y(int node) {
        return node / width();
    }

    /**
     * @param x column, 0 to width - 1
     * @param y row, 0 to height - 1
     * @return the node there
     * @throws IndexOutOfBoundsException if it is off the mesh
     */
    public int node(int x, int y) {
        Objects.checkIndex(x, width());
        Objects.checkIndex(y, height());
        return y * width() + x;
    }

    /**
     * @param from a node
     * @param to a node
     * @return the links of a shortest path between them: |dx| + |dy|
     */
    public int hops(int from, int to) {
        return Math.abs(x(to) - x(from)) + Math.abs(y(to) - y(from));
    }

    /**
     * @param node a node of this mesh
     * @return its chip, numbered row by row as nodes are
     */
    public int chip(int node) {
        return y(node) / chipHeight * chipsX + x(node) / chipWidth;
    }

    /**
     * @param from a node
     * @param to a node
     * @return the links between chips on a shortest path from one to the other
     */
    public int chipCrossings(int from, int to) {
        return Math.abs(x(to) / chipWidth - x(from) / chipWidth) + Math.abs(y(to) / chipHeight - y(from) / chipHeight);
    }

    /**
     * @param node a node of this mesh
     * @param direction where the link leads
     * @return the link's id, whether or not the link exists
     */
    public int link(int node, Direction direction) {
        return node * Direction.COUNT + direction.ordinal();
    }

    /**
     * @param link a link id below {@link #linkIds}
     * @return the node that the link leaves
     */
    public int linkSource(int link) {
        return link / Direction.COUNT;
    }

    /**
     * @param link a link id below {@link #linkIds}
     * @return whether the link leads to a node of this mesh, not off its edge
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
     * @param link a link that exists
     * @return the node that the link enters
     */
    public int linkTarget(int link) {
        Direction direction = Direction.ofLink(link);
        return linkSource(link) + direction.dx() + direction.dy() * width();
    }

    /**
     * @param link a link id below {@link #linkIds}
     * @return whether the link exists and leads from one chip to another
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
