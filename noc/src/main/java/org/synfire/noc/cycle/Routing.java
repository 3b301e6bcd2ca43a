package org.synfire.noc.cycle;

import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;
import org.synfire.noc.cycle.routing.AxisOrder;
import org.synfire.noc.cycle.routing.DimensionOrderRouting;
import org.synfire.noc.cycle.routing.OddEvenRouting;
import org.synfire.noc.cycle.routing.RoutingRules;
import org.synfire.noc.cycle.routing.WestFirstRouting;

/**
 * The routing algorithms. Without faults every path is a shortest one. Around faulty parts {@link #XY} and {@link #YX}
 * have no other path, {@link #O1TURN} takes the other order if one of its two is cut, and {@link #WEST_FIRST} and
 * {@link #ODD_EVEN} take the shortest path that their turns allow.
 *
 * <p>A wormhole network cannot deadlock if the links (or, with classes, the virtual channels) can be numbered so that
 * every packet uses them in rising order: Dally and Seitz, Deadlock-free message routing, IEEE Transactions on
 * Computers C-36(5), 1987.
 *
 * <p>Each constant has an object with its rules: port choice, turns, virtual channels and orders of the axes. All other
 * classes ask this object, and none compares constants.
 */
public enum Routing {
    /** Along x, then along y. No packet turns from y to x, so links along x come before links along y: no cycle. */
    XY("xy", new DimensionOrderRouting(AxisOrder.X_FIRST)),
    /** Along y, then along x; free of deadlock as {@link #XY} is, with the axes exchanged. */
    YX("yx", new DimensionOrderRouting(AxisOrder.Y_FIRST)),
    /**
     * Every packet draws one of the two orders at its source (Seo and others, Near-optimal worst-case throughput
     * routing, ISCA 2005). The lower half of the virtual channels is for x-first packets, the upper half for y-first
     * ones; no packet changes its half, so each half is a network of {@link #XY} or {@link #YX} alone. Needs at least 2
     * virtual channels.
     */
    O1TURN("o1turn", new DimensionOrderRouting(AxisOrder.X_FIRST, AxisOrder.Y_FIRST)),
    /**
     * All hops to the west first, then adaptively among the productive directions (Glass and Ni, The turn model for
     * adaptive routing, ISCA 1992). No packet turns into west, which breaks both cycles of turns.
     */
    WEST_FIRST("west-first", new WestFirstRouting()),
    /**
     * Adaptive without turns from east to north or south in even columns and from north or south to west in odd columns
     * (Chiu, The odd-even turn model, IEEE TPDS 11(7), 2000). The rightmost column of a cycle of turns would need both,
     * so there is none.
     */
    ODD_EVEN("odd-even", new OddEvenRouting());

    private final String label;
    private final RoutingRules rules;

    Routing(String label, RoutingRules rules) {
        this.label = label;
        this.rules = rules;
    }

    /** Its usual name in lower case. */
    public String label() {
        return label;
    }

    /** The least number of virtual channels of a port that keeps it free of deadlock. */
    public int leastVirtualChannels() {
        return rules.leastVirtualChannels();
    }

    /** Whether every packet takes the path of {@link #XY} where nothing is faulty. */
    public boolean followsXyRoutes() {
        return rules.followsXyRoutes();
    }

    /**
     * Which pairs of nodes it connects.
     *
     * @param mesh nodes and links
     * @param faults what is faulty in it
     * @throws org.synfire.noc.ChipLimitException if the mesh is too large for its paths around faults
     */
    public Reachability reachability(Mesh mesh, Faults faults) {
        return rules.routes(mesh, faults);
    }

    /** Its rules; for the simulation alone, so their type is not exported. */
    @SuppressWarnings("exports")
    public RoutingRules rules() {
        return rules;
    }
}
