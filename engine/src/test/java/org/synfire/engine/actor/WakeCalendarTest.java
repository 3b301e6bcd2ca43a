package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeCalendarTest {
    private static final int[] ALL_OWNED = new int[200];

    private static List<Integer> due(WakeCalendar wakes) {
        List<Integer> actors = new ArrayList<>();
        long next = wakes.nextStep();
        wakes.visitDue((step, actor) -> {
            assertEquals(next, step);
            actors.add(actor);
        });
        assertEquals(next + 1, wakes.nextStep());
        return actors;
    }

    @Test
    void visitsInAscendingOrderOnceEach() {
        WakeCalendar wakes = new WakeCalendar(0, ALL_OWNED, 4);
        for (int actor : new int[] {199, 64, 3, 63, 3, 0, 128}) {
            wakes.at(0, actor);
        }
        assertEquals(List.of(0, 3, 63, 64, 128, 199), due(wakes));
        for (int step = 1; step < 9; step++) {
            assertEquals(List.of(), due(wakes));
        }
    }

    @Test
    void visitsOnlyTheWorkersOwn() {
        WakeCalendar wakes = new WakeCalendar(1, new int[] {0, 1, 0, 1, 1}, 4);
        wakes.at(0, 4);
        wakes.at(0, 1);
        assertThrows(IllegalArgumentException.class, () -> wakes.at(0, 2));
        assertThrows(IllegalArgumentException.class, () -> wakes.atSlot(1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> wakes.at(0, 5));
        assertEquals(List.of(1, 4), due(wakes));
    }

    @Test
    void betweenStepsTheNextOnesAreOpen() {
        WakeCalendar wakes = new WakeCalendar(0, ALL_OWNED, 4);
        due(wakes);
        assertThrows(IllegalArgumentException.class, () -> wakes.at(0, 7));
        wakes.at(1, 7);
        wakes.at(4, 8);
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> wakes.at(0, 7));
        assertEquals(
                "actor 7 cannot be woken in step 0: it is past, step 1 is the next one that can be asked for",
                error.getMessage());
        assertEquals(List.of(7), due(wakes));
        assertEquals(List.of(), due(wakes));
        assertEquals(List.of(), due(wakes));
        assertEquals(List.of(8), due(wakes));
    }

    @Test
    void withinAStepItIsPast() {
        WakeCalendar wakes = new WakeCalendar(0, ALL_OWNED, 4);
        wakes.at(0, 7);
        wakes.visitDue((step, actor) -> {
            assertThrows(IllegalArgumentException.class, () -> wakes.at(0, 8));
            assertThrows(IllegalArgumentException.class, () -> wakes.atSlot(0, 8));
            wakes.at(4, 10);
            wakes.at(1, 8);
            wakes.at(3, 9);
        });
        assertEquals(List.of(8), due(wakes));
        assertEquals(List.of(), due(wakes));
        assertEquals(List.of(9), due(wakes));
        assertEquals(List.of(10), due(wakes));
    }

    /** Each actor asks for random steps, near and far, and is visited in the first of those that are far. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 64})
    void laterStepsComeIntoReach(int horizon) {
        Random random = new Random(horizon);
        WakeCalendar wakes = new WakeCalendar(0, ALL_OWNED, horizon);
        NavigableMap<Long, SortedSet<Integer>> expected = new TreeMap<>();
        long[] later = new long[ALL_OWNED.length];
        for (int step = 0; step < 2_000; step++) {
            for (int i = 0; i < random.nextInt(4); i++) {
                int actor = random.nextInt(ALL_OWNED.length);
                long wanted = step + (long) Math.scalb(random.nextDouble(), random.nextInt(10));
                boolean isLater = wanted >= step + horizon;
                boolean isKept = later[actor] >= step + horizon;
                if (isLater && isKept) {
                    wanted = Math.min(wanted, later[actor]);
                }
                wakes.at(wanted, actor);
                if (isLater) {
                    if (isKept) {
                        expected.get(later[actor]).remove(actor);
                    }
                    later[actor] = wanted;
                }
                expected.computeIfAbsent(wanted, key -> new TreeSet<>()).add(actor);
            }
            if (random.nextInt(50) == 0) {
                wakes = restored(wakes, horizon);
            }
            SortedSet<Integer> now = expected.remove((long) step);
            assertEquals(now == null ? List.of() : List.copyOf(now), due(wakes));
        }
    }

    private static WakeCalendar restored(WakeCalendar wakes, int horizon) {
        long[] due = new long[ALL_OWNED.length * WakeCalendar.wordsPerActor(horizon)];
        long[] later = new long[ALL_OWNED.length];
        wakes.copyTo(due, later);
        WakeCalendar restored = new WakeCalendar(0, ALL_OWNED, horizon);
        restored.copyFrom(due, later, wakes.nextStep());
        return restored;
    }

    @Test
    void aSlotIsTheStepModuloTheHorizon() {
        WakeCalendar wakes = new WakeCalendar(0, ALL_OWNED, 8);
        assertEquals(8, wakes.horizon());
        assertEquals(5, wakes.slot(5));
        assertEquals(5, wakes.slot((1L << 40) + 5));
        wakes.atSlot(wakes.slot(2), 11);
        assertThrows(IllegalArgumentException.class, () -> wakes.atSlot(8, 11));
        assertThrows(IllegalArgumentException.class, () -> wakes.atSlot(-1, 11));
        assertEquals(List.of(), due(wakes));
        assertEquals(List.of(), due(wakes));
        assertEquals(List.of(11), due(wakes));
    }

    @Test
    void slotsComeRoundAgainAndAgain() {
        WakeCalendar wakes = new WakeCalendar(0, ALL_OWNED, 2);
        wakes.at(0, 0);
        for (int step = 0; step < 100; step++) {
            wakes.at(step + 1, step + 1);
            assertEquals(List.of(step), due(wakes));
        }
    }

    @Test
    void aWorkerWithoutActorsHasNothingToVisit() {
        WakeCalendar wakes = new WakeCalendar(3, ALL_OWNED, 4);
        assertTrue(due(wakes).isEmpty());
    }
}
