package org.synfire.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.synfire.engine.ring.PacketRing;

/** Two producers race for room for one batch: one is taken, and there. */
@JCStressTest
@Outcome(id = "2, 0, 12 12 12 12 12 12 12 12", expect = Expect.ACCEPTABLE, desc = "the first producer came first")
@Outcome(id = "0, 2, 12 12 12 12 12 12 12 34", expect = Expect.ACCEPTABLE, desc = "the second producer came first")
@Outcome(expect = Expect.FORBIDDEN, desc = "a packet lost, doubled or written over")
@State
public class MpscFullStress {
    private static final StressPool<PacketRing> RINGS =
            new StressPool<>(arena -> PacketRing.forManyProducers(arena, Batches.CAPACITY));

    private final PacketRing ring = RINGS.take();

    /** Made by jcstress; leaves room for one batch. */
    public MpscFullStress() {
        for (int i = 0; i < 7; i++) {
            Batches.offer(ring, 1, 2);
        }
    }

    /** The result: packets taken. */
    @Actor
    public void first(LLL_Result result) {
        result.r1 = Batches.offer(ring, 1, 2);
    }

    /** The result: packets taken. */
    @Actor
    public void second(LLL_Result result) {
        result.r2 = Batches.offer(ring, 3, 4);
    }

    /** The result: batches drained after. */
    @Arbiter
    public void rest(LLL_Result result) {
        result.r3 = Batches.drain(ring);
        RINGS.giveBack(ring);
    }
}
