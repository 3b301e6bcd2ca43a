package org.synfire.noc.cycle;

import org.synfire.engine.InputException;

/**
 * Cycles of the links between routers, and of the channels between a core and its router.
 *
 * @param linkCycles cycles of a flit on a link inside a chip, which carries one flit per cycle; 0 or more
 * @param interChipLinkCycles cycles of a flit on a link between chips; 0 or more
 * @param interChipFlitIntervalCycles cycles from one flit to the next on a link between chips, at least 1: 1 is a link
 *     as wide as those inside a chip, 2 half as wide
 * @param injectCycles cycles from the sending of a flit by a core to its first stage in the router of the core, 0 or
 *     more
 * @param ejectCycles cycles from the departure of a flit from the last router to its arrival in the core, 0 or more
 * @param creditCycles cycles from the decision that frees a buffer slot to the cycle in which the sender can use its
 *     credit, at least 1. A core returns a credit when a flit arrives.
 */
public record LinkTiming(
        int linkCycles,
        int interChipLinkCycles,
        int interChipFlitIntervalCycles,
        int injectCycles,
        int ejectCycles,
        int creditCycles) {
    /** @throws InputException if a value is out of its range */
    public LinkTiming {
        requireRange(0, linkCycles, "a link");
        requireRange(0, interChipLinkCycles, "a link between chips");
        requireRange(1, interChipFlitIntervalCycles, "the interval between two flits on a link between chips");
        requireRange(0, injectCycles, "injection");
        requireRange(0, ejectCycles, "ejection");
        requireRange(1, creditCycles, "a credit");
    }

    private static void requireRange(int least, int cycles, String what) {
        if (cycles < least || cycles > Pipeline.MAX_CYCLES) {
            throw new InputException("Links: " + what + " must take " + least + " to " + Pipeline.MAX_CYCLES
                    + " cycles, found " + cycles);
        }
    }
}
