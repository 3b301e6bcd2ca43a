package org.synfire.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What allocates is found, even where it does so in some rounds only. */
class AllocatedBytesTest {
    private static final int MOST_ROUNDS = 50;

    /** Bytes of rounds, as a test says them. */
    private static final class Rounds implements LongSupplier {
        private final int allocating;
        private final int period;
        private int done;

        /** The first rounds allocate, and later one in every period. */
        Rounds(int allocating, int period) {
            this.allocating = allocating;
            this.period = period;
        }

        @Override
        public long getAsLong() {
            int round = done++;
            return round < allocating || round % period == period - 1 ? 16 : 0;
        }
    }

    @Test
    void endsWithTheFifthCleanRound() {
        Rounds rounds = new Rounds(20, 1_000);
        AllocatedBytes.requireNone(rounds);
        assertEquals(25, rounds.done);
    }

    @Test
    void failsWhereEveryFifthRoundAllocates() {
        Rounds rounds = new Rounds(0, 5);
        AssertionFailedError failure =
                assertThrows(AssertionFailedError.class, () -> AllocatedBytes.requireNone(rounds, MOST_ROUNDS));
        assertEquals(MOST_ROUNDS, rounds.done);
        assertTrue(failure.getMessage().endsWith("0, 0, 0, 0, 16]"), failure.getMessage());
    }

    @Test
    void seesOneSmallObjectOfARound() {
        Object[] kept = new Object[1];
        LongSupplier round = AllocatedBytes.bytesOf(() -> kept[0] = new long[] {1, 2, 3});
        assertThrows(AssertionFailedError.class, () -> AllocatedBytes.requireNone(round, MOST_ROUNDS));
    }

    @Test
    void marksSeeWhatIsAllocatedBetweenThem() {
        AllocatedBytes.Marks marks = new AllocatedBytes.Marks();
        marks.mark();
        long[] kept = new long[100];
        marks.mark();
        assertTrue(marks.bytes(2) >= 8L * kept.length, marks.bytes(2) + " bytes");
        assertThrows(AssertionFailedError.class, () -> marks.bytes(3));
        marks.restart();
        assertThrows(AssertionFailedError.class, () -> marks.bytes(2));
    }
}
