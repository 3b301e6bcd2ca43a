package org.synfire.noc;

import org.junit.jupiter.api.Test;
import org.synfire.engine.AllocatedBytes;

class TrafficCountersAllocationTest {
    private static final int STEPS = 1_000;

    private final Mesh mesh = new Mesh(8, 8, 2, 2);
    private final TrafficCounters counters = new TrafficCounters(mesh, new RouterTiming(1, 1, 7, 1, 1, 2));

    @Test
    void allocatesNothingInAStep() {
        for (int node = 0; node < mesh.nodes(); node++) {
            counters.route(node, mesh.nodes() - 1 - node);
        }
        AllocatedBytes.requireNoneIn(() -> run(STEPS));
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
