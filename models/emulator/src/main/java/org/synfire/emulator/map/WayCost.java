package org.synfire.emulator.map;

import java.util.List;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.cycle.Routing;

/**
 * What a placement costs: for every flow its senders times the hops between its cores, and a penalty where an axon
 * entry does not reach so far, or dead parts lie on the way there or back. All in whole numbers, so that it is the same
 * on every machine.
 */
final class WayCost {
    /**
     * A flow out of reach, which Darwin3's compiler refuses, costs as much as an average one over so many hops, and so
     * many more for every hop beyond.
     */
    private static final int VIOLATION_HOPS = 1000;

    private static final int EXCESS_HOPS = 100;
    /** A flow that cannot be sent at all is worse than one out of reach. */
    private static final int CUT_HOPS = 100_000;

    private final int reach;
    private final int[] x;
    private final int[] y;
    private final long averageSenders;
    /** What packets can go between; {@code null} where nothing is dead. */
    private final Reachability reachability;

    WayCost(ChipDescription chip, List<Flow> flows) {
        Mesh mesh = chip.mesh();
        this.reach = chip.reach();
        this.x = new int[mesh.nodes()];
        this.y = new int[mesh.nodes()];
        for (int node = 0; node < x.length; node++) {
            x[node] = mesh.x(node);
            y[node] = mesh.y(node);
        }
        this.reachability = chip.faults().isEmpty() ? null : Routing.XY.reachability(mesh, chip.faults());
        this.averageSenders =
                Math.ceilDiv(flows.stream().mapToLong(Flow::senders).sum(), Math.max(1, flows.size()));
    }

    long of(int from, int to, int senders) {
        int across = Math.abs(x[from] - x[to]);
        int down = Math.abs(y[from] - y[to]);
        long cost = (long) senders * (across + down);
        if (across > reach || down > reach) {
            int excess = Math.max(0, across - reach) + Math.max(0, down - reach);
            cost += averageSenders * (VIOLATION_HOPS + (long) EXCESS_HOPS * excess);
        }
        return isCut(from, to) || isCut(to, from) ? cost + averageSenders * CUT_HOPS : cost;
    }

    /** Whether dead parts lie on the way from one node to the other. */
    boolean isCut(int from, int to) {
        return reachability != null && !reachability.isReachable(from, to);
    }

    long of(int[] nodes, List<Flow> flows) {
        return flows.stream()
                .mapToLong(flow -> of(nodes[flow.from()], nodes[flow.to()], flow.senders()))
                .sum();
    }
}
