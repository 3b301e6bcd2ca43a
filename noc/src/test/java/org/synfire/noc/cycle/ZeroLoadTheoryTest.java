package org.synfire.noc.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.form.CycleNetworks;

/** Lone packets take exactly as long as the model without contention says, from every node to every other. */
class ZeroLoadTheoryTest {
    private Mesh mesh;
    private ZeroLoadLatency theory;
    private int chipInterval;
    private long wrong;
    private long checked;
    private String firstWrong = "";

    @ParameterizedTest
    @CsvSource({
        "4,1,1,1", "4,2,1,1", "4,3,1,1", "4,4,1,1", "4,5,1,1", "4,1,4,3", "4,2,4,3", "4,3,4,3", "4,4,4,3", "4,5,4,3",
        "8,1,1,2", "8,3,1,2", "8,5,4,2"
    })
    void everyPairTakesItsZeroLoadLatency(int side, int hopCycles, int channels, int flits) {
        mesh = Mesh.ofOneChip(side, side);
        checkAllPairs(RouterConfig.ofHopCycles(hopCycles, channels, hopCycles + 2), flits);
    }

    /**
     * All pairs of the same distance and direction at once: such packets move over the mesh like one, each in a router
     * of its own, and its flits, no more than there are cycles a hop, are over a link before the next packet comes to
     * it.
     */
    @ParameterizedTest
    @CsvSource({"24,1,1,1", "24,2,1,1", "24,3,1,2", "24,4,1,1", "24,5,1,1", "24,3,4,1", "8,3,1,3"})
    void everyPairOfALargeMeshTakesItsZeroLoadLatency(int side, int hopCycles, int channels, int flits) {
        mesh = Mesh.ofOneChip(side, side);
        RouterConfig router = RouterConfig.ofHopCycles(hopCycles, channels, hopCycles + 2);
        begin(router);
        try (CycleNetwork network = CycleNetworks.eventDriven(NetworkSpec.of(mesh, router), this::check)) {
            for (int dy = 1 - side; dy < side; dy++) {
                for (int dx = 1 - side; dx < side; dx++) {
                    offerAll(network, dx, dy, flits);
                    assertTrue(network.advanceUntilEmpty(network.cycle() + 10_000));
                    network.advanceTo(network.cycle() + 100);
                }
            }
        }
        assertAllPairs();
    }

    private void offerAll(CycleNetwork network, int dx, int dy, int flits) {
        for (int source = 0; source < mesh.nodes(); source++) {
            int x = mesh.x(source) + dx;
            int y = mesh.y(source) + dy;
            if (x >= 0 && y >= 0 && x < mesh.width() && y < mesh.height()) {
                network.offer(source, source, mesh.node(x, y), flits, network.cycle());
            }
        }
    }

    private void begin(RouterConfig router) {
        theory = new ZeroLoadLatency(router.zeroLoadTiming(1));
        chipInterval = router.links().interChipFlitIntervalCycles();
        wrong = 0;
        checked = 0;
    }

    private void assertAllPairs() {
        assertEquals((long) mesh.nodes() * mesh.nodes(), checked);
        assertEquals(0, wrong, firstWrong);
    }

    @Test
    void everyStageCountsAsManyCyclesAsItIsGiven() {
        mesh = Mesh.ofOneChip(5, 3);
        checkAllPairs(
                new RouterConfig(
                        2,
                        20,
                        new Pipeline(2, 3, 2, 4),
                        new LinkTiming(3, 7, 1, 5, 6, 3),
                        SwitchAllocator.SEPARABLE,
                        1),
                4);
        checkAllPairs(
                new RouterConfig(
                        1, 40, new Pipeline(3, 0, 1, 0), new LinkTiming(0, 0, 1, 0, 0, 1), SwitchAllocator.ISLIP, 1),
                2);
    }

    @Test
    void linksBetweenChipsTakeTheirOwnTime() {
        mesh = new Mesh(3, 2, 2, 2);
        RouterConfig router = new RouterConfig(
                1, 30, new Pipeline(0, 0, 1, 1), new LinkTiming(1, 9, 1, 2, 1, 2), SwitchAllocator.ISLIP, 1);
        checkAllPairs(router, 2);
    }

    @Test
    void aNarrowLinkBetweenChipsSpacesThePacketsFlits() {
        mesh = new Mesh(2, 1, 2, 1);
        LinkTiming links = new LinkTiming(1, 4, 4, 2, 1, 2);
        checkAllPairs(new RouterConfig(1, 30, new Pipeline(0, 0, 1, 1), links, SwitchAllocator.ISLIP, 1), 3);
    }

    /** One packet after the other, each when the one before has left every router behind. */
    private void checkAllPairs(RouterConfig router, int flits) {
        begin(router);
        long apart = theory.cycles(mesh.width() + mesh.height(), mesh.chips() - 1) + 100;
        try (CycleNetwork network = CycleNetworks.eventDriven(NetworkSpec.of(mesh, router), this::check)) {
            for (int source = 0; source < mesh.nodes(); source++) {
                for (int destination = 0; destination < mesh.nodes(); destination++) {
                    network.offer(source, source, destination, flits, network.cycle());
                    network.advanceTo(network.cycle() + apart);
                }
            }
            assertTrue(network.isEmpty());
        }
        assertAllPairs();
    }

    private void check(Delivery delivery) {
        int crossings = mesh.chipCrossings(delivery.source(), delivery.destination());
        long flitInterval = crossings > 0 ? chipInterval : 1;
        long expected = theory.cycles(delivery.hops(), crossings) + (delivery.flits() - 1) * flitInterval;
        long latency = delivery.deliveredCycle() - delivery.createdCycle();
        checked++;
        if (latency != expected && wrong++ == 0) {
            firstWrong = delivery.source() + " to " + delivery.destination() + ": " + latency + " cycles, expected "
                    + expected;
        }
    }
}
