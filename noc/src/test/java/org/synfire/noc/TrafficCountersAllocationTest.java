package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TrafficCountersAllocationTest {
    private static final int WARM_STEPS = 2_000;
    private static final int STEPS = 10_000;

    private final Mesh mesh = new Mesh(8, 8, 2, 2);
    private final TrafficCounters counters = new TrafficCounters(mesh, new RouterTiming(1, 1, 7, 1, 1, 2));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The measuring call itself may allocate a little; a step that allocated would show at least 16 bytes for each. */
    @Test
    void allocatesNothingInAStep() {
        for (int node = 0; node < mesh.nodes(); node++) {
            counters.route(node, mesh.nodes() - 1 - node);
        }
        run(WARM_STEPS);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(STEPS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(0, allocated / STEPS, allocated + " bytes in " + STEPS + " steps");
    }

    private void run(int steps) {
        for (int step = 0; step < steps; step++) {
            for (int route = 0; route < counters.routes(); route++) {
                counters.add(route, step & 3);
            }
            counters.endStep();
        }
    }
}
