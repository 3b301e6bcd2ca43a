package org.synfire.noc.cycle.arbiter;

import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.partition.NetworkLayout;

/**
 * Who crosses the switch of a router in a cycle. The winners are packed into one word, a byte for each output port with
 * the bit of the input channel.
 */
public abstract class SwitchArbiter {
    public static final int NO_WINNER = 0xFF;
    public static final long NOTHING = -1L;

    public static SwitchArbiter of(RouterConfig router, NetworkLayout layout, int routers) {
        return switch (router.allocator()) {
            case ISLIP -> new IslipArbiter(layout, routers, router.allocatorIterations());
            case SEPARABLE -> new SeparableArbiter(layout, routers);
        };
    }

    /** Bytes of the pointers. */
    public abstract long stateBytes();

    /** The winners, {@link #NOTHING} if no input channel may cross. */
    public abstract long decide(Requests requests, int router);

    /** Moves the pointers as if an input channel had won an output that no other asked for. */
    public abstract void served(int router, int input, int port, int bit);

    /** The ports that have a winner, as bits. */
    public static int ports(long winners) {
        long top = ~winners & 0x80_8080_8080L;
        return (int) (top >>> 7 | top >>> 14 | top >>> 21 | top >>> 28 | top >>> 35) & 0x1F;
    }

    public static int winner(long winners, int port) {
        return (int) (winners >>> (port * Byte.SIZE)) & NO_WINNER;
    }

    public static long with(long winners, int port, int bit) {
        int shift = port * Byte.SIZE;
        return (winners & ~((long) NO_WINNER << shift)) | (long) bit << shift;
    }
}
