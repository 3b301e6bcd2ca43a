package org.synfire.noc.cycle;

import org.synfire.engine.InputException;

/**
 * Cycles of the ways between routers and between a core and its router.
 *
 * @param linkCycles cycles of a flit on a link inside a chip, which takes one new flit a cycle; 0 or more
 * @param interChipLinkCycles cycles of a flit on a link between chips; 0 or more
 * @param interChipFlitIntervalCycles cycles from one flit to the next on a link between chips, at least 1: 1 is a link
 *     as wide as those inside a chip, 2 half as wide
 * @param injectCycles cycles from a core's sending of a flit to its first stage in the core's router, 0 or more
 * @param ejectCycles cycles from a flit's leaving the last router to its arrival in the core, 0 or more
 * @param creditCycles cycles from the decision that frees a buffer slot to that slot's credit being usable upstream, at
 *     least 1. Cores give a credit back when a flit arrives.
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
