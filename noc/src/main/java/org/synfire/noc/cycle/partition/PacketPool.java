package org.synfire.noc.cycle.partition;

import java.util.Arrays;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.cycle.routing.Flit;

/**
 * The packets in flight: what their flits do not carry.
 *
 * <p><b>Threads:</b> slots are taken and given back while no partition runs; while partitions run, a packet is written
 * only by the partition in which its head is. <b>Memory:</b> 64 bytes a packet, one cache line; grows by doubling,
 * never shrinks.
 */
public final class PacketPool {
    private static final int STRIDE = 8;
    private static final int TAG = 0;
    private static final int CREATED = 1;
    private static final int INJECTED = 2;
    private static final int HEADER = 3;
    private static final int SOURCE_AND_FLITS = 4;
    private static final int NEXT = 5;
    private static final int HOPS = 6;
    private static final int COPIES = 7;
    private static final int FIRST_CAPACITY = 256;
    private static final int MAX_CAPACITY = (Integer.MAX_VALUE - STRIDE) / STRIDE;

    private long[] words = new long[FIRST_CAPACITY * STRIDE];
    private int used;
    private int firstFree = SourceQueues.NONE;

    int take(long tag, int source, int flits, long createdCycle, long header, int hops, int copies) {
        int slot = firstFree;
        if (slot == SourceQueues.NONE) {
            slot = used++;
            grow();
        } else {
            firstFree = next(slot);
        }
        int at = slot * STRIDE;
        words[at + TAG] = tag;
        words[at + CREATED] = createdCycle;
        words[at + HEADER] = header;
        words[at + SOURCE_AND_FLITS] = (long) flits << Integer.SIZE | source;
        words[at + NEXT] = SourceQueues.NONE;
        words[at + HOPS] = hops;
        words[at + COPIES] = copies;
        return slot;
    }

    /** One copy of the packet has been reported; the last one gives the slot back. */
    void release(int slot) {
        if (--words[slot * STRIDE + COPIES] == 0) {
            setNext(slot, firstFree);
            firstFree = slot;
        }
    }

    private void grow() {
        if (used * STRIDE <= words.length) {
            return;
        }
        if (used > MAX_CAPACITY) {
            throw new ChipLimitException(
                    "More than " + MAX_CAPACITY + " packets in flight: offer fewer ahead, or lower the load");
        }
        words = Arrays.copyOf(words, (int) Math.min(2L * words.length, (long) MAX_CAPACITY * STRIDE));
    }

    long tag(int slot) {
        return words[slot * STRIDE + TAG];
    }

    long createdCycle(int slot) {
        return words[slot * STRIDE + CREATED];
    }

    long injectedCycle(int slot) {
        return words[slot * STRIDE + INJECTED];
    }

    void setInjectedCycle(int slot, long cycle) {
        words[slot * STRIDE + INJECTED] = cycle;
    }

    /** Destination and flags of the packet's flits. */
    long header(int slot) {
        return words[slot * STRIDE + HEADER];
    }

    int source(int slot) {
        return (int) words[slot * STRIDE + SOURCE_AND_FLITS];
    }

    public int flits(int slot) {
        return (int) (words[slot * STRIDE + SOURCE_AND_FLITS] >>> Integer.SIZE);
    }

    int next(int slot) {
        return (int) words[slot * STRIDE + NEXT];
    }

    void setNext(int slot, int next) {
        words[slot * STRIDE + NEXT] = next;
    }

    boolean isMulticast(int slot) {
        return (header(slot) & Flit.MULTICAST) != 0;
    }

    int hops(int slot) {
        return (int) words[slot * STRIDE + HOPS];
    }
}
