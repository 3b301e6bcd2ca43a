package org.synfire.noc.cycle.partition;

import java.util.Arrays;
import org.synfire.noc.cycle.routing.Flit;

/**
 * The source queues of a partition: packets of every node in the order of their offers, and the credits of the router's
 * local input. A node sends at most one flit a cycle, a packet's flits one after the other in one virtual channel,
 * which is drawn round robin among those with a credit.
 *
 * <p><b>Memory:</b> {@code 27 + 2 virtualChannels} bytes a node, packets apart.
 */
public final class SourceQueues {
    static final int NONE = -1;

    private final NetworkLayout layout;
    private final PacketPool pool;
    private final int channels;
    private final Wakeups wakeups = new Wakeups();
    private final RouterSet ready;
    private final int[] first;
    private final int[] last;
    private final int[] packets;
    private final int[] flitsLeft;
    private final byte[] channel;
    private final byte[] creditless;
    private final boolean[] waitsForCredit;
    private final short[] credits;
    private final long[] injectedFlits;
    private long sentFlits;

    SourceQueues(NetworkLayout layout, PacketPool pool, int nodes) {
        this.layout = layout;
        this.pool = pool;
        channels = layout.channels();
        ready = new RouterSet(nodes);
        first = filled(nodes);
        last = filled(nodes);
        packets = new int[nodes];
        flitsLeft = new int[nodes];
        channel = new byte[nodes];
        creditless = new byte[nodes];
        waitsForCredit = new boolean[nodes];
        credits = new short[nodes * channels];
        Arrays.fill(credits, (short) layout.bufferFlits());
        injectedFlits = new long[nodes];
    }

    private static int[] filled(int nodes) {
        int[] slots = new int[nodes];
        Arrays.fill(slots, NONE);
        return slots;
    }

    void add(long now, int node, int slot) {
        if (first[node] == NONE) {
            first[node] = slot;
            wakeups.add(now, pool.createdCycle(slot), node);
        } else {
            pool.setNext(last[node], slot);
        }
        last[node] = slot;
        packets[node]++;
    }

    int packets(int node) {
        return packets[node];
    }

    long injectedFlits(int node) {
        return injectedFlits[node];
    }

    /** Flits that all its sources have sent. */
    long sentFlits() {
        return sentFlits;
    }

    /** The created cycle of the last packet in the queue; -1 if there is none. */
    long lastCreatedCycle(int node) {
        return last[node] == NONE ? -1 : pool.createdCycle(last[node]);
    }

    int credits(int node, int ofChannel) {
        return credits[node * channels + ofChannel];
    }

    public void takeCredit(int node, int ofChannel) {
        if (credits[node * channels + ofChannel]++ != 0) {
            return;
        }
        creditless[node] &= (byte) ~(1 << ofChannel);
        if (waitsForCredit[node]) {
            waitsForCredit[node] = false;
            ready.add(node);
        }
    }

    /** The next cycle in which a source may send, {@code now} if it may already. */
    public long nextCycle(long now) {
        return ready.isEmpty() ? wakeups.firstFrom(now) : now;
    }

    /** Bytes of all queues, packets apart. */
    long stateBytes() {
        return ready.words().length * (long) Long.BYTES
                + (first.length + last.length + packets.length + flitsLeft.length) * (long) Integer.BYTES
                + channel.length
                + creditless.length
                + waitsForCredit.length
                + credits.length * (long) Short.BYTES
                + injectedFlits.length * (long) Long.BYTES;
    }

    /** Every source that can sends a flit into its router. */
    public void send(long now, Partition partition) {
        wakeups.wake(now, ready);
        long[] words = ready.words();
        for (int word = 0; word < words.length; word++) {
            long stay = words[word];
            for (long left = stay; left != 0; left &= left - 1) {
                int node = (word << 6) + Long.numberOfTrailingZeros(left);
                if (!send(now, node, partition)) {
                    stay &= ~(1L << node);
                }
            }
            words[word] = stay;
        }
    }

    /** Whether the source stays ready. */
    private boolean send(long now, int node, Partition partition) {
        int slot = first[node];
        long flit = pool.header(slot) | slot;
        if (flitsLeft[node] == 0) {
            assert pool.createdCycle(slot) <= now : "node " + node + " woke before its packet was created";
            int free = channelsOf(flit) & ~creditless[node];
            if (free == 0) {
                waitsForCredit[node] = true;
                return false;
            }
            channel[node] = (byte) nextChannel(free, channel[node]);
            flitsLeft[node] = pool.flits(slot);
            pool.setInjectedCycle(slot, now);
            flit |= Flit.HEAD;
        } else if ((creditless[node] >>> channel[node] & 1) != 0) {
            waitsForCredit[node] = true;
            return false;
        }
        boolean isTail = --flitsLeft[node] == 0;
        spendCredit(node);
        injectedFlits[node]++;
        sentFlits++;
        partition.inject(node, channel[node], isTail ? flit | Flit.TAIL : flit);
        return !isTail || removeFirst(now, node, slot);
    }

    private int channelsOf(long flit) {
        return (flit & Flit.Y_FIRST) == 0 ? layout.xFirstChannels() : layout.yFirstChannels();
    }

    private static int nextChannel(int free, int lastUsed) {
        int later = free & -2 << lastUsed;
        return Integer.numberOfTrailingZeros(later != 0 ? later : free);
    }

    private void spendCredit(int node) {
        int of = channel[node];
        if (--credits[node * channels + of] == 0) {
            creditless[node] |= (byte) (1 << of);
        }
    }

    /** Whether the packet behind it may be sent in the next cycle. */
    private boolean removeFirst(long now, int node, int slot) {
        packets[node]--;
        int following = pool.next(slot);
        first[node] = following;
        if (following == NONE) {
            last[node] = NONE;
            return false;
        }
        long created = pool.createdCycle(following);
        if (created > now + 1) {
            wakeups.add(now, created, node);
            return false;
        }
        return true;
    }
}
