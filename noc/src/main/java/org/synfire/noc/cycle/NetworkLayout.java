package org.synfire.noc.cycle;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * What follows from a {@link NetworkSpec} and all partitions need: sizes, delays, masks.
 *
 * <p>A router's input channels are the bits of one word: {@code bit = port * virtualChannels + channel}; so are its
 * output channels. A <i>place</i> names a channel of a partition's router in an event: {@code place = router * 64 +
 * bit}.
 */
final class NetworkLayout {
    static final int PORTS = Direction.COUNT + 1;
    static final int LOCAL = Direction.LOCAL_PORT;
    static final int EAST = Direction.EAST.port();
    static final int NORTH = Direction.NORTH.port();
    static final int WEST = Direction.WEST.port();
    static final int SOUTH = Direction.SOUTH.port();
    static final int PLACE_SHIFT = 6;
    static final int PLACE_MASK = (1 << PLACE_SHIFT) - 1;
    /** The bit of a place that is no channel but the router's core: flits go there, and credits of its source queue. */
    static final int CORE_BIT = PORTS * RouterConfig.MAX_VIRTUAL_CHANNELS;

    private static final long MAX_SLOTS = Integer.MAX_VALUE - 8;

    final Mesh mesh;
    final int width;
    final int channels;
    final int inputs;
    final int bufferFlits;
    final int routing;
    final int vcAllocation;
    final int linkDelay;
    final int chipLinkDelay;
    final int chipLinkInterval;
    final int ejectDelay;
    final int injectDelay;
    final int creditDelay;
    /** Nothing that is sent, and no stage, takes longer. */
    final int longestDelay;
    /** Cycles that partitions may simulate without meeting: nothing that one sends reaches another sooner. */
    final int windowCycles;
    /** A power of two above the longest delay and a window. */
    final int wheelCycles;
    /** Whether one stage decides everything, packets do not fork, and whatever is sent takes the same cycles. */
    final boolean allowsFastPath;
    /** The virtual channels that x-first packets may use. */
    final int xFirstChannels;
    /** The virtual channels that y-first packets may use, none of the others. */
    final int yFirstChannels;
    /** The same of every port. */
    final long xFirstBits;

    final long yFirstBits;
    final byte[] portOfBit = new byte[CORE_BIT];
    final long[] bitsOfPort = new long[PORTS];
    final long[] bitsFromPort = new long[PORTS + 1];

    NetworkLayout(NetworkSpec spec) {
        RouterConfig router = spec.router();
        mesh = spec.mesh();
        requireSide(mesh.width());
        requireSide(mesh.height());
        width = mesh.width();
        requireMemory(router);
        channels = router.virtualChannels();
        inputs = PORTS * channels;
        bufferFlits = router.bufferFlits();
        Pipeline pipeline = router.pipeline();
        LinkTiming links = router.links();
        routing = pipeline.routing();
        vcAllocation = pipeline.vcAllocation();
        linkDelay = pipeline.departureCycles() + links.linkCycles();
        chipLinkDelay = pipeline.departureCycles() + links.interChipLinkCycles();
        chipLinkInterval = links.interChipFlitIntervalCycles();
        ejectDelay = pipeline.departureCycles() + links.ejectCycles();
        injectDelay = links.injectCycles();
        creditDelay = links.creditCycles();
        longestDelay = longestDelay();
        windowCycles = spec.threads() == 1 ? 1 : Math.min(creditDelay, Math.min(linkDelay, chipLinkDelay));
        wheelCycles = powerOfTwoFrom(longestDelay + windowCycles);
        allowsFastPath =
                routing == 0 && vcAllocation == 0 && !spec.multicast() && mesh.chips() == 1 && linkDelay == ejectDelay;
        xFirstChannels = spec.routing().rules().channels(AxisOrder.X_FIRST, channels);
        yFirstChannels = spec.routing().rules().channels(AxisOrder.Y_FIRST, channels);
        xFirstBits = bitsOf(xFirstChannels);
        yFirstBits = bitsOf(yFirstChannels);
        for (int bit = 0; bit < inputs; bit++) {
            portOfBit[bit] = (byte) (bit / channels);
            bitsOfPort[bit / channels] |= 1L << bit;
        }
        for (int port = PORTS - 1; port >= 0; port--) {
            bitsFromPort[port] = bitsFromPort[port + 1] | bitsOfPort[port];
        }
    }

    private int longestDelay() {
        int[] delays = {
            linkDelay, chipLinkDelay, chipLinkInterval, ejectDelay, injectDelay, creditDelay, routing + 1, vcAllocation
        };
        int longest = 0;
        for (int delay : delays) {
            longest = Math.max(longest, delay);
        }
        return longest;
    }

    /** @return the port by which the other end of a port's link belongs to the neighbour */
    static int opposite(int port) {
        return (port - 1 ^ 2) + 1;
    }

    private long bitsOf(int channelsOfPort) {
        long bits = 0;
        for (int port = 0; port < PORTS; port++) {
            bits |= (long) channelsOfPort << port * channels;
        }
        return bits;
    }

    private static int powerOfTwoFrom(int least) {
        return least == 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
    }

    /** Buffers are by far the most of what a router takes; the rest is counted generously. */
    private void requireMemory(RouterConfig router) {
        long slots = (long) mesh.nodes() * PORTS * router.virtualChannels() * router.bufferFlits();
        long bytes = Long.BYTES * slots + mesh.nodes() * (400L + 100L * router.virtualChannels());
        long heapBytes = Runtime.getRuntime().maxMemory();
        if (slots > MAX_SLOTS || bytes > heapBytes) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A network of %,d routers with %d virtual channels of %d slots takes about %,d MB, and this JVM's"
                        + " heap has %,d MB: ask for a smaller mesh, fewer channels or smaller buffers, or start the"
                        + " JVM with a larger heap (-Xmx)",
                    mesh.nodes(),
                    router.virtualChannels(),
                    router.bufferFlits(),
                    bytes >> 20,
                    heapBytes >> 20));
        }
    }

    private static void requireSide(int nodes) {
        if (nodes > Flit.MAX_SIDE) {
            throw new InputException(
                    "A cycle-accurate mesh has at most " + Flit.MAX_SIDE + " nodes along a side, found " + nodes);
        }
    }
}
