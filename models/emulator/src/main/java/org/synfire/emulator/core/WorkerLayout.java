package org.synfire.emulator.core;

import java.util.Arrays;
import java.util.List;

/**
 * Which worker owns which cores, and how far workers may be apart.
 *
 * @param workers how many there are
 * @param ownerOfCore the worker of each core
 */
record WorkerLayout(int workers, int[] ownerOfCore) {
    private static final int MOST_STEPS_APART = 1 << 5;
    private static final int MOST_WAITING_WORDS = 1 << 22;
    private static final int ALL_RINGS = 1 << 18;
    private static final int SMALLEST_RING = 1 << 14;
    private static final int LARGEST_RING = 1 << 16;

    /** The worker of a unit, which owns all of its cores. */
    int owner(CoreUnit unit) {
        return ownerOfCore[unit.first().id()];
    }

    /** The worker of each unit. */
    int[] owners(List<CoreUnit> units) {
        return units.stream().mapToInt(this::owner).toArray();
    }

    /**
     * By how many steps workers can be apart: less where the records are long that wait for the one that is behind.
     *
     * @param recordWords words of a worker's record of a step
     */
    static int stepsApart(int recordWords) {
        return Math.clamp(MOST_WAITING_WORDS / Math.max(1, recordWords), 1, MOST_STEPS_APART);
    }

    /**
     * [from][to] after how many steps, at least, a worker needs what another sends it.
     *
     * @param apart by how many steps workers can be apart
     */
    int[][] delays(List<RouteGroup> routes, int apart) {
        int[][] delays = new int[workers][workers];
        for (int[] from : delays) {
            Arrays.fill(from, apart);
        }
        for (RouteGroup route : routes) {
            int[] from = delays[ownerOfCore[route.from()]];
            for (int to : route.to()) {
                from[ownerOfCore[to]] = Math.min(from[ownerOfCore[to]], route.delay());
            }
        }
        return delays;
    }

    /** Words of a ring between two workers: less where there are many rings. */
    int ringCapacity() {
        return Math.clamp(Integer.highestOneBit(ALL_RINGS / (workers * workers)), SMALLEST_RING, LARGEST_RING);
    }
}
