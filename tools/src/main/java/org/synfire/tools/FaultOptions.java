package org.synfire.tools;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import picocli.CommandLine.Option;

/** Options that say what of the network-on-chip is dead. */
final class FaultOptions {
    @Option(
            names = "--dead-routers",
            split = ",",
            paramLabel = "N",
            description = "Nodes whose routers are dead, with all their links, such as 27,28.")
    int[] routers = {};

    @Option(
            names = "--dead-links",
            split = ",",
            paramLabel = "A-B",
            description = "Links between neighbours that are dead in both directions, such as 0-1,9-17.")
    String[] links = {};

    /**
     * @param chip whose file says what is dead; {@code null} where the options say it
     * @throws InputException if something is not on the mesh, or what is left falls apart
     */
    Faults faults(Mesh mesh, ChipDescription chip) {
        if (chip != null && routers.length + links.length > 0) {
            throw new InputException(
                    "--dead-routers and --dead-links do not go with --chip, whose file says what is dead");
        }
        Faults faults = chip != null
                ? chip.faults()
                : Faults.of(
                        mesh,
                        Arrays.stream(links)
                                .flatMapToInt(pair -> linksBetween(mesh, pair))
                                .toArray(),
                        routers);
        requireWhole(mesh, faults);
        return faults;
    }

    /** What is dead: routers, then links of working routers, one for each direction; empty where nothing is. */
    static List<String> words(Mesh mesh, Faults faults) {
        Stream<String> routers =
                IntStream.range(0, mesh.nodes()).filter(faults::isRouterFaulty).mapToObj(node -> "router " + node);
        Stream<String> links = IntStream.range(0, mesh.linkIds())
                .filter(link -> mesh.hasLink(link) && faults.isLinkFaulty(link))
                .mapToObj(link -> new int[] {mesh.linkSource(link), mesh.linkTarget(link)})
                .filter(ends -> !faults.isRouterFaulty(ends[0]) && !faults.isRouterFaulty(ends[1]))
                .map(ends -> "link " + ends[0] + "-" + ends[1]);
        return Stream.concat(routers, links).toList();
    }

    /** Pairs of working nodes between which the routing has no way. */
    static long cutOffPairs(NetworkSpec spec) {
        if (spec.faults().isEmpty()) {
            return 0;
        }
        try (CycleNetwork network = CycleNetworks.eventDriven(spec.withThreads(1), DeliveryListener.NONE)) {
            return network.reachability().cutOffPairs();
        }
    }

    private static IntStream linksBetween(Mesh mesh, String pair) {
        if (!pair.matches("[0-9]{1,7}-[0-9]{1,7}")) {
            throw new InputException("--dead-links " + pair + ": write two neighbouring nodes, such as 0-1");
        }
        int[] ends = Arrays.stream(pair.split("-")).mapToInt(Integer::parseInt).toArray();
        return IntStream.of(linkFrom(mesh, ends[0], ends[1], pair), linkFrom(mesh, ends[1], ends[0], pair));
    }

    private static int linkFrom(Mesh mesh, int from, int to, String pair) {
        if (Math.max(from, to) < mesh.nodes()) {
            for (Direction direction : Direction.values()) {
                int link = mesh.link(from, direction);
                if (mesh.hasLink(link) && mesh.linkTarget(link) == to) {
                    return link;
                }
            }
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "--dead-links %s: there is no such link on the mesh of %dx%d; its nodes are 0 to %d, row by row",
                pair,
                mesh.width(),
                mesh.height(),
                mesh.nodes() - 1));
    }

    private static void requireWhole(Mesh mesh, Faults faults) {
        BitSet alive = new BitSet();
        IntStream.range(0, mesh.nodes())
                .filter(node -> !faults.isRouterFaulty(node))
                .forEach(alive::set);
        if (alive.isEmpty()) {
            throw new InputException("every router is dead; leave some alive");
        }
        BitSet reached = reached(mesh, faults, alive.nextSetBit(0));
        if (reached.cardinality() < alive.cardinality()) {
            alive.andNot(reached);
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the dead links and routers cut the mesh: no way at all leads from node %d to node %d and %d "
                            + "more; leave a link between them alive",
                    reached.nextSetBit(0),
                    alive.nextSetBit(0),
                    alive.cardinality() - 1));
        }
    }

    private static BitSet reached(Mesh mesh, Faults faults, int first) {
        BitSet reached = new BitSet();
        int[] queue = new int[mesh.nodes()];
        int count = 1;
        queue[0] = first;
        reached.set(first);
        for (int at = 0; at < count; at++) {
            for (Direction direction : Direction.values()) {
                int link = mesh.link(queue[at], direction);
                if (mesh.hasLink(link) && !faults.isLinkFaulty(link) && !reached.get(mesh.linkTarget(link))) {
                    reached.set(mesh.linkTarget(link));
                    queue[count++] = mesh.linkTarget(link);
                }
            }
        }
        return reached;
    }
}
