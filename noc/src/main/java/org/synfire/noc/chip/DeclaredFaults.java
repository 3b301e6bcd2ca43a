package org.synfire.noc.chip;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * The faulty routers and links that a chip file declares, by columns and rows of the whole system.
 *
 * @param routers faulty routers
 * @param links faulty connections; a connection is faulty in both directions
 */
record DeclaredFaults(List<FaultyRouter> routers, List<FaultyLink> links) {
    static final DeclaredFaults NONE = new DeclaredFaults(List.of(), List.of());

    /** The router of a node. */
    record FaultyRouter(int x, int y) {}

    /** The connection between a node and its neighbour to one side. */
    record FaultyLink(int x, int y, Direction to) {}

    /** @throws InputException if a part is not in the mesh */
    Faults in(Mesh mesh, String chip) {
        int[] faultyRouters = routers.stream()
                .mapToInt(router -> node(mesh, chip, router.x, router.y))
                .toArray();
        int[] faultyLinks =
                links.stream().flatMapToInt(link -> bothWays(mesh, chip, link)).toArray();
        return Faults.of(mesh, faultyLinks, faultyRouters);
    }

    /** The nodes of faulty routers, without those that are not in the mesh. */
    BitSet routersWithin(Mesh mesh) {
        BitSet nodes = new BitSet();
        routers.stream()
                .filter(router -> router.x < mesh.width() && router.y < mesh.height())
                .forEach(router -> nodes.set(mesh.node(router.x, router.y)));
        return nodes;
    }

    private static int node(Mesh mesh, String chip, int x, int y) {
        if (x >= mesh.width() || y >= mesh.height()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "Chip %s: faults name node (%d, %d), but its mesh is %dx%d nodes",
                    chip,
                    x,
                    y,
                    mesh.width(),
                    mesh.height()));
        }
        return mesh.node(x, y);
    }

    private static IntStream bothWays(Mesh mesh, String chip, FaultyLink faulty) {
        int link = mesh.link(node(mesh, chip, faulty.x, faulty.y), faulty.to);
        if (!mesh.hasLink(link)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "Chip %s: faults name a link from node (%d, %d) to the %s, where its mesh ends",
                    chip,
                    faulty.x,
                    faulty.y,
                    faulty.to.name().toLowerCase(Locale.ROOT)));
        }
        Direction back = Direction.ofLink(faulty.to.ordinal() ^ 2);
        return IntStream.of(link, mesh.link(mesh.linkTarget(link), back));
    }
}
