package org.synfire.noc.chip;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.synfire.noc.Mesh;

/**
 * What single events take on a chip whose steps end when all cores are done: the section {@code events} of a chip file.
 *
 * <p>A tile is a block of nodes that share a router, so a packet between two nodes of a tile crosses no link. Tiles are
 * numbered column by column, from the top down.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class EventCosts {
    /** The section of a chip file. */
    public static final String SECTION = "events";
    /** The key of {@link #synchronisation}. */
    public static final String SYNCHRONISATION = "synchronisation";

    private final Map<EventFigure, Figure> figures;
    private final Synchronisation synchronisation;

    EventCosts(Map<EventFigure, Figure> figures, Synchronisation synchronisation) {
        this.figures = Collections.unmodifiableMap(new EnumMap<>(figures));
        this.synchronisation = synchronisation;
    }

    /**
     * Its value, unit and source.
     *
     * @param which a figure
     */
    public Figure figure(EventFigure which) {
        return figures.get(which);
    }

    /** Its value. */
    public double value(EventFigure which) {
        return figure(which).value();
    }

    /** How long the end of a step takes. */
    public Synchronisation synchronisation() {
        return synchronisation;
    }

    /** How many of its figures are assumed. */
    int assumedFigures() {
        return (int) figures.values().stream().filter(Figure::assumed).count() + (synchronisation.assumed() ? 1 : 0);
    }

    /**
     * The number of the tile that a node belongs to.
     *
     * @param mesh all nodes
     * @param node one of them
     */
    public int tile(Mesh mesh, int node) {
        return column(mesh, node) * Math.ceilDiv(mesh.height(), height()) + row(mesh, node);
    }

    /**
     * How many tiles lie between the tiles of two nodes along x, the second one included.
     *
     * @param mesh all nodes
     */
    public int eastWestHops(Mesh mesh, int from, int to) {
        return Math.abs(column(mesh, from) - column(mesh, to));
    }

    /**
     * How many tiles lie between the tiles of two nodes along y, the second one included.
     *
     * @param mesh all nodes
     */
    public int northSouthHops(Mesh mesh, int from, int to) {
        return Math.abs(row(mesh, from) - row(mesh, to));
    }

    private int column(Mesh mesh, int node) {
        return mesh.x(node) / (int) value(EventFigure.TILE_WIDTH);
    }

    private int row(Mesh mesh, int node) {
        return mesh.y(node) / height();
    }

    private int height() {
        return (int) value(EventFigure.TILE_HEIGHT);
    }
}
