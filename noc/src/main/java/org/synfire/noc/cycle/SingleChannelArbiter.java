package org.synfire.noc.cycle;

/**
 * One virtual channel: every input asks for one output, so whatever an output picks round robin is accepted, and all allocators are
 * the same.
 *
 * <p><b>Memory:</b> 5 bytes a router.
 */
final class SingleChannelArbiter extends SwitchArbiter {
    private static final int PORTS = Shape.PORTS;

    private final byte[] nextInput;

    SingleChannelArbiter(Shape shape, int routers) {
        nextInput = new byte[routers * PORTS];
    }

    @Override
    long decide(RouterBand band, int router) {
        long winners = NOTHING;
        for (int port = 0; port < PORTS; port++) {
            long asking = band.eligible(router, port);
            if (asking != 0) {
                int out = router * PORTS + port;
                long later = asking & -1L << nextInput[out];
                int bit = Long.numberOfTrailingZeros(later != 0 ? later : asking);
                nextInput[out] = (byte) (bit + 1);
                winners = with(winners, port, bit);
            }
        }
        return winners;
    }
}
