package org.synfire.noc.cycle;

/**
 * Who crosses the switch of a router in a cycle. The winners are packed into one word, a byte for each output port with
 * the bit of the input channel.
 */
abstract class SwitchArbiter {
    static final int NO_WINNER = 0xFF;
    static final long NOTHING = -1L;

    static SwitchArbiter of(RouterConfig router, NetworkLayout layout, int routers) {
        return switch (router.allocator()) {
            case ISLIP -> new IslipArbiter(layout, routers, router.allocatorIterations());
            case SEPARABLE -> new SeparableArbiter(layout, routers);
        };
    }

    /** @return bytes of the pointers */
    abstract long stateBytes();

    /** @return the winners, {@link #NOTHING} if no input channel may cross */
    abstract long decide(MultiChannelPartition partition, int router);

    /** Moves the pointers as if an input channel had won an output that no other asked for. */
    abstract void served(int router, int input, int port, int bit);

    /** @return the ports that have a winner, as bits */
    static int ports(long winners) {
        long top = ~winners & 0x80_8080_8080L;
        return (int) (top >>> 7 | top >>> 14 | top >>> 21 | top >>> 28 | top >>> 35) & 0x1F;
    }

    static int winner(long winners, int port) {
        return (int) (winners >>> port * Byte.SIZE) & NO_WINNER;
    }

    static long with(long winners, int port, int bit) {
        int shift = port * Byte.SIZE;
        return winners & ~((long) NO_WINNER << shift) | (long) bit << shift;
    }
}
