package org.synfire.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.synfire.engine.ring.PacketRing;

/** A producer that waits for room never writes over a packet that has not been drained, and loses none. */
@JCStressTest
@Outcome(id = "12 12 12 12 12 12 12, 0, -", expect = Expect.ACCEPTABLE, desc = "the ring was still full")
@Outcome(
        id = {"12 12 12 12 12 12 12, 2, 34", "12 12 12 12 12 12 12 34, 2, -"},
        expect = Expect.ACCEPTABLE,
        desc = "room in time")
@Outcome(expect = Expect.FORBIDDEN, desc = "a packet lost, doubled or written over")
@State
public class RingReuseStress {
    private static final StressPool<PacketRing> RINGS =
            new StressPool<>(arena -> new PacketRing(arena, Batches.CAPACITY));

    private final PacketRing ring = RINGS.take();

    /** Made by jcstress; fills the ring. */
    public RingReuseStress() {
        Batches.fill(ring);
    }

    /** The result: packets taken. */
    @Actor
    public void produce(LLL_Result result) {
        result.r2 = Batches.offer(ring, 3, 4);
    }

    /** The result: batches drained. */
    @Actor
    public void consume(LLL_Result result) {
        result.r1 = Batches.drain(ring);
    }

    /** The result: batches left. */
    @Arbiter
    public void rest(LLL_Result result) {
        result.r3 = Batches.drain(ring);
        RINGS.giveBack(ring);
    }
}
