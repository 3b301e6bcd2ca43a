package org.synfire.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.synfire.engine.ring.MpscPacketRing;
import org.synfire.engine.ring.PacketRing;

/** A producer that waits for room never writes over a word that has not been drained, and loses none. */
@JCStressTest
@Outcome(id = "12, 0, 0", expect = Expect.ACCEPTABLE, desc = "the ring was still full")
@Outcome(id = "12, 1, 3", expect = Expect.ACCEPTABLE, desc = "room for one in time")
@Outcome(id = "12, 2, 34", expect = Expect.ACCEPTABLE, desc = "room for both in time")
@Outcome(expect = Expect.FORBIDDEN, desc = "a word lost, doubled or written over")
@State
public class MpscReuseStress {

    private static final StressPool<PacketRing> RINGS = new StressPool<>(arena -> new MpscPacketRing(arena, 2));

    private final PacketRing ring = RINGS.take();

    /** Made by jcstress; fills the ring. */
    public MpscReuseStress() {
        Batches.offer(ring, 1, 2);
    }

    /** @param result words taken */
    @Actor
    public void produce(III_Result result) {
        result.r2 = Batches.offer(ring, 3, 4);
    }

    /** @param result digits drained, one word at a time */
    @Actor
    public void consume(III_Result result) {
        result.r1 = 10 * Batches.drain(ring, 1) + Batches.drain(ring, 1);
    }

    /** @param result digits left */
    @Arbiter
    public void rest(III_Result result) {
        result.r3 = Batches.drain(ring);
        RINGS.giveBack(ring);
    }
}
