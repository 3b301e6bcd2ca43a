package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.traffic.PacketSource;

/** How far ahead of a network's clock packets are offered, which changes no delivery. */
class PacketFeedTest {
    private static final NetworkSpec SPEC = Loads.square(64, 3, 1, 8);
    private static final long CYCLES = 100;
    private static final int MOST_AHEAD = 1 << 14;

    private static PacketSource packets(double load) {
        return Loads.traffic(SPEC.mesh(), "neighbor", load, 1).packets(SPEC.mesh());
    }

    private static long fingerprintOfEachCycle(double load) {
        PacketSource packets = packets(load);
        try (CycleNetwork network = CycleNetworks.eventDriven(SPEC, delivery -> {})) {
            for (long cycle = 0; cycle < CYCLES; cycle++) {
                for (; packets.cycle() == cycle; packets.advance()) {
                    network.offer(0, packets.source(), packets.destination(), 1, cycle);
                }
                network.advanceTo(cycle + 1);
            }
            return network.fingerprint();
        }
    }

    @Test
    void offersTheCyclesAheadThatItsPacketsAllow() {
        requireAhead(0.5, MOST_AHEAD, MOST_AHEAD + SPEC.mesh().nodes());
    }

    @Test
    void offersManyCyclesAheadOfFewPackets() {
        double load = 0.01;
        int perWindow = (int) (64 * load * SPEC.mesh().nodes());
        requireAhead(load, perWindow / 2, 2 * perWindow);
    }

    private static void requireAhead(double load, int least, int most) {
        try (CycleNetwork network = CycleNetworks.eventDriven(SPEC, delivery -> {})) {
            LongSummaryStatistics offered = new LongSummaryStatistics();
            new PacketFeed(network, packets(load), 1).runTo(CYCLES, () -> {
                offered.accept(network.counters().packetsOffered() - offered.getSum());
                return false;
            });
            long atOnce = offered.getMax();
            assertEquals(CYCLES, network.cycle());
            assertTrue(atOnce >= least && atOnce < most, "packets offered at once: " + atOnce);
            assertEquals(fingerprintOfEachCycle(load), network.fingerprint());
        }
    }
}
