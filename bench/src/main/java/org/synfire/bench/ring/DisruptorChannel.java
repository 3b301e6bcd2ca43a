package org.synfire.bench.ring;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import org.synfire.engine.ring.PacketRing;

/** The Disruptor with one packet for each event; batches are claimed and published together, and polled together. */
final class DisruptorChannel implements PacketChannel {
    private final RingBuffer<Event> ring;
    private final EventPoller<Event> poller;
    private final EventPoller.Handler<Event> handler = this::take;
    private final long[] into;
    private int count;

    private static final class Event {
        private long packet;
    }

    DisruptorChannel(int packets) {
        into = new long[packets];
        ring = RingBuffer.createSingleProducer(Event::new, packets, new YieldingWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        int batch = to - from;
        if (!ring.hasAvailableCapacity(batch)) {
            return 0;
        }
        long last = ring.next(batch);
        long first = last - batch + 1;
        for (int i = 0; i < batch; i++) {
            ring.get(first + i).packet = packets[from + i];
        }
        ring.publish(first, last);
        return batch;
    }

    @Override
    public int drain(PacketRing.Receiver receiver) {
        count = 0;
        try {
            poller.poll(handler);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        if (count > 0) {
            receiver.batch(0, into, count);
        }
        return count;
    }

    private boolean take(Event event, long sequence, boolean endOfBatch) {
        into[count++] = event.packet;
        return count < into.length;
    }
}
