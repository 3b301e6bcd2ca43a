package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerLayoutTest {
    private static RouteGroup route(int from, int delay, int... to) {
        return new RouteGroup(0, 0, from, to, delay, null);
    }

    /** Cores 0 and 1 send to core 2 of the other worker, which sends to itself. */
    @Test
    void workersAreAsFarApartAsTheShortestDelayBetweenThemAllows() {
        WorkerLayout layout = new WorkerLayout(2, new int[] {0, 0, 1});
        List<RouteGroup> routes = List.of(route(0, 5, 1, 2), route(1, 3, 2), route(2, 1, 2));
        assertArrayEquals(new int[][] {{5, 3}, {20, 1}}, layout.delays(routes, 20));
        assertArrayEquals(new int[][] {{2, 2}, {2, 1}}, layout.delays(routes, 2));
    }

    @Test
    void longRecordsKeepWorkersTogether() {
        assertEquals(32, WorkerLayout.stepsApart(0));
        assertEquals(32, WorkerLayout.stepsApart(1 << 17));
        assertEquals(31, WorkerLayout.stepsApart((1 << 17) + 1));
        assertEquals(1, WorkerLayout.stepsApart(Integer.MAX_VALUE));
    }

    @Test
    void manyWorkersHaveSmallerRings() {
        assertEquals(1 << 16, new WorkerLayout(2, new int[0]).ringCapacity());
        assertEquals(1 << 14, new WorkerLayout(64, new int[0]).ringCapacity());
    }
}
