package org.synfire.noc.cycle.arbiter;

import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.routing.Ports;

/**
 * {@code ISLIP}. An input's virtual channels take turns: those that own a channel of the accepted output first.
 *
 * <p><b>Memory:</b> 15 bytes a router.
 */
final class IslipArbiter extends SwitchArbiter {
    private static final int PORTS = Ports.COUNT;

    private final NetworkLayout layout;
    private final int iterations;
    private final byte[] nextInput;
    private final byte[] nextOutput;
    private final byte[] nextChannel;
    private final long[] asking = new long[PORTS];
    private final int[] grantsOfInput = new int[PORTS];

    IslipArbiter(NetworkLayout layout, int routers, int iterations) {
        this.layout = layout;
        this.iterations = iterations;
        nextInput = new byte[routers * PORTS];
        nextOutput = new byte[routers * PORTS];
        nextChannel = new byte[routers * PORTS];
    }

    @Override
    public long decide(Requests requests, int router) {
        long any = 0;
        int inputsSeen = 0;
        boolean isContested = false;
        long winners = NOTHING;
        for (int left = requests.askedPorts(router); left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            long eligible = requests.eligible(router, port);
            asking[port] = eligible;
            if (eligible != 0) {
                int bit = Long.numberOfTrailingZeros(eligible);
                int inputBit = 1 << layout.portOfBit(bit);
                isContested |= (eligible & eligible - 1) != 0 || (inputsSeen & inputBit) != 0;
                inputsSeen |= inputBit;
                any |= eligible;
                winners = with(winners, port, bit);
            }
        }
        return isContested ? match(requests, router, any) : movePointers(router, winners);
    }

    /** What every match comes to where no input and no output is asked for twice. */
    private long movePointers(int router, long winners) {
        for (int left = ports(winners); left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            int bit = winner(winners, port);
            served(router, layout.portOfBit(bit), port, bit);
        }
        return winners;
    }

    @Override
    public void served(int router, int input, int port, int bit) {
        nextInput[router * PORTS + port] = (byte) (input + 1);
        nextOutput[router * PORTS + input] = (byte) (port + 1);
        nextChannel[router * PORTS + input] = (byte) (bit + 1);
    }

    private long match(Requests requests, int router, long any) {
        long winners = NOTHING;
        int free = requests.askedPorts(router);
        long unmatched = any;
        for (int iteration = 0; iteration < iterations && unmatched != 0; iteration++) {
            int granted = grant(router, free, unmatched);
            if (granted == 0) {
                break;
            }
            for (int left = granted; left != 0; left &= left - 1) {
                int input = Integer.numberOfTrailingZeros(left);
                int grants = grantsOfInput[input];
                int port = accept(router, input, iteration == 0);
                int bit = channelBit(requests, router, input, port);
                winners = with(winners, port, bit);
                unmatched &= ~layout.bitsOfPort(input);
                free &= ~(1 << port);
                if (requests.mayForkFrom(router, bit)) {
                    for (int more = grants & free; more != 0; more &= more - 1) {
                        winners = alsoTo(winners, router, bit, Integer.numberOfTrailingZeros(more));
                    }
                    free &= ~ports(winners);
                }
            }
        }
        return winners;
    }

    @Override
    public long stateBytes() {
        return (long) nextInput.length + nextOutput.length + nextChannel.length;
    }

    /** Every output that is free picks an input; returns the inputs that were picked. */
    private int grant(int router, int free, long unmatched) {
        int granted = 0;
        for (int left = free; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            long wanting = asking[port] & unmatched;
            if (wanting != 0) {
                long later = wanting & layout.bitsFromPort(nextInput[router * PORTS + port]);
                int input = layout.portOfBit(Long.numberOfTrailingZeros(later != 0 ? later : wanting));
                grantsOfInput[input] |= 1 << port;
                granted |= 1 << input;
            }
        }
        return granted;
    }

    private int accept(int router, int input, boolean movesPointers) {
        int grants = grantsOfInput[input];
        grantsOfInput[input] = 0;
        int later = grants & -1 << nextOutput[router * PORTS + input];
        int port = Integer.numberOfTrailingZeros(later != 0 ? later : grants);
        if (movesPointers) {
            nextInput[router * PORTS + port] = (byte) (input + 1);
            nextOutput[router * PORTS + input] = (byte) (port + 1);
        }
        return port;
    }

    /** Another branch of a packet that has been accepted goes to an output that granted the same input. */
    private long alsoTo(long winners, int router, int bit, int port) {
        if ((asking[port] >>> bit & 1) == 0) {
            return winners;
        }
        nextInput[router * PORTS + port] = (byte) (layout.portOfBit(bit) + 1);
        return with(winners, port, bit);
    }

    private int channelBit(Requests requests, int router, int input, int port) {
        long candidates = asking[port] & layout.bitsOfPort(input);
        long owners = candidates & requests.owners(router, port);
        long from = owners != 0 ? owners : candidates;
        int at = router * PORTS + input;
        long later = from & -1L << nextChannel[at];
        int bit = Long.numberOfTrailingZeros(later != 0 ? later : from);
        nextChannel[at] = (byte) (bit + 1);
        return bit;
    }
}
