package org.synfire.noc.cycle;

import java.util.BitSet;
import java.util.Locale;
import java.util.Objects;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * Links and routers that are declared dead. A dead router takes all its links and its core with it.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Faults {
    /** Everything works. */
    public static final Faults NONE = new Faults(new BitSet(), new BitSet());

    private final BitSet deadLinks;
    private final BitSet deadRouters;

    private Faults(BitSet deadLinks, BitSet deadRouters) {
        this.deadLinks = deadLinks;
        this.deadRouters = deadRouters;
    }

    /**
     * @param mesh the mesh they are in
     * @param links link ids of the mesh, each one direction of a connection
     * @param routers nodes of the mesh
     * @return these faults
     * @throws InputException if a link or router is not in the mesh
     */
    public static Faults of(Mesh mesh, int[] links, int[] routers) {
        BitSet deadRouters = new BitSet();
        for (int router : routers) {
            requireRouter(mesh, router);
            deadRouters.set(router);
        }
        BitSet deadLinks = new BitSet();
        for (int link : links) {
            requireLink(mesh, link);
            deadLinks.set(link);
        }
        for (int link = 0; link < mesh.linkIds(); link++) {
            if (mesh.hasLink(link)
                    && (deadRouters.get(mesh.linkSource(link)) || deadRouters.get(mesh.linkTarget(link)))) {
                deadLinks.set(link);
            }
        }
        return new Faults(deadLinks, deadRouters);
    }

    /** @return whether nothing is dead */
    public boolean isEmpty() {
        return deadLinks.isEmpty() && deadRouters.isEmpty();
    }

    /**
     * @param link a link id
     * @return whether it is dead, by itself or by a router at one of its ends
     */
    public boolean isLinkDead(int link) {
        return deadLinks.get(link);
    }

    /**
     * @param node a node
     * @return whether its router is dead
     */
    public boolean isRouterDead(int node) {
        return deadRouters.get(node);
    }

    private static void requireRouter(Mesh mesh, int router) {
        if (router < 0 || router >= mesh.nodes()) {
            throw new InputException(
                    "Dead router " + router + " is not among the mesh's nodes 0 to " + (mesh.nodes() - 1));
        }
    }

    private static void requireLink(Mesh mesh, int link) {
        if (link < 0 || link >= mesh.linkIds() || !mesh.hasLink(link)) {
            throw new InputException("Dead link " + link + " is not in the mesh" + whereOf(mesh, link));
        }
    }

    private static String whereOf(Mesh mesh, int link) {
        if (link < 0 || link >= mesh.linkIds()) {
            return ", whose link ids end at " + (mesh.linkIds() - 1);
        }
        int node = mesh.linkSource(link);
        return ": node (" + mesh.x(node) + ", " + mesh.y(node) + ") has no neighbour "
                + Direction.ofLink(link).name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Faults faults
                && deadLinks.equals(faults.deadLinks)
                && deadRouters.equals(faults.deadRouters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(deadLinks, deadRouters);
    }
}
