package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
    private boolean hasExecutors = true;
    private boolean isThere = true;
    private int told;
    private long seconds;
    private final ClusterWatch watch =
            new ClusterWatch(() -> hasExecutors, () -> isThere, () -> told++, () -> TimeUnit.SECONDS.toNanos(seconds));

    /** Looks once a second, until a reason is found or the time is over. */
    private Optional<String> after(long duration) {
        for (long end = seconds + duration; seconds < end; ) {
            seconds++;
            Optional<String> reason = watch.look();
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    @Test
    void aBusyClusterIsWaitedForAndTheUserIsToldOnce() {
        hasExecutors = false;
        assertEquals(Optional.empty(), after(3_600));
        assertEquals(1, told);
    }

    @Test
    void executorsGoOnWithoutTheirMaster() {
        isThere = false;
        assertEquals(Optional.empty(), after(3_600));
        assertEquals(0, told);
    }

    @Test
    void neitherMasterNorExecutorsIsTheEnd() {
        assertEquals(Optional.empty(), after(100));
        isThere = false;
        hasExecutors = false;
        assertEquals(
                Optional.of("the master does not answer any more and no executor is left"),
                after(ClusterWatch.LOST_SECONDS + 1));
    }

    @Test
    void aMasterThatWasStartedAnewDoesNotKnowTheSweep() {
        isThere = false;
        after(3);
        isThere = true;
        assertEquals(Optional.empty(), after(100));
        hasExecutors = false;
        assertEquals(
                Optional.of("the master was gone for some time and no executor is left"),
                after(ClusterWatch.LOST_SECONDS + 1));
    }

    @Test
    void theUserIsToldAgainWhenExecutorsWereLostAgain() {
        for (int time = 1; time <= 2; time++) {
            hasExecutors = false;
            after(ClusterWatch.PATIENCE_SECONDS + 1);
            assertEquals(time, told);
            hasExecutors = true;
            after(1);
        }
    }
}
