package org.synfire.bench.ring;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/** Agrona's queue of references. */
final class AgronaQueueChannel extends ReferenceChannel {
    private final OneToOneConcurrentArrayQueue<Long> queue;

    AgronaQueueChannel(int packets) {
        queue = new OneToOneConcurrentArrayQueue<>(packets);
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        int next = from;
        while (next < to && queue.offer(boxed(packets[next]))) {
            next++;
        }
        return next - from;
    }

    @Override
    Long poll() {
        return queue.poll();
    }
}
