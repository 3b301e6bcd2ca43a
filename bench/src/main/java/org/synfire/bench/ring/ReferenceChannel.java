package org.synfire.bench.ring;

import java.util.Arrays;
import org.synfire.engine.ring.PacketRing;

/** A queue of references to packets that were made as objects before anything is measured. */
abstract class ReferenceChannel implements PacketChannel {
    private static final int MOST_DRAINED = 1024;

    private final Long[] boxes = new Long[DISTINCT_PACKETS];
    private final long[] into = new long[MOST_DRAINED];

    ReferenceChannel() {
        Arrays.setAll(boxes, Long::valueOf);
    }

    /** The object of a packet. */
    final Long boxed(long packet) {
        return boxes[(int) packet];
    }

    /** The oldest packet, or null if the queue is empty. */
    abstract Long poll();

    @Override
    public final int drain(PacketRing.Receiver receiver) {
        int count = 0;
        Long packet;
        while (count < into.length && (packet = poll()) != null) {
            into[count++] = packet;
        }
        if (count > 0) {
            receiver.batch(0, into, count);
        }
        return count;
    }
}
