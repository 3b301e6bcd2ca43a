package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.SwitchAllocator;
import org.synfire.noc.cycle.form.CycleNetworks;

/** Packets that travel as one and arrive at many: reference 5.10. */
@Timeout(300)
class MulticastTest {
    @ParameterizedTest
    @CsvSource({"3,1,1", "1,2,3", "4,4,2", "5,2,1"})
    void aLoneBroadcastReachesEveryNodeAsFastAsAUnicastOverATree(int hopCycles, int channels, int flits) {
        Mesh mesh = Mesh.ofOneChip(5, 4);
        RouterConfig router = RouterConfig.ofHopCycles(hopCycles, channels, 8);
        ZeroLoadLatency theory = new ZeroLoadLatency(router.zeroLoadTiming(flits));
        Set<Integer> reached = new HashSet<>();
        DeliveryListener listener = delivery -> {
            assertTrue(reached.add(delivery.destination()));
            assertEquals(mesh.hops(delivery.source(), delivery.destination()), delivery.hops());
            assertEquals(theory.cycles(delivery.hops(), 0), delivery.deliveredCycle() - delivery.createdCycle());
        };
        try (CycleNetwork network =
                CycleNetworks.eventDriven(NetworkSpec.of(mesh, router).withMulticast(), listener)) {
            for (int source = 0; source < mesh.nodes(); source++) {
                reached.clear();
                long linksBefore = network.counters().linkTraversals();
                int everyone = network.multicastGroup(
                        source, IntStream.range(0, mesh.nodes()).toArray());
                assertTrue(network.offerMulticast(7, everyone, flits, network.cycle()));
                assertTrue(network.advanceUntilEmpty(network.cycle() + 1000));
                assertEquals(mesh.nodes(), reached.size());
                assertEquals((mesh.nodes() - 1L) * flits, network.counters().linkTraversals() - linksBefore);
                network.advanceTo(network.cycle() + 100);
            }
        }
    }

    /** Unicasts take N times the mean hops; the tree saves a factor of about two thirds of a side, 16/3 on 8x8. */
    @Test
    void theTreeSavesTheTraversalsThatTheorySays() {
        Mesh mesh = Mesh.ofOneChip(8, 8);
        NetworkSpec spec =
                NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 1, 8)).withMulticast();
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
            for (int source = 0; source < 64; source++) {
                for (int destination = 0; destination < 64; destination++) {
                    network.offer(0, source, destination, 1, 0);
                }
            }
            assertTrue(network.advanceUntilEmpty(1_000_000));
            long unicast = network.counters().linkTraversals();
            for (int source = 0; source < 64; source++) {
                network.offerMulticast(
                        0, network.multicastGroup(source, IntStream.range(0, 64).toArray()), 1, network.cycle());
            }
            assertTrue(network.advanceUntilEmpty(1_000_000));
            long tree = network.counters().linkTraversals() - unicast;
            assertEquals(64L * 63, tree);
            assertEquals(64 * 64 * 2 * 63 / 24.0, unicast, 1e-9);
        }
    }

    /**
     * Broadcasts from every node at once: ejection takes one flit a cycle, so N - 1 cycles a round is the bound; at
     * most twice that is taken.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void broadcastsFromEverywhereComeCloseToTheEjectionBound(int channels) {
        Mesh mesh = Mesh.ofOneChip(8, 8);
        int rounds = 40;
        NetworkSpec spec =
                NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, channels, 8)).withMulticast();
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
            for (int source = 0; source < 64; source++) {
                int self = source;
                int others = network.multicastGroup(
                        source,
                        IntStream.range(0, 64).filter(node -> node != self).toArray());
                for (int round = 0; round < rounds; round++) {
                    network.offerMulticast(0, others, 1, 0);
                }
            }
            assertTrue(network.advanceUntilEmpty(1_000_000));
            double bound = rounds * 63;
            assertTrue(network.cycle() < 2 * bound, network.cycle() + " cycles, at least " + bound);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "1,2,2,1", "2,3,3,2", "4,4,4,3", "1,3,3,5", "3,5,5,4"})
    void mixedWithUnicastsNothingIsLostAndNothingDeadlocks(int channels, int flits, int buffer, int hopCycles) {
        Mesh mesh = new Mesh(3, 6, 2, 1);
        LinkTiming links = new LinkTiming(1, 3, 2, 2, 1, 2);
        RouterConfig timing = RouterConfig.ofHopCycles(hopCycles, channels, buffer);
        RouterConfig router = new RouterConfig(channels, buffer, timing.pipeline(), links, SwitchAllocator.ISLIP, 1);
        NetworkSpec spec = NetworkSpec.of(mesh, router).withMulticast();
        long alone = mix(spec, flits, true);
        assertEquals(alone, mix(spec.withThreads(2), flits, false));
        assertEquals(alone, mix(spec.withThreads(3), flits, false));
    }

    /** @return the fingerprint */
    private static long mix(NetworkSpec spec, int flits, boolean checksEveryCycle) {
        Mesh mesh = spec.mesh();
        SplittableRandom random = new SplittableRandom(8);
        long[] delivered = new long[1];
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, delivery -> delivered[0]++)) {
            int[] groups = new int[60];
            for (int i = 0; i < groups.length; i++) {
                int[] destinations = IntStream.range(0, mesh.nodes())
                        .filter(node -> random.nextInt(4) == 0)
                        .toArray();
                groups[i] = network.multicastGroup(random.nextInt(mesh.nodes()), destinations);
            }
            for (int packet = 0; packet < 150; packet++) {
                network.offerMulticast(packet, groups[random.nextInt(groups.length)], 1 + random.nextInt(flits), 0);
                for (int i = 0; i < 8; i++) {
                    network.offer(packet, random.nextInt(mesh.nodes()), random.nextInt(mesh.nodes()), flits + 1, 0);
                }
            }
            if (checksEveryCycle) {
                new NetworkInvariants(network).advanceTo(400);
            }
            assertTrue(network.advanceUntilEmpty(5_000_000));
            NetworkCounters counters = network.counters();
            assertEquals(counters.packetsOffered(), delivered[0]);
            assertEquals(counters.flitsInjected() + counters.flitsReplicated(), counters.flitsDelivered());
            return network.fingerprint();
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        Mesh mesh = Mesh.ofOneChip(3, 3);
        NetworkSpec plain = NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 1, 2));
        assertThrows(InputException.class, () -> plain.withMulticast().withRouting(Routing.YX));
        try (CycleNetwork network = CycleNetworks.eventDriven(plain, DeliveryListener.NONE)) {
            assertThrows(InputException.class, () -> network.multicastGroup(0, new int[] {1}));
        }
        try (CycleNetwork network = CycleNetworks.eventDriven(plain.withMulticast(), DeliveryListener.NONE)) {
            InputException twice =
                    assertThrows(InputException.class, () -> network.multicastGroup(0, new int[] {1, 2, 1}));
            assertEquals("Node 1 stands twice among the destinations of a multicast: name it once", twice.getMessage());
            assertThrows(IndexOutOfBoundsException.class, () -> network.multicastGroup(0, new int[] {9}));
            int group = network.multicastGroup(4, new int[] {0, 8});
            assertThrows(IllegalArgumentException.class, () -> network.offerMulticast(0, group, 3, 0));
            assertTrue(network.offerMulticast(0, group, 2, 0));
            assertTrue(network.advanceUntilEmpty(100));
        }
    }
}
