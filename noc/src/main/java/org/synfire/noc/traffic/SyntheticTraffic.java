package org.synfire.noc.traffic;

import java.util.Arrays;

/**
 * The packets of a pattern under an injection process, without end unless the load is 0.
 *
 * <p>Every node's next cycle is drawn when its last packet was taken and waits in a wheel of {@value #SLOTS} slots; a
 * node whose cycle is more than a turn away stays in its slot and costs a look per turn. So a packet costs the same at
 * every load, and an idle cycle a bit of a word.
 *
 * <p><b>Limits:</b> packets later than cycle 2^60 are not created. <b>Threads:</b> one; two instances over parts of the
 * nodes give together exactly the packets of one over all. <b>Order:</b> by cycle, then by node. <b>Memory:</b> 20
 * bytes a node of the mesh and 4 kB; no call allocates.
 */
public final class SyntheticTraffic implements PacketSource {
    private static final long LATEST_CYCLE = 1L << 60;
    private static final int SLOTS = 1024;
    private static final int NONE = -1;

    private final TrafficPattern pattern;
    private final InjectionProcess process;
    private final NodeStreams random;
    private final int firstNode;

    private final long[] dueCycle;
    private final int[] following;
    private final int[] firstOfSlot = new int[SLOTS];
    private final long[] occupiedSlots = new long[SLOTS / Long.SIZE];
    private int waiting;

    private final long[] dueNodes;
    private int word;
    private long cycle;
    private int source;
    private int destination;

    /**
     * @param pattern where packets go
     * @param process the process that creates them
     * @param seed the seed of all random streams
     * @param nodes nodes of the mesh
     */
    public SyntheticTraffic(TrafficPattern pattern, InjectionProcess process, long seed, int nodes) {
        this(pattern, process, seed, 0, nodes);
    }

    /**
     * The packets that some of the nodes send.
     *
     * @param pattern where packets go
     * @param process the process that creates them
     * @param seed the seed of all random streams
     * @param firstNode the first node that sends
     * @param endNode the node after the last one that sends
     */
    public SyntheticTraffic(TrafficPattern pattern, InjectionProcess process, long seed, int firstNode, int endNode) {
        this.pattern = pattern;
        this.process = process;
        this.firstNode = firstNode;
        int count = endNode - firstNode;
        random = new NodeStreams(seed, endNode);
        dueCycle = new long[count];
        following = new int[count];
        dueNodes = new long[(count + Long.SIZE - 1) / Long.SIZE];
        word = dueNodes.length;
        cycle = NONE;
        Arrays.fill(firstOfSlot, NONE);
        for (int index = 0; index < count; index++) {
            schedule(index, process.firstCycle(random, firstNode + index));
        }
        standOnNext();
    }

    @Override
    public long cycle() {
        return cycle;
    }

    @Override
    public int source() {
        return source;
    }

    @Override
    public int destination() {
        return destination;
    }

    @Override
    public void advance() {
        if (cycle != NO_MORE) {
            schedule(source - firstNode, cycle + process.gapCycles(random, source));
            standOnNext();
        }
    }

    private void schedule(int index, long due) {
        if (due >= 0 && due <= LATEST_CYCLE) {
            dueCycle[index] = due;
            waiting++;
            enter(index);
        }
    }

    private void enter(int index) {
        int slot = (int) dueCycle[index] & SLOTS - 1;
        following[index] = firstOfSlot[slot];
        firstOfSlot[slot] = index;
        occupiedSlots[slot >> 6] |= 1L << slot;
    }

    private void standOnNext() {
        while (word == dueNodes.length || dueNodes[word] == 0) {
            if (word < dueNodes.length) {
                word++;
            } else if (waiting == 0) {
                cycle = NO_MORE;
                return;
            } else {
                collectNextSlot();
            }
        }
        int index = (word << 6) + Long.numberOfTrailingZeros(dueNodes[word]);
        dueNodes[word] &= dueNodes[word] - 1;
        source = firstNode + index;
        int choices = pattern.choices();
        destination = pattern.destination(source, choices == 1 ? 0 : random.nextBelow(source, choices));
    }

    /** Goes to the next cycle whose slot is occupied and takes out the nodes that are due in it; there may be none. */
    private void collectNextSlot() {
        cycle += cyclesToOccupiedSlot();
        int slot = (int) cycle & SLOTS - 1;
        int index = firstOfSlot[slot];
        firstOfSlot[slot] = NONE;
        occupiedSlots[slot >> 6] &= ~(1L << slot);
        while (index != NONE) {
            int next = following[index];
            if (dueCycle[index] == cycle) {
                dueNodes[index >> 6] |= 1L << index;
                waiting--;
            } else {
                enter(index);
            }
            index = next;
        }
        word = 0;
    }

    private int cyclesToOccupiedSlot() {
        int from = (int) (cycle + 1) & SLOTS - 1;
        int at = from >> 6;
        long slots = occupiedSlots[at] & -1L << from;
        while (slots == 0) {
            at = at + 1 & occupiedSlots.length - 1;
            slots = occupiedSlots[at];
        }
        int slot = (at << 6) + Long.numberOfTrailingZeros(slots);
        return 1 + (slot - from & SLOTS - 1);
    }
}
