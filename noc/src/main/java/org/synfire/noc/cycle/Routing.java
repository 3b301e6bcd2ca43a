package org.synfire.noc.cycle;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;

/**
 * Which way packets take. All take shortest ways where nothing is dead; round dead parts {@link #XY} and {@link #YX}
 * cannot go, {@link #O1TURN} takes the other order if one of its two is cut, {@link #WEST_FIRST} and {@link #ODD_EVEN}
 * take the shortest way that their turns allow.
 *
 * <p>A wormhole network cannot deadlock if the links (or, with classes, the virtual channels) can be numbered so that
 * every packet uses them in rising order: Dally and Seitz, Deadlock-free message routing, IEEE Transactions on
 * Computers C-36(5), 1987.
 */
public enum Routing {
    /** Along x, then along y. No packet turns from y to x, so links along x come before links along y: no cycle. */
    XY("xy", 1),
    /** Along y, then along x; free of deadlock as {@link #XY} is, with the axes exchanged. */
    YX("yx", 1),
    /**
     * Every packet draws one of the two orders at its source (Seo and others, Near-optimal worst-case throughput
     * routing, ISCA 2005). The lower half of the virtual channels is for x-first packets, the upper half for y-first
     * ones; no packet changes its half, so each half is a network of {@link #XY} or {@link #YX} alone. Needs at least 2
     * virtual channels.
     */
    O1TURN("o1turn", 2),
    /**
     * All hops to the west first, then adaptively among the productive directions (Glass and Ni, The turn model for
     * adaptive routing, ISCA 1992). No packet turns into west, which breaks both cycles of turns.
     */
    WEST_FIRST("west-first", 1),
    /**
     * Adaptive without turns from east to north or south in even columns and from north or south to west in odd columns
     * (Chiu, The odd-even turn model, IEEE TPDS 11(7), 2000). The rightmost column of a cycle of turns would need both,
     * so there is none.
     */
    ODD_EVEN("odd-even", 1);

    private final String option;
    private final int leastVirtualChannels;

    Routing(String option, int leastVirtualChannels) {
        this.option = option;
        this.leastVirtualChannels = leastVirtualChannels;
    }

    /** @return its name on the command line and in reports */
    public String option() {
        return option;
    }

    /** @return the least number of virtual channels that keeps it free of deadlock */
    public int leastVirtualChannels() {
        return leastVirtualChannels;
    }

    /**
     * @param option a name as {@link #option} gives it
     * @return the routing of that name
     * @throws InputException if there is none; the message lists those there are
     */
    public static Routing ofOption(String option) {
        return Arrays.stream(values())
                .filter(routing -> routing.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new InputException("Unknown routing '" + option + "', possible: "
                        + Arrays.stream(values()).map(Routing::option).collect(Collectors.joining(", "))));
    }
}
