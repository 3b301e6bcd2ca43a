package org.synfire.bench.ring;

import java.util.Queue;
import org.synfire.engine.ring.PacketRing;

/** An Agrona queue of preallocated references. */
final class AgronaQueueChannel implements PacketChannel {
    private final Queue<Long> queue;
    private final BoxedPackets boxes;
    private final long[] into = new long[MOST_DRAINED];

    AgronaQueueChannel(Queue<Long> queue, BoxedPackets boxes) {
        this.queue = queue;
        this.boxes = boxes;
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        int next = from;
        while (next < to && queue.offer(boxes.of(packets[next]))) {
            next++;
        }
        return next - from;
    }

    @Override
    public int drain(PacketRing.Receiver receiver) {
        int count = 0;
        Long packet;
        while (count < into.length && (packet = queue.poll()) != null) {
            into[count++] = packet;
        }
        if (count > 0) {
            receiver.batch(0, into, count);
        }
        return count;
    }
}
