package org.synfire.noc.cycle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.AllocatedBytes;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * Once lines, pool and logs have grown to what the traffic needs, a cycle allocates nothing, nor does an offer or a
 * delivery.
 */
class NetworkAllocationTest {
    private static final int CYCLES = 2_000;

    @ParameterizedTest
    @CsvSource({"1,3,XY", "4,3,XY", "4,5,XY", "2,1,O1TURN", "2,4,ODD_EVEN"})
    void aWindowOfCyclesAllocatesNothing(int channels, int hopCycles, Routing routing) {
        NetworkSpec spec = NetworkSpec.of(new Mesh(4, 8, 2, 1), RouterConfig.ofHopCycles(hopCycles, channels, 8))
                .withRouting(routing);
        requireNothingAllocated(CycleNetworks.eventDriven(spec, DeliveryListener.NONE));
    }

    @Test
    void alsoInLockStep() {
        requireNothingAllocated(CycleNetworks.lockstep(
                NetworkSpec.of(Mesh.ofOneChip(8, 8), RouterConfig.ofHopCycles(3, 1, 8)), DeliveryListener.NONE));
    }

    @Test
    void alsoWhereTheFormMayChange() {
        requireNothingAllocated(CycleNetworks.forLoad(
                NetworkSpec.of(Mesh.ofOneChip(8, 8), RouterConfig.ofHopCycles(3, 1, 8)), DeliveryListener.NONE, 0.1));
    }

    private static void requireNothingAllocated(CycleNetwork network) {
        try (network) {
            AllocatedBytes.requireNoneIn(() -> runWindow(network));
        }
    }

    private static void runWindow(CycleNetwork network) {
        long from = network.cycle();
        for (int cycle = 0; cycle < CYCLES; cycle += 10) {
            for (int node = 0; node < 64; node++) {
                network.offer(0, node, (node * 7 + cycle) & 63, 2, from + cycle);
            }
        }
        network.advanceTo(from + CYCLES);
    }
}
