package org.synfire.bench.ring;

import java.util.function.IntFunction;

/** What carries packets from one producer to one consumer. */
public enum Transport {
    /** The engine's ring, on Agrona's ring of messages. */
    ENGINE_RING(RingChannel::new),
    /** JCTools' queue of references. */
    JCTOOLS_QUEUE(JctoolsChannel::new),
    /** Agrona's queue of references. */
    AGRONA_QUEUE(AgronaQueueChannel::new),
    /** The Disruptor. */
    DISRUPTOR(DisruptorChannel::new);

    private final IntFunction<PacketChannel> opener;

    Transport(IntFunction<PacketChannel> opener) {
        this.opener = opener;
    }

    /** Opens a channel that holds that many packets. */
    PacketChannel open(int packets) {
        return opener.apply(packets);
    }
}
