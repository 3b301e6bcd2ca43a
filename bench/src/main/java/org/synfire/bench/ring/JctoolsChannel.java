package org.synfire.bench.ring;

import org.jctools.queues.MessagePassingQueue;
import org.synfire.engine.ring.PacketRing;

/** A JCTools queue of preallocated references, filled and drained in batches as far as it offers that. */
final class JctoolsChannel implements PacketChannel {
    private final MessagePassingQueue<Long> queue;
    private final BoxedPackets boxes;
    private final long[] into = new long[MOST_DRAINED];

    JctoolsChannel(MessagePassingQueue<Long> queue, BoxedPackets boxes) {
        this.queue = queue;
        this.boxes = boxes;
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        if (to - from == 1) {
            return queue.relaxedOffer(boxes.of(packets[from])) ? 1 : 0;
        }
        int[] next = {from};
        return queue.fill(() -> boxes.of(packets[next[0]++]), to - from);
    }

    @Override
    public int drain(PacketRing.Receiver receiver) {
        int count = 0;
        Long packet;
        while (count < into.length && (packet = queue.relaxedPoll()) != null) {
            into[count++] = packet;
        }
        if (count > 0) {
            receiver.batch(0, into, count);
        }
        return count;
    }
}
