package org.synfire.noc.cycle;

import org.synfire.engine.InputException;

/**
 * Cycles of the stages of a router. The head of a packet passes through all of them, body flits through the last two.
 *
 * <pre>
 *   routing -> VC allocation -> switch allocation -> switch traversal -> (link)
 * </pre>
 *
 * @param routing cycles to compute the output port, 0 or more; 0 is look-ahead routing, computed in the previous router
 * @param vcAllocation cycles to win a virtual channel of the output, 0 or more; 0 is combined allocation: a head that
 *     wins the switch is given a free virtual channel of that output in the same cycle
 * @param switchAllocation cycles to win the crossbar, at least 1; there is one decision per cycle, and further cycles
 *     only delay it
 * @param switchTraversal cycles through the crossbar, 0 or more
 */
public record Pipeline(int routing, int vcAllocation, int switchAllocation, int switchTraversal) {
    /** The most cycles that a stage or a link may take. */
    public static final int MAX_CYCLES = 1000;

    /** @throws InputException if a stage is out of its range */
    public Pipeline {
        requireRange(0, routing, "routing");
        requireRange(0, vcAllocation, "virtual-channel allocation");
        requireRange(1, switchAllocation, "switch allocation");
        requireRange(0, switchTraversal, "switch traversal");
    }

    /** Cycles of the head of a lone packet in a router. */
    public int routerCycles() {
        return routing + vcAllocation + departureCycles();
    }

    /** Cycles from the decision that sends a flit to its departure from the router. */
    public int departureCycles() {
        return switchAllocation + switchTraversal;
    }

    private static void requireRange(int least, int cycles, String stage) {
        if (cycles < least || cycles > MAX_CYCLES) {
            throw new InputException(
                    "Router: " + stage + " must take " + least + " to " + MAX_CYCLES + " cycles, found " + cycles);
        }
    }
}
