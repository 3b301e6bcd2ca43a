package org.synfire.noc.cycle;

import org.synfire.engine.InputException;
import org.synfire.noc.RouterTiming;

/**
 * The configuration of all routers of a network. A router has five ports: the core, then the four
 * {@link org.synfire.noc.Direction}s. Each virtual channel of an input has its own buffer.
 *
 * <p><b>Zero load:</b> {@code T0 = inject + (H + 1) router + H link + eject + (flits - 1)}, {@link #zeroLoadTiming}.
 * <b>Credit round trip:</b> {@link #creditRoundTripCycles}; one virtual channel with {@code B} slots carries
 * {@code min(1, B / roundTrip)} flits per cycle.
 *
 * @param virtualChannels virtual channels of every port, 1 to {@value #MAX_VIRTUAL_CHANNELS}
 * @param bufferFlits slots of the buffer of each virtual channel, 1 to {@value #MAX_BUFFER_FLITS}; the buffer of a core
 *     that receives has the same size
 * @param pipeline cycles of the router's stages
 * @param links cycles of links, of injection and ejection, and of credits
 * @param allocator the switch allocator
 * @param allocatorIterations iterations of {@link SwitchAllocator#ISLIP}, 1 to {@value #MAX_ITERATIONS}
 */
public record RouterConfig(
        int virtualChannels,
        int bufferFlits,
        Pipeline pipeline,
        LinkTiming links,
        SwitchAllocator allocator,
        int allocatorIterations) {
    /** The most virtual channels of a port. */
    public static final int MAX_VIRTUAL_CHANNELS = 8;
    /** The most slots of a buffer. */
    public static final int MAX_BUFFER_FLITS = 255;
    /** The most iterations of the allocator: one for each port, since more cannot match more. */
    public static final int MAX_ITERATIONS = 5;
    /** The most cycles of {@link #ofHopCycles}. */
    public static final int MAX_HOP_CYCLES = 5;

    /** @throws InputException if a number is out of its range */
    public RouterConfig {
        requireRange(virtualChannels, MAX_VIRTUAL_CHANNELS, "virtual channels per port");
        requireRange(bufferFlits, MAX_BUFFER_FLITS, "buffer slots per virtual channel");
        requireRange(allocatorIterations, MAX_ITERATIONS, "allocator iterations");
    }

    /**
     * The router with a given number of cycles a hop, link included, and iSLIP with one iteration:
     *
     * <pre>
     *   1  switch allocation, everything else within the same cycle
     *   2  switch allocation | link
     *   3  switch allocation | switch traversal | link
     *   4  VC allocation | switch allocation | switch traversal | link
     *   5  routing | VC allocation | switch allocation | switch traversal | link
     * </pre>
     *
     * <p>Injection takes 2 cycles, ejection as many as a link, and a credit 2, so {@code T0 = 2 + hopCycles (H + 1)}
     * and the credit round trip is {@code hopCycles + 2}. The round trip of injection is 4 if virtual channels are
     * allocated with the switch, which is longer with one cycle per hop. With 3, 4 and 5 these are BookSim 2's
     * input-queued routers with combined allocation, look-ahead routing, and all stages.
     *
     * @param hopCycles 1 to {@value #MAX_HOP_CYCLES}
     * @param virtualChannels virtual channels of every port
     * @param bufferFlits slots of each virtual channel's buffer
     * @return the router
     * @throws InputException if a number is out of its range
     */
    public static RouterConfig ofHopCycles(int hopCycles, int virtualChannels, int bufferFlits) {
        requireRange(hopCycles, MAX_HOP_CYCLES, "cycles per hop");
        int link = hopCycles >= 2 ? 1 : 0;
        Pipeline pipeline = new Pipeline(hopCycles >= 5 ? 1 : 0, hopCycles >= 4 ? 1 : 0, 1, hopCycles >= 3 ? 1 : 0);
        return new RouterConfig(
                virtualChannels,
                bufferFlits,
                pipeline,
                new LinkTiming(link, link, 1, 2, link, 2),
                SwitchAllocator.ISLIP,
                1);
    }

    /**
     * Cycles from the decision that sends a flit inside a chip to the reuse of its buffer slot if the next router is
     * idle.
     */
    public int creditRoundTripCycles() {
        return pipeline.routerCycles() + links.linkCycles() + links.creditCycles();
    }

    /**
     * Cycles from the sending of a flit by a core to the reuse of its slot in the router if everything behind it is
     * idle.
     */
    public int injectionRoundTripCycles() {
        return links.injectCycles() + pipeline.routing() + pipeline.vcAllocation() + links.creditCycles();
    }

    /** Cycles from the decision that sends a flit to the core to the reuse of its slot there. */
    public int ejectionRoundTripCycles() {
        return pipeline.departureCycles() + links.ejectCycles() + links.creditCycles();
    }

    /**
     * The cycles of this router for the model without contention; exact for packets of one flit, and if links between
     * chips carry a flit every {@code interChipLinkCycles}.
     *
     * @param packetFlits flits of a packet, at least 1
     */
    public RouterTiming zeroLoadTiming(int packetFlits) {
        return new RouterTiming(
                pipeline.routerCycles(),
                links.linkCycles(),
                Math.max(1, links.interChipLinkCycles()),
                links.injectCycles(),
                links.ejectCycles(),
                packetFlits);
    }

    private static void requireRange(int value, int most, String what) {
        if (value < 1 || value > most) {
            throw new InputException("Router: " + what + " must be 1 to " + most + ", found " + value);
        }
    }
}
