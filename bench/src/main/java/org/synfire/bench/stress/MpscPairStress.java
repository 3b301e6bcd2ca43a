package org.synfire.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.synfire.engine.ring.PacketRing;

/** A producer races with one that is the consumer too: both batches come, each whole, in either order. */
@JCStressTest
@Outcome(
        id = {"12 34, -", "-, 12 34"},
        expect = Expect.ACCEPTABLE,
        desc = "the first producer's batch first")
@Outcome(
        id = {"34, 12", "34 12, -"},
        expect = Expect.ACCEPTABLE,
        desc = "the second producer's batch first")
@Outcome(expect = Expect.FORBIDDEN, desc = "a packet lost, doubled, or batches mixed")
@State
public class MpscPairStress {
    private static final StressPool<PacketRing> RINGS =
            new StressPool<>(arena -> PacketRing.forManyProducers(arena, Batches.CAPACITY));

    private final PacketRing ring = RINGS.take();

    /** Made by jcstress. */
    public MpscPairStress() {}

    /** A producer. */
    @Actor
    public void first() {
        Batches.offer(ring, 1, 2);
    }

    /**
     * Another, which then drains.
     *
     * @param result batches drained while they raced
     */
    @Actor
    public void second(LL_Result result) {
        Batches.offer(ring, 3, 4);
        result.r1 = Batches.drain(ring);
    }

    /** The result: batches drained after. */
    @Arbiter
    public void rest(LL_Result result) {
        result.r2 = Batches.drain(ring);
        RINGS.giveBack(ring);
    }
}
