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

/** Two producers race for less room than both want: what fits is taken, what was taken is there. */
@JCStressTest
@Outcome(id = "3, 1, 1234", expect = Expect.ACCEPTABLE, desc = "the first producer came first")
@Outcome(id = "1, 3, 4561", expect = Expect.ACCEPTABLE, desc = "the second producer came first")
@Outcome(expect = Expect.FORBIDDEN, desc = "a word lost, doubled or written over")
@State
public class MpscFullStress {

    private static final StressPool<PacketRing> RINGS = new StressPool<>(arena -> new MpscPacketRing(arena, 4));

    private final PacketRing ring = RINGS.take();

    /** Made by jcstress. */
    public MpscFullStress() {
    }

    /** @param result words taken */
    @Actor
    public void first(III_Result result) {
        result.r1 = Batches.offer(ring, 1, 2, 3);
    }

    /** @param result words taken */
    @Actor
    public void second(III_Result result) {
        result.r2 = Batches.offer(ring, 4, 5, 6);
    }

    /** @param result digits drained after */
    @Arbiter
    public void rest(III_Result result) {
        result.r3 = Batches.drain(ring);
        RINGS.giveBack(ring);
    }
}
