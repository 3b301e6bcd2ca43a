package org.synfire.bench.ring;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** An Agrona ring buffer off-heap; a batch of packets is one message, claimed and written in place. */
final class AgronaRingBufferChannel implements PacketChannel {

    private static final int MESSAGE_TYPE = 1;

    private final RingBuffer buffer;
    private final MessageHandler handler = this::take;
    private final int batch;
    private long[] into;
    private int count;

    AgronaRingBufferChannel(int packets, int batch, Function<AtomicBuffer, RingBuffer> ring) {
        this.batch = batch;
        int bytes = packets * Long.BYTES + RingBufferDescriptor.TRAILER_LENGTH;
        buffer = ring.apply(new UnsafeBuffer(ByteBuffer.allocateDirect(bytes)));
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        int claim = buffer.tryClaim(MESSAGE_TYPE, (to - from) * Long.BYTES);
        if (claim < 0) {
            return 0;
        }
        AtomicBuffer message = buffer.buffer();
        for (int i = from; i < to; i++) {
            message.putLong(claim + (i - from) * Long.BYTES, packets[i]);
        }
        buffer.commit(claim);
        return to - from;
    }

    /** Reads as many messages of a batch as fit the array. */
    @Override
    public int drain(long[] into) {
        this.into = into;
        count = 0;
        buffer.read(handler, into.length / batch);
        return count;
    }

    private void take(int type, MutableDirectBuffer message, int index, int length) {
        int packets = length / Long.BYTES;
        for (int i = 0; i < packets; i++) {
            into[count + i] = message.getLong(index + i * Long.BYTES);
        }
        count += packets;
    }
}
