package org.synfire.noc;

import org.synfire.engine.InputException;

/**
 * How long the parts of the network take, in cycles of the network's clock.
 *
 * @param routerCycles cycles of a packet's head in each router of its path, first and last included; 0 or more
 * @param linkCycles cycles of a flit on a link inside a chip, which takes one new flit a cycle; 0 or more
 * @param interChipLinkCycles cycles of a flit on a link between chips, which takes the next flit only when the last one
 *     has arrived (a handshake over pads); at least 1
 * @param injectCycles cycles from the core into its router; 0 or more
 * @param ejectCycles cycles from the router into its core; 0 or more
 * @param packetFlits flits of one spike packet, at least 1
 */
public record RouterTiming(
        int routerCycles, int linkCycles, int interChipLinkCycles, int injectCycles, int ejectCycles, int packetFlits) {
    /** @throws InputException if a value is below its range */
    public RouterTiming {
        requireAtLeast(0, routerCycles, "router cycles");
        requireAtLeast(0, linkCycles, "link cycles");
        requireAtLeast(1, interChipLinkCycles, "inter-chip link cycles");
        requireAtLeast(0, injectCycles, "inject cycles");
        requireAtLeast(0, ejectCycles, "eject cycles");
        requireAtLeast(1, packetFlits, "flits per packet");
    }

    private static void requireAtLeast(int least, int value, String what) {
        if (value < least) {
            throw new InputException("Router timing: " + what + " must be at least " + least + ", found " + value);
        }
    }
}
