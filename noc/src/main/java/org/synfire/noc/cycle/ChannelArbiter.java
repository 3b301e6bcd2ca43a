package org.synfire.noc.cycle;

/**
 * Allocates virtual channels in a stage of its own, by iSLIP with one iteration over input and output channels: every
 * free channel of an output grants one of the heads that ask for the output, every head accepts one of its grants, both
 * round robin.
 *
 * <p><b>Memory:</b> {@code 10 virtualChannels} bytes a router.
 */
final class ChannelArbiter {
    private final Shape shape;
    private final byte[] nextInput;
    private final byte[] nextChannel;
    private final int[] grantsOfInput = new int[Shape.CORE_BIT];

    ChannelArbiter(Shape shape, int routers) {
        this.shape = shape;
        nextInput = new byte[routers * shape.inputs];
        nextChannel = new byte[routers * shape.inputs];
    }

    long stateBytes() {
        return nextInput.length + nextChannel.length;
    }

    /**
     * @param asking the input channels whose heads ask for a channel of the port
     * @param unowned the port's channels that no one owns
     * @return whether anyone got one
     */
    boolean decide(MultiChannelBand band, int router, int port, long asking, int unowned) {
        long granted = grant(router, port, asking & shape.lowBits, unowned & shape.lowChannels)
                | grant(router, port, asking & shape.highBits, unowned & shape.highChannels);
        for (long left = granted; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            band.assignChannel(router, bit, port, accept(router, bit, port));
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
            long later = asking & -1L << nextInput[router * shape.inputs + port * shape.channels + channel];
            int bit = Long.numberOfTrailingZeros(later != 0 ? later : asking);
            grantsOfInput[bit] |= 1 << channel;
            granted |= 1L << bit;
        }
        return granted;
    }

    private int accept(int router, int bit, int port) {
        int grants = grantsOfInput[bit];
        grantsOfInput[bit] = 0;
        int pointer = nextChannel[router * shape.inputs + bit] - port * shape.channels;
        int later = pointer < 0 || pointer >= shape.channels ? 0 : grants & -1 << pointer;
        int channel = Integer.numberOfTrailingZeros(later != 0 ? later : grants);
        int outputBit = port * shape.channels + channel;
        nextChannel[router * shape.inputs + bit] = (byte) (outputBit + 1);
        nextInput[router * shape.inputs + outputBit] = (byte) (bit + 1);
        return channel;
    }
}
