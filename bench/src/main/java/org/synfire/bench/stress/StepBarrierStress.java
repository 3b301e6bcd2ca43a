package org.synfire.bench.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.synfire.engine.actor.StepBarrier;

/** What each party wrote before it arrived is seen by the other once it has seen all arrive. */
@JCStressTest
@Outcome(
        id = {"7, 7", "-1, 7", "7, -1"},
        expect = Expect.ACCEPTABLE,
        desc = "seen by one or both")
@Outcome(
        id = "-1, -1",
        expect = Expect.ACCEPTABLE,
        desc = "neither arrival has got through yet; a party that waits looks again")
@Outcome(expect = Expect.FORBIDDEN, desc = "arrived, but what it wrote before is not there")
@State
public class StepBarrierStress {
    private static final StressPool<Meeting> MEETINGS =
            new StressPool<>(arena -> new Meeting(new StepBarrier(arena, 2)));
    private static final int NOT_ALL_HERE = -1;

    private final Meeting meeting = MEETINGS.take();
    private final long epoch = ++meeting.epoch;
    private int left;
    private int right;

    /** Made by jcstress. */
    public StepBarrierStress() {}

    private static final class Meeting {
        private final StepBarrier barrier;
        private long epoch;

        Meeting(StepBarrier barrier) {
            this.barrier = barrier;
        }
    }

    /** The result: what the other wrote. */
    @Actor
    public void left(II_Result result) {
        left = 7;
        meeting.barrier.arrive(0, epoch);
        result.r1 = meeting.barrier.haveAllArrived(epoch) ? right : NOT_ALL_HERE;
    }

    /** The result: what the other wrote. */
    @Actor
    public void right(II_Result result) {
        right = 7;
        meeting.barrier.arrive(1, epoch);
        result.r2 = meeting.barrier.haveAllArrived(epoch) ? left : NOT_ALL_HERE;
    }

    /** Leaves the barrier to the next state. */
    @Arbiter
    public void clear() {
        MEETINGS.giveBack(meeting);
    }
}
