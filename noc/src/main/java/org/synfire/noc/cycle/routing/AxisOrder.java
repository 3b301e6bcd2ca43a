package org.synfire.noc.cycle.routing;

/**
 * The axis that a packet follows first. The order also selects the packet's virtual channels
 * ({@link RoutingRules#channels}). Packets of a routing that does not follow the axes one after the other are all
 * {@link #X_FIRST}.
 */
public enum AxisOrder {
    /** Along x, then along y. */
    X_FIRST,
    /** Along y, then along x. */
    Y_FIRST;

    /** The bits of a flit that say so. */
    public long flag() {
        return this == Y_FIRST ? Flit.Y_FIRST : 0;
    }

    /** The other order. */
    public AxisOrder other() {
        return this == X_FIRST ? Y_FIRST : X_FIRST;
    }
}
