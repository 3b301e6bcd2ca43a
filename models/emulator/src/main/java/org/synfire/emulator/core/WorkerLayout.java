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
    /** By how many steps workers can be apart; a record waits in each of them. */
    static final int MOST_STEPS_APART = 1 << 5;

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

    /** [from][to] after how many steps, at least, a worker needs what another sends it. */
    int[][] delays(List<RouteGroup> routes) {
        int[][] delays = new int[workers][workers];
        for (int[] from : delays) {
            Arrays.fill(from, MOST_STEPS_APART);
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
