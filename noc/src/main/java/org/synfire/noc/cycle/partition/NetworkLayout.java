package org.synfire.noc.cycle.partition;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.routing.AxisOrder;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;

/**
 * What follows from a {@link NetworkSpec} and all partitions need: sizes, delays, masks.
 *
 * <p>A router's input channels are the bits of one word: {@code bit = port * virtualChannels + channel}; so are its
 * output channels. A <i>place</i> names a channel of a partition's router in an event: {@code place = router * 64 +
 * bit}.
 */
public final class NetworkLayout {
    public static final int PLACE_SHIFT = 6;
    public static final int PLACE_MASK = (1 << PLACE_SHIFT) - 1;
    /** The bit of a place that is no channel but the router's core: flits go there, and credits of its source queue. */
    public static final int CORE_BIT = Ports.COUNT * RouterConfig.MAX_VIRTUAL_CHANNELS;

    private static final long MAX_SLOTS = Integer.MAX_VALUE - 8;

    private final Mesh mesh;
    private final int width;
    private final int channels;
    private final int inputs;
    private final int bufferFlits;
    private final int routing;
    private final int vcAllocation;
    private final int linkDelay;
    private final int chipLinkDelay;
    private final int chipLinkInterval;
    private final int ejectDelay;
    private final int injectDelay;
    private final int creditDelay;
    private final int longestDelay;
    private final int windowCycles;
    private final int wheelCycles;
    private final boolean allowsFastPath;
    private final int xFirstChannels;
    private final int yFirstChannels;
    private final long xFirstBits;
    private final long yFirstBits;
    private final byte[] portOfBit = new byte[CORE_BIT];
    private final long[] bitsOfPort = new long[Ports.COUNT];
    private final long[] bitsFromPort = new long[Ports.COUNT + 1];

    NetworkLayout(NetworkSpec spec) {
        RouterConfig router = spec.router();
        mesh = spec.mesh();
        requireSide(mesh.width());
        requireSide(mesh.height());
        width = mesh.width();
        requireMemory(router);
        channels = router.virtualChannels();
        inputs = Ports.COUNT * channels;
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
        longestDelay = longestOfDelays();
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
        for (int port = Ports.COUNT - 1; port >= 0; port--) {
            bitsFromPort[port] = bitsFromPort[port + 1] | bitsOfPort[port];
        }
    }

    /** Nodes and links. */
    public Mesh mesh() {
        return mesh;
    }

    /** Nodes along x. */
    public int width() {
        return width;
    }

    /** Virtual channels of a port. */
    public int channels() {
        return channels;
    }

    /** Input channels of a router. */
    public int inputs() {
        return inputs;
    }

    /** Slots of a buffer. */
    public int bufferFlits() {
        return bufferFlits;
    }

    /** Cycles of the routing stage. */
    public int routing() {
        return routing;
    }

    /** Cycles of the stage that allocates virtual channels. */
    public int vcAllocation() {
        return vcAllocation;
    }

    /** Cycles from a flit's decision to its arrival at the neighbour. */
    public int linkDelay() {
        return linkDelay;
    }

    /** The same over a link between chips. */
    public int chipLinkDelay() {
        return chipLinkDelay;
    }

    /** Cycles from one flit to the next on a link between chips. */
    public int chipLinkInterval() {
        return chipLinkInterval;
    }

    /** Cycles from a flit's decision to its arrival in the core. */
    public int ejectDelay() {
        return ejectDelay;
    }

    /** Cycles from a core's sending of a flit to its arrival in the router. */
    public int injectDelay() {
        return injectDelay;
    }

    /** Cycles of a credit. */
    public int creditDelay() {
        return creditDelay;
    }

    /** Cycles that nothing exceeds, neither a way nor a stage. */
    public int longestDelay() {
        return longestDelay;
    }

    /** Cycles that partitions may simulate without meeting: nothing that one sends reaches another sooner. */
    public int windowCycles() {
        return windowCycles;
    }

    /** A power of two above the longest delay and a window. */
    public int wheelCycles() {
        return wheelCycles;
    }

    /** Whether one stage decides everything, packets do not fork, and whatever is sent takes the same cycles. */
    public boolean allowsFastPath() {
        return allowsFastPath;
    }

    /** The virtual channels that x-first packets may use, one bit each. */
    public int xFirstChannels() {
        return xFirstChannels;
    }

    /** The virtual channels that y-first packets may use, none of the others. */
    public int yFirstChannels() {
        return yFirstChannels;
    }

    /** The input channels that x-first packets may use. */
    public long xFirstBits() {
        return xFirstBits;
    }

    /** The input channels that y-first packets may use. */
    public long yFirstBits() {
        return yFirstBits;
    }

    /** The port of an input or output channel. */
    public int portOfBit(int bit) {
        return portOfBit[bit];
    }

    /** The channels of a port. */
    public long bitsOfPort(int port) {
        return bitsOfPort[port];
    }

    /** The channels of a port and of all ports after it; none for the port after the last. */
    public long bitsFromPort(int port) {
        return bitsFromPort[port];
    }

    private int longestOfDelays() {
        int[] delays = {
            linkDelay, chipLinkDelay, chipLinkInterval, ejectDelay, injectDelay, creditDelay, routing + 1, vcAllocation
        };
        int longest = 0;
        for (int delay : delays) {
            longest = Math.max(longest, delay);
        }
        return longest;
    }

    private long bitsOf(int channelsOfPort) {
        long bits = 0;
        for (int port = 0; port < Ports.COUNT; port++) {
            bits |= (long) channelsOfPort << (port * channels);
        }
        return bits;
    }

    private static int powerOfTwoFrom(int least) {
        return least == 1 ? 1 : Integer.highestOneBit(least - 1) << 1;
    }

    /** Buffers are by far the most of what a router takes; the rest is counted generously. */
    private void requireMemory(RouterConfig router) {
        long slots = (long) mesh.nodes() * Ports.COUNT * router.virtualChannels() * router.bufferFlits();
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
