package org.synfire.noc.cycle.arbiter;

import org.synfire.noc.cycle.partition.NetworkLayout;

/**
 * Allocates virtual channels in a stage of its own, by iSLIP with one iteration over input and output channels: every
 * free channel of an output grants one of the heads that ask for the output, every head accepts one of its grants, both
 * round robin.
 *
 * <p><b>Memory:</b> {@code 10 virtualChannels} bytes a router.
 */
public final class ChannelArbiter {
    private final NetworkLayout layout;
    private final byte[] nextInput;
    private final byte[] nextChannel;
    private final int[] grantsOfInput = new int[NetworkLayout.CORE_BIT];

    public ChannelArbiter(NetworkLayout layout, int routers) {
        this.layout = layout;
        nextInput = new byte[routers * layout.inputs()];
        nextChannel = new byte[routers * layout.inputs()];
    }

    public long stateBytes() {
        return (long) nextInput.length + nextChannel.length;
    }

    /**
     * Whether anyone got one.
     *
     * @param asking the input channels whose heads ask for a channel of the port
     * @param unowned the port's channels that no one owns
     */
    public boolean decide(Requests requests, int router, int port, long asking, int unowned) {
        long granted = grant(router, port, asking & layout.xFirstBits(), unowned & layout.xFirstChannels())
                | grant(router, port, asking & layout.yFirstBits(), unowned & layout.yFirstChannels());
        for (long left = granted; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            requests.assignChannel(router, bit, port, accept(router, bit, port));
        }
        return granted != 0;
    }

    private long grant(int router, int port, long asking, int free) {
        if (asking == 0) {
            return 0;
        }
        long granted = 0;
        for (int left = free; left != 0; left &= left - 1) {
            int channel = Integer.numberOfTrailingZeros(left);
            long later = asking & -1L << nextInput[router * layout.inputs() + port * layout.channels() + channel];
            int bit = Long.numberOfTrailingZeros(later != 0 ? later : asking);
            grantsOfInput[bit] |= 1 << channel;
            granted |= 1L << bit;
        }
        return granted;
    }

    private int accept(int router, int bit, int port) {
        int grants = grantsOfInput[bit];
        grantsOfInput[bit] = 0;
        int pointer = nextChannel[router * layout.inputs() + bit] - port * layout.channels();
        int later = pointer < 0 || pointer >= layout.channels() ? 0 : grants & -1 << pointer;
        int channel = Integer.numberOfTrailingZeros(later != 0 ? later : grants);
        int outputBit = port * layout.channels() + channel;
        nextChannel[router * layout.inputs() + bit] = (byte) (outputBit + 1);
        nextInput[router * layout.inputs() + outputBit] = (byte) (bit + 1);
        return channel;
    }
}
