package org.synfire.bench.ring;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** JCTools' queue of references, filled in batches. */
final class JctoolsChannel extends ReferenceChannel {
    private final SpscVarHandleArrayQueue<Long> queue;

    JctoolsChannel(int packets) {
        queue = new SpscVarHandleArrayQueue<>(packets);
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        if (to - from == 1) {
            return queue.relaxedOffer(boxed(packets[from])) ? 1 : 0;
        }
        int[] next = {from};
        return queue.fill(() -> boxed(packets[next[0]++]), to - from);
    }

    @Override
    Long poll() {
        return queue.relaxedPoll();
    }
}
