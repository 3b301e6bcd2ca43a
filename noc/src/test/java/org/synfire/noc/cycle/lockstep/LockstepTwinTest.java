package org.synfire.noc.cycle.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.SwitchAllocator;
import org.synfire.noc.cycle.form.CycleNetworks;

/** The lock-step form equals the event form in every delivery and counter. */
@Timeout(300)
class LockstepTwinTest {
    private static NetworkSpec spec(int width, int height, int hopCycles, int bufferFlits, int threads) {
        return NetworkSpec.of(Mesh.ofOneChip(width, height), RouterConfig.ofHopCycles(hopCycles, 1, bufferFlits))
                .withThreads(threads);
    }

    private static BernoulliTraffic uniform(CycleNetwork network, double flitRate, int flits) {
        return new BernoulliTraffic(
                network, BernoulliTraffic.uniform(network.mesh().nodes()), flitRate, flits, 7);
    }

    @ParameterizedTest
    @CsvSource({
        // the last lines of a vector beyond the mesh, a mesh of fewer routers than lines, rows that are no multiple of
        // lines
        "8, 8, 3, 8, 1, 0.4, 1",
        "3, 2, 1, 1, 1, 0.9, 1",
        "10, 7, 2, 4, 1, 0.3, 3",
        "5, 13, 3, 2, 1, 1.0, 2",
        "17, 17, 1, 4, 1, 0.25, 1",
        "1, 9, 3, 5, 1, 0.3, 4",
        // partitions of rows that exchange flits and credits
        "8, 8, 3, 8, 2, 0.4, 1",
        "7, 5, 1, 3, 3, 0.6, 2",
        "10, 7, 2, 4, 7, 0.3, 3",
        "33, 6, 3, 8, 3, 0.2, 1"
    })
    void equalsTheEventForm(
            int width, int height, int hopCycles, int bufferFlits, int threads, double rate, int flits) {
        assertTwins(spec(width, height, hopCycles, bufferFlits, threads), rate, flits);
    }

    private static void assertTwins(NetworkSpec spec, double rate, int flits) {
        try (CycleNetwork events = CycleNetworks.eventDriven(spec.withThreads(1), DeliveryListener.NONE);
                CycleNetwork lines = CycleNetworks.lockstep(spec, DeliveryListener.NONE)) {
            BernoulliTraffic toEvents = uniform(events, rate, flits);
            BernoulliTraffic toLanes = uniform(lines, rate, flits);
            for (long cycles = 300; cycles <= 900; cycles += 300) {
                toEvents.runTo(cycles);
                toLanes.runTo(cycles);
                assertSame(events, lines);
            }
            assertTrue(events.counters().packetsDelivered() > 50);
            assertTrue(events.advanceUntilEmpty(1_000_000) && lines.advanceUntilEmpty(1_000_000));
            assertEquals(events.cycle(), lines.cycle());
            assertSame(events, lines);
        }
    }

    @Test
    void whatCoresSendMayTakeNoTime() {
        RouterConfig router = new RouterConfig(
                1, 4, new Pipeline(0, 0, 1, 1), new LinkTiming(1, 1, 1, 0, 1, 2), SwitchAllocator.ISLIP, 1);
        assertTwins(NetworkSpec.of(Mesh.ofOneChip(9, 7), router), 0.2, 2);
    }

    private static void assertSame(CycleNetwork events, CycleNetwork lines) {
        assertEquals(events.counters(), lines.counters());
        assertEquals(events.fingerprint(), lines.fingerprint());
        for (int link = 0; link < events.mesh().linkIds(); link++) {
            assertEquals(events.linkFlits(link), lines.linkFlits(link));
        }
        for (int node = 0; node < events.mesh().nodes(); node++) {
            assertEquals(events.deliveredFlits(node), lines.deliveredFlits(node));
            assertEquals(events.injectedFlits(node), lines.injectedFlits(node));
            assertEquals(events.queuedPackets(node), lines.queuedPackets(node));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void skipsCyclesInWhichNothingHappens(int threads) {
        try (CycleNetwork events = CycleNetworks.eventDriven(spec(6, 6, 3, 4, 1), DeliveryListener.NONE);
                CycleNetwork lines = CycleNetworks.lockstep(spec(6, 6, 3, 4, threads), DeliveryListener.NONE)) {
            for (int i = 0; i < 20; i++) {
                long created = i * 100_000_000L;
                events.offer(i, i, 35 - i, 3, created);
                lines.offer(i, i, 35 - i, 3, created);
            }
            for (CycleNetwork network : new CycleNetwork[] {events, lines}) {
                network.advanceTo(1_000_000_500L);
                assertEquals(11, network.counters().packetsDelivered());
                network.advanceUntilEmpty(Long.MAX_VALUE);
            }
            assertSame(events, lines);
            assertEquals(events.cycle(), lines.cycle());
        }
    }

    @Test
    void knowsWhatItCannotSimulate() {
        assertEquals(Optional.empty(), LockstepNetwork.obstacle(spec(4, 4, 3, 8, 1)));
        NetworkSpec fourChannels = NetworkSpec.of(Mesh.ofOneChip(4, 4), RouterConfig.ofHopCycles(3, 4, 8));
        var refused = assertThrows(
                IllegalArgumentException.class, () -> CycleNetworks.lockstep(fourChannels, DeliveryListener.NONE));
        assertEquals("Not in lock step: it has one virtual channel of at most 100 flits", refused.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> CycleNetworks.lockstep(spec(4, 4, 4, 8, 1), DeliveryListener.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> CycleNetworks.lockstep(spec(4, 4, 3, 8, 1).withRouting(Routing.YX), DeliveryListener.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> CycleNetworks.lockstep(spec(4, 4, 3, 8, 1).withMulticast(), DeliveryListener.NONE));
    }
}
