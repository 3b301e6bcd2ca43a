package org.synfire.noc.cycle.arbiter;

import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.routing.Ports;

/**
 * {@code SEPARABLE}: an input nominates one of its channels, owners of output channels before heads; an output takes
 * one of the inputs nominated for it.
 *
 * <p><b>Memory:</b> 10 bytes a router.
 */
final class SeparableArbiter extends SwitchArbiter {
    private static final int PORTS = Ports.COUNT;

    private final NetworkLayout layout;
    private final byte[] nextInput;
    private final byte[] nextChannel;
    private final long[] eligible = new long[PORTS];
    private final long[] nominated = new long[PORTS];

    SeparableArbiter(NetworkLayout layout, int routers) {
        this.layout = layout;
        nextInput = new byte[routers * PORTS];
        nextChannel = new byte[routers * PORTS];
    }

    @Override
    public long decide(Requests requests, int router) {
        long asking = 0;
        long owners = 0;
        for (int port = 0; port < PORTS; port++) {
            eligible[port] = requests.eligible(router, port);
            asking |= eligible[port];
            owners |= eligible[port] & requests.owners(router, port);
        }
        if (asking == 0) {
            return NOTHING;
        }
        nominate(router, asking, owners);
        long winners = NOTHING;
        for (int port = 0; port < PORTS; port++) {
            if (nominated[port] != 0) {
                winners = with(winners, port, take(router, port));
            }
        }
        return winners;
    }

    @Override
    public long stateBytes() {
        return (long) nextInput.length + nextChannel.length;
    }

    private void nominate(int router, long asking, long owners) {
        for (int input = 0; input < PORTS; input++) {
            long candidates = asking & layout.bitsOfPort(input);
            if (candidates != 0) {
                long from = (candidates & owners) != 0 ? candidates & owners : candidates;
                long later = from & -1L << nextChannel[router * PORTS + input];
                int bit = Long.numberOfTrailingZeros(later != 0 ? later : from);
                for (int port = 0; port < PORTS; port++) {
                    nominated[port] |= eligible[port] & 1L << bit;
                }
            }
        }
    }

    private int take(int router, int port) {
        long inputs = nominated[port];
        nominated[port] = 0;
        long later = inputs & layout.bitsFromPort(nextInput[router * PORTS + port]);
        int bit = Long.numberOfTrailingZeros(later != 0 ? later : inputs);
        served(router, layout.portOfBit(bit), port, bit);
        return bit;
    }

    @Override
    public void served(int router, int input, int port, int bit) {
        nextInput[router * PORTS + port] = (byte) (input + 1);
        nextChannel[router * PORTS + input] = (byte) (bit + 1);
    }
}
