package org.synfire.noc.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.form.CycleNetworks;

/** One thread, two or three: the same deliveries in the same order, the same counters. */
@Timeout(300)
class ThreadsTwinTest {
    private static final long CYCLES = 1000;

    @ParameterizedTest
    @CsvSource({
        "1,XY,3,1,8,1,0.4",
        "1,XY,2,1,2,3,0.6",
        "2,XY,3,1,8,1,0.3",
        "2,YX,1,1,2,2,0.3",
        "2,O1TURN,3,2,4,2,0.4",
        "2,WEST_FIRST,4,4,4,1,0.3",
        "1,ODD_EVEN,5,2,4,3,0.3",
        "2,ODD_EVEN,2,1,3,1,0.6"
    })
    void threadsChangeNothing(
            int chips, Routing routing, int hopCycles, int channels, int buffer, int flits, double load) {
        NetworkSpec spec = NetworkSpec.of(
                        new Mesh(8 / chips, 8 / chips, chips, chips),
                        RouterConfig.ofHopCycles(hopCycles, channels, buffer))
                .withRouting(routing);
        List<Long> alone = run(spec, flits, load, 5);
        for (int threads : new int[] {2, 3}) {
            assertEquals(alone, run(spec.withThreads(threads), flits, load, 5), threads + " threads");
        }
        assertEquals(alone, run(spec, flits, load, 5), "the same again");
        assertNotEquals(alone, run(spec, flits, load, 6), "another seed");
    }

    @Test
    void moreThreadsThanRowsChangeNothing() {
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(9, 5), RouterConfig.ofHopCycles(3, 1, 4));
        assertEquals(run(spec, 2, 0.3, 5), run(spec.withThreads(50), 2, 0.3, 5));
    }

    private static List<Long> run(NetworkSpec spec, int flits, double load, long seed) {
        List<Long> seen = new ArrayList<>();
        DeliveryListener listener = delivery -> {
            seen.add(delivery.tag());
            seen.add(delivery.deliveredCycle());
            seen.add((long) delivery.destination());
        };
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, listener)) {
            BernoulliTraffic traffic = new BernoulliTraffic(
                    network, BernoulliTraffic.uniform(spec.mesh().nodes()), load, flits, seed);
            traffic.runTo(CYCLES);
            NetworkCounters counters = network.counters();
            network.advanceUntilEmpty(1_000_000);
            seen.add(network.fingerprint());
            seen.add((long) counters.hashCode());
            seen.add(network.cycle());
            for (int link = 0; link < spec.mesh().linkIds(); link++) {
                seen.add(network.linkFlits(link));
                seen.add(network.linkBusyCycles(link));
            }
        }
        return seen;
    }

    @Test
    void deliveriesComeByCycleAndThenByNode() {
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(6, 6), RouterConfig.ofHopCycles(3, 2, 4))
                .withThreads(3);
        long[] last = {-1, -1};
        DeliveryListener listener = delivery -> {
            boolean isLater = delivery.deliveredCycle() > last[0]
                    || (delivery.deliveredCycle() == last[0] && delivery.destination() > last[1]);
            assertEquals(true, isLater, "cycle " + delivery.deliveredCycle() + " node " + delivery.destination());
            last[0] = delivery.deliveredCycle();
            last[1] = delivery.destination();
        };
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, listener)) {
            new BernoulliTraffic(network, BernoulliTraffic.uniform(36), 0.5, 1, 2).runTo(CYCLES);
        }
    }

    /** How the cycles are cut into calls is of no account. */
    @Test
    void anyCutOfTheCyclesGivesTheSame() {
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(5, 5), RouterConfig.ofHopCycles(5, 2, 3))
                .withThreads(2);
        long atOnce = cut(spec, CYCLES);
        assertEquals(atOnce, cut(spec, 1));
        assertEquals(atOnce, cut(spec, 77));
    }

    private static long cut(NetworkSpec spec, long cyclesAtOnce) {
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
            new BernoulliTraffic(network, BernoulliTraffic.uniform(25), 0.4, 2, 9).createTo(500);
            while (network.cycle() < CYCLES) {
                network.advanceTo(Math.min(CYCLES, network.cycle() + cyclesAtOnce));
            }
            return network.fingerprint();
        }
    }
}
