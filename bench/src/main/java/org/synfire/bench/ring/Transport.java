package org.synfire.bench.ring;

import com.lmax.disruptor.dsl.ProducerType;
import java.util.function.Function;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.synfire.engine.ring.MpscPacketRing;
import org.synfire.engine.ring.SpscPacketRing;

/** What carries the packets. */
public enum Transport {

    /** The engine's ring for one producer. */
    SPSC_PACKET_RING(1, load ->
            new RingChannel(SpscPacketRing.sizeBytes(load.packets()), arena -> new SpscPacketRing(arena, load.packets()))),
    /** JCTools, one producer. */
    JCTOOLS_SPSC(1, load -> new JctoolsChannel(new SpscVarHandleArrayQueue<>(load.packets()), load.boxed())),
    /** Agrona's queue, one producer. */
    AGRONA_ONE_TO_ONE_QUEUE(1, load -> new AgronaQueueChannel(new OneToOneConcurrentArrayQueue<>(load.packets()), load.boxed())),
    /** Agrona's ring of messages, one producer. */
    AGRONA_ONE_TO_ONE_RING(1, load -> new AgronaRingBufferChannel(load.packets(), load.batch(), OneToOneRingBuffer::new)),
    /** The Disruptor, one producer. */
    DISRUPTOR_SINGLE(1, load -> new DisruptorChannel(ProducerType.SINGLE, load.packets())),
    /** The engine's ring for many producers. */
    MPSC_PACKET_RING(Integer.MAX_VALUE, load ->
            new RingChannel(MpscPacketRing.sizeBytes(load.packets()), arena -> new MpscPacketRing(arena, load.packets()))),
    /** JCTools, many producers. */
    JCTOOLS_MPSC(Integer.MAX_VALUE, load -> new JctoolsChannel(new MpscVarHandleArrayQueue<>(load.packets()), load.boxed())),
    /** Agrona's queue, many producers. */
    AGRONA_MANY_TO_ONE_QUEUE(Integer.MAX_VALUE,
            load -> new AgronaQueueChannel(new ManyToOneConcurrentArrayQueue<>(load.packets()), load.boxed())),
    /** Agrona's ring of messages, many producers. */
    AGRONA_MANY_TO_ONE_RING(Integer.MAX_VALUE, load -> new AgronaRingBufferChannel(load.packets(), load.batch(), ManyToOneRingBuffer::new)),
    /** The Disruptor, many producers. */
    DISRUPTOR_MULTI(Integer.MAX_VALUE, load -> new DisruptorChannel(ProducerType.MULTI, load.packets()));

    private final int mostProducers;
    private final Function<Load, PacketChannel> opener;

    Transport(int mostProducers, Function<Load, PacketChannel> opener) {
        this.mostProducers = mostProducers;
        this.opener = opener;
    }

    /** What it will have to carry: packets that fit, packets in an offer, producer threads, and the packets as objects. */
    record Load(int packets, int batch, int producers, BoxedPackets boxed) {
    }

    PacketChannel open(Load load) {
        if (load.producers() > mostProducers) {
            throw new IllegalArgumentException(this + " takes at most " + mostProducers + " producer(s)");
        }
        return opener.apply(load);
    }
}
