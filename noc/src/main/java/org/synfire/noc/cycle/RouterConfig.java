package org.synfire.noc.cycle;

import org.synfire.engine.InputException;
import org.synfire.noc.RouterTiming;

/**
 * The routers of a network, all alike: five ports (the core, then the four {@link org.synfire.noc.Direction}s), each
 * input with virtual channels that have a buffer of their own.
 *
 * <p><b>Zero load:</b> {@code T0 = inject + (H + 1) router + H link + eject + (flits - 1)}, {@link #zeroLoadTiming}.
 * <b>Credit round trip:</b> {@link #creditRoundTripCycles}; one virtual channel with {@code B} slots carries
 * {@code min(1, B / roundTrip)} flits a cycle.
 *
 * @param virtualChannels virtual channels of every port, 1 to {@value #MAX_VIRTUAL_CHANNELS}
 * @param bufferFlits slots of each virtual channel's buffer, 1 to {@value #MAX_BUFFER_FLITS}; cores have as many to
 *     receive
 * @param pipeline cycles of the router's stages
 * @param links cycles of the ways between routers
 * @param allocator how the switch is shared out
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
    /** The most iterations of the allocator: more than ports never match more. */
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
     * <p>Injection takes 2 cycles, ejection as long as a link, a credit 2; so {@code T0 = 2 + hopCycles (H + 1)} and
     * the credit round trip is {@code hopCycles + 2}, that of injection 4 where channels are allocated with the switch,
     * which is the longer one with one cycle a hop. With 3, 4 and 5 these are BookSim 2's input-queued routers with
     * combined allocation, look-ahead routing, and all stages.
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
     * @return cycles from the decision that sends a flit inside a chip to the reuse of its buffer slot, downstream idle
     */
    public int creditRoundTripCycles() {
        return pipeline.routerCycles() + links.linkCycles() + links.creditCycles();
    }

    /**
     * @return cycles from a core's sending of a flit to the reuse of its slot in the router, everything behind it idle
     */
    public int injectionRoundTripCycles() {
        return links.injectCycles() + pipeline.routing() + pipeline.vcAllocation() + links.creditCycles();
    }

    /** @return cycles from the decision that sends a flit to the core to the reuse of its slot there */
    public int ejectionRoundTripCycles() {
        return pipeline.departureCycles() + links.ejectCycles() + links.creditCycles();
    }

    /**
     * @param packetFlits flits of a packet, at least 1
     * @return this router's cycles as the model without contention wants them; exact for single flits, and where links
     *     between chips take a flit every {@code interChipLinkCycles}
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
