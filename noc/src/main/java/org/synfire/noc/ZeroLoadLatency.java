package org.synfire.noc;

/**
 * Cycles from a core's sending of a packet to the arrival of its last flit in the receiving core, with no other packet
 * in the network.
 *
 * <p><b>Equation:</b> {@code T0 = inject + (H + 1) router + (H - C) link + C chip + eject + (F - 1) s} with H links
 * crossed, C of them between chips, F flits, and s the cycles between two flits on the slowest link of the path: 1
 * inside a chip, {@code chip} where a chip boundary is crossed. It is Dally and Towles' zero-load latency (Principles
 * and Practices of Interconnection Networks, 2004, section 3.3.2) with a term of its own for the slow links.
 *
 * @param timing the cycles of the parts
 */
public record ZeroLoadLatency(RouterTiming timing) {
    /**
     * The packet's latency in cycles.
     *
     * @param hops links crossed, 0 or more
     * @param chipCrossings how many of them lead from chip to chip, 0 to {@code hops}
     */
    public long cycles(int hops, int chipCrossings) {
        assert chipCrossings >= 0 && chipCrossings <= hops : chipCrossings + " of " + hops;
        return timing.injectCycles()
                + (hops + 1L) * timing.routerCycles()
                + (hops - chipCrossings) * (long) timing.linkCycles()
                + chipCrossings * (long) timing.interChipLinkCycles()
                + timing.ejectCycles()
                + (timing.packetFlits() - 1L) * flitIntervalCycles(chipCrossings);
    }

    private int flitIntervalCycles(int chipCrossings) {
        return chipCrossings > 0 ? timing.interChipLinkCycles() : 1;
    }
}
