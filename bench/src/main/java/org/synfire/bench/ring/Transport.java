package org.synfire.bench.ring;

import com.lmax.disruptor.dsl.ProducerType;
import java.util.function.Function;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.synfire.engine.ring.PacketRing;

/** What carries the packets. */
public enum Transport {
    /** The engine's ring for one producer, on Agrona's ring of messages. */
    ONE_PRODUCER_RING(
            1,
            load -> new RingChannel(
                    PacketRing.sizeBytes(load.packets()), arena -> PacketRing.forOneProducer(arena, load.packets()))),
    /** JCTools, one producer. */
    JCTOOLS_SPSC(1, load -> new JctoolsChannel(new SpscVarHandleArrayQueue<>(load.packets()), load.boxed())),
    /** Agrona's queue, one producer. */
    AGRONA_ONE_TO_ONE_QUEUE(
            1, load -> new AgronaQueueChannel(new OneToOneConcurrentArrayQueue<>(load.packets()), load.boxed())),
    /** The Disruptor, one producer. */
    DISRUPTOR_SINGLE(1, load -> new DisruptorChannel(ProducerType.SINGLE, load.packets())),
    /** The engine's ring for many producers, on Agrona's ring of messages. */
    MANY_PRODUCERS_RING(
            Integer.MAX_VALUE,
            load -> new RingChannel(
                    PacketRing.sizeBytes(load.packets()), arena -> PacketRing.forManyProducers(arena, load.packets()))),
    /** JCTools, many producers. */
    JCTOOLS_MPSC(
            Integer.MAX_VALUE, load -> new JctoolsChannel(new MpscVarHandleArrayQueue<>(load.packets()), load.boxed())),
    /** Agrona's queue, many producers. */
    AGRONA_MANY_TO_ONE_QUEUE(
            Integer.MAX_VALUE,
            load -> new AgronaQueueChannel(new ManyToOneConcurrentArrayQueue<>(load.packets()), load.boxed())),
    /** The Disruptor, many producers. */
    DISRUPTOR_MULTI(Integer.MAX_VALUE, load -> new DisruptorChannel(ProducerType.MULTI, load.packets()));

    private final int mostProducers;
    private final Function<Load, PacketChannel> opener;

    Transport(int mostProducers, Function<Load, PacketChannel> opener) {
        this.mostProducers = mostProducers;
        this.opener = opener;
    }

    /** What it will have to carry: packets that fit, producer threads, and the packets as objects. */
    record Load(int packets, int producers, BoxedPackets boxed) {}

    PacketChannel open(Load load) {
        if (load.producers() > mostProducers) {
            throw new IllegalArgumentException(this + " takes at most " + mostProducers + " producer(s)");
        }
        return opener.apply(load);
    }
}
