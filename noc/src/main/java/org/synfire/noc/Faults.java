package org.synfire.noc;

import java.util.BitSet;
import java.util.Locale;
import java.util.Objects;
import org.synfire.engine.InputException;

/**
 * Faulty links and routers of a mesh. A faulty router disables its core and all its links.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Faults {
    /** Everything works. */
    public static final Faults NONE = new Faults(new BitSet(), new BitSet());

    private final BitSet faultyLinks;
    private final BitSet faultyRouters;

    private Faults(BitSet faultyLinks, BitSet faultyRouters) {
        this.faultyLinks = faultyLinks;
        this.faultyRouters = faultyRouters;
    }

    /**
     * These faults.
     *
     * @param mesh the mesh they are in
     * @param links link ids of the mesh, each one direction of a connection
     * @param routers nodes of the mesh
     * @throws InputException if a link or router is not in the mesh
     */
    public static Faults of(Mesh mesh, int[] links, int[] routers) {
        BitSet faultyRouters = new BitSet();
        for (int router : routers) {
            requireRouter(mesh, router);
            faultyRouters.set(router);
        }
        BitSet faultyLinks = new BitSet();
        for (int link : links) {
            requireLink(mesh, link);
            faultyLinks.set(link);
        }
        for (int link = 0; link < mesh.linkIds(); link++) {
            if (mesh.hasLink(link)
                    && (faultyRouters.get(mesh.linkSource(link)) || faultyRouters.get(mesh.linkTarget(link)))) {
                faultyLinks.set(link);
            }
        }
        return new Faults(faultyLinks, faultyRouters);
    }

    /** Whether nothing is faulty. */
    public boolean isEmpty() {
        return faultyLinks.isEmpty() && faultyRouters.isEmpty();
    }

    /**
     * Whether it is faulty, by itself or because of a router at one of its ends.
     *
     * @param link a link id
     */
    public boolean isLinkFaulty(int link) {
        return faultyLinks.get(link);
    }

    /**
     * Whether its router is faulty.
     *
     * @param node a node
     */
    public boolean isRouterFaulty(int node) {
        return faultyRouters.get(node);
    }

    private static void requireRouter(Mesh mesh, int router) {
        if (router < 0 || router >= mesh.nodes()) {
            throw new InputException(
                    "Faulty router " + router + " is not among the mesh's nodes 0 to " + (mesh.nodes() - 1));
        }
    }

    private static void requireLink(Mesh mesh, int link) {
        if (link < 0 || link >= mesh.linkIds() || !mesh.hasLink(link)) {
            throw new InputException("Faulty link " + link + " is not in the mesh" + whereOf(mesh, link));
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
                && faultyLinks.equals(faults.faultyLinks)
                && faultyRouters.equals(faults.faultyRouters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(faultyLinks, faultyRouters);
    }
}
