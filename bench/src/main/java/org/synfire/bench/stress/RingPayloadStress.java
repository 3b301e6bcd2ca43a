package org.synfire.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.synfire.engine.ring.PacketRing;

/**
 * What a producer wrote before it offered is seen by who drained that batch, and a batch comes as a whole or not at
 * all.
 */
@JCStressTest
@Outcome(
        id = {"-, 0", "-, 7"},
        expect = Expect.ACCEPTABLE,
        desc = "nothing drained")
@Outcome(id = "12, 7", expect = Expect.ACCEPTABLE, desc = "the batch drained, what was written before it seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "part of a batch, or older than the batch")
@State
public class RingPayloadStress {
    private static final StressPool<PacketRing> RINGS =
            new StressPool<>(arena -> new PacketRing(arena, Batches.CAPACITY));

    private final PacketRing ring = RINGS.take();
    private int written;

    /** Made by jcstress. */
    public RingPayloadStress() {}

    /** The producer. */
    @Actor
    public void produce() {
        written = 7;
        Batches.offer(ring, 1, 2);
    }

    /** The result: batches drained, and what the producer had written. */
    @Actor
    public void consume(LL_Result result) {
        result.r1 = Batches.drain(ring);
        result.r2 = written;
    }

    /** Leaves the ring empty for the next state. */
    @Arbiter
    public void clear() {
        Batches.drain(ring);
        RINGS.giveBack(ring);
    }
}
