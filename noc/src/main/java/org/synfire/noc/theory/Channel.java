package org.synfire.noc.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * A channel that carries one flit per cycle: a link between routers, or a port between a router and its core.
 *
 * @param kind which of the three
 * @param id the link of a {@link Kind#LINK}, else the node
 */
public record Channel(Kind kind, int id) {
    /** The kinds of channels. */
    public enum Kind {
        /** From one router to the next. */
        LINK,
        /** From the core into its router. */
        INJECTION,
        /** From the router into its core. */
        EJECTION
    }

    /**
     * Its channels: links in the order of their ids, then injection ports, then ejection ports.
     *
     * @param mesh a mesh
     */
    public static List<Channel> all(Mesh mesh) {
        List<Channel> channels = new ArrayList<>();
        for (int link = 0; link < mesh.linkIds(); link++) {
            if (mesh.hasLink(link)) {
                channels.add(new Channel(Kind.LINK, link));
            }
        }
        for (Kind port : List.of(Kind.INJECTION, Kind.EJECTION)) {
            for (int node = 0; node < mesh.nodes(); node++) {
                channels.add(new Channel(port, node));
            }
        }
        return channels;
    }

    /**
     * The channel in words, with its place.
     *
     * @param mesh the mesh it is in
     */
    public String words(Mesh mesh) {
        return switch (kind) {
            case LINK ->
                String.format(
                        Locale.ROOT,
                        "the link from node %s %s to node %s",
                        place(mesh, mesh.linkSource(id)),
                        Direction.ofLink(id).name().toLowerCase(Locale.ROOT),
                        place(mesh, mesh.linkTarget(id)));
            case INJECTION -> "the injection port of node " + place(mesh, id);
            case EJECTION -> "the ejection port of node " + place(mesh, id);
        };
    }

    /**
     * Its number, column and row, such as {@code 9 (1,1)}.
     *
     * @param mesh the mesh
     * @param node one of its nodes
     */
    public static String place(Mesh mesh, int node) {
        return String.format(Locale.ROOT, "%d (%d,%d)", node, mesh.x(node), mesh.y(node));
    }
}
