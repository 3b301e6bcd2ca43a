package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.SwitchAllocator;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * Whatever the router, the mesh and the traffic: nothing is lost, every credit is accounted for in every cycle, all
 * arrive.
 */
class ConservationPropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Property(tries = 60)
    void everyCycleConservesFlitsAndCredits(
            @ForAll("specs") NetworkSpec spec,
            @ForAll @IntRange(min = 1, max = 5) int flits,
            @ForAll @IntRange(min = 1, max = 20) int load,
            @ForAll long seed) {
        assertTimeoutPreemptively(LIMIT, () -> check(spec, flits, load, seed));
    }

    private static void check(NetworkSpec spec, int flits, int load, long seed) {
        Set<Long> arrived = new HashSet<>();
        DeliveryListener listener = delivery -> {
            assertTrue(arrived.add(delivery.tag()), "a packet arrives once");
            assertEquals(flits, delivery.flits());
            assertTrue(delivery.createdCycle() <= delivery.injectedCycle()
                    && delivery.injectedCycle() < delivery.deliveredCycle());
        };
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, listener)) {
            BernoulliTraffic traffic = new BernoulliTraffic(
                    network, BernoulliTraffic.uniform(spec.mesh().nodes()), load / 20.0, flits, seed);
            NetworkInvariants invariants = new NetworkInvariants(network);
            traffic.createTo(150);
            invariants.advanceTo(200);
            assertTrue(network.advanceUntilEmpty(2_000_000));
            invariants.check();
            NetworkCounters counters = network.counters();
            assertEquals(counters.packetsOffered(), arrived.size());
            assertEquals(counters.flitsInjected(), counters.flitsDelivered());
            assertEquals(counters.linkTraversals() + counters.flitsDelivered(), counters.routerTraversals());
        }
    }

    @Provide
    Arbitrary<NetworkSpec> specs() {
        Arbitrary<Mesh> meshes =
                Combinators.combine(sizes(4), sizes(4), sizes(2), sizes(2)).as(Mesh::new);
        Arbitrary<Pipeline> pipelines =
                Combinators.combine(from0(2), from0(2), sizes(2), from0(2)).as(Pipeline::new);
        Arbitrary<LinkTiming> links = Combinators.combine(from0(2), from0(6), sizes(4), from0(2), from0(2), sizes(3))
                .as(LinkTiming::new);
        Arbitrary<RouterConfig> routers = Combinators.combine(
                        sizes(4), sizes(6), pipelines, links, Arbitraries.of(SwitchAllocator.class), sizes(3))
                .as(RouterConfig::new);
        return Combinators.combine(meshes, routers, Arbitraries.of(Routing.class), sizes(3), Arbitraries.longs())
                .filter((mesh, router, routing, threads, seed) ->
                        router.virtualChannels() >= routing.leastVirtualChannels())
                .as((mesh, router, routing, threads, seed) -> NetworkSpec.of(mesh, router)
                        .withRouting(routing)
                        .withThreads(threads)
                        .withSeed(seed));
    }

    private static Arbitrary<Integer> sizes(int most) {
        return Arbitraries.integers().between(1, most);
    }

    private static Arbitrary<Integer> from0(int most) {
        return Arbitraries.integers().between(0, most);
    }

    /** Counts go on beyond the few bits in which a router counts what crossed its switch last. */
    @ParameterizedTest
    @CsvSource({"1, 3", "4, 3", "1, 5"})
    void aLinkThatIsNeverIdleCountsEveryFlit(int channels, int hopCycles) {
        int packets = 10_000;
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(2, 1), RouterConfig.ofHopCycles(hopCycles, channels, 8));
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
            for (int packet = 0; packet < packets; packet++) {
                network.offer(packet, 0, 1, 1, 0);
            }
            assertTrue(network.advanceUntilEmpty(10L * packets));
            assertEquals(packets, network.linkFlits(network.mesh().link(0, Direction.EAST)));
            assertEquals(2L * packets, network.counters().routerTraversals());
        }
    }
}
