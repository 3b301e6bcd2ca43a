package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.SwitchAllocator;
import org.synfire.noc.cycle.partition.PartitionState;
import org.synfire.noc.cycle.routing.DimensionOrderFunction;
import org.synfire.noc.cycle.routing.Routes;
import org.synfire.noc.cycle.routing.RoutingFunction;

/**
 * The fast path for single-stage routers with dimension-order routing does what the general path does. A routing
 * function that the partition does not recognise selects the general path.
 */
class FastPathTwinTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Property(tries = 60)
    void equalsTheGeneralPath(
            @ForAll("specs") NetworkSpec spec,
            @ForAll @IntRange(min = 1, max = 3) int flits,
            @ForAll @IntRange(min = 1, max = 30) int load,
            @ForAll long seed) {
        assertTimeoutPreemptively(LIMIT, () -> compare(spec, flits, load, seed));
    }

    private static void compare(NetworkSpec spec, int flits, int load, long seed) {
        try (EventNetwork fast = new EventNetwork(spec, DeliveryListener.NONE);
                EventNetwork general = generalPath(spec)) {
            assertTrue(Arrays.stream(fast.partitions()).allMatch(partition -> partition.usesFastPath)
                    && Arrays.stream(general.partitions()).noneMatch(partition -> partition.usesFastPath));
            for (EventNetwork network : new EventNetwork[] {fast, general}) {
                new BernoulliTraffic(
                                network,
                                BernoulliTraffic.uniform(spec.mesh().nodes()),
                                Math.min(1, load * load / 400.0),
                                flits,
                                seed)
                        .runTo(300);
            }
            assertSame(general, fast);
            assertEquals(general.advanceUntilEmpty(1_000_000), fast.advanceUntilEmpty(1_000_000));
            assertSame(general, fast);
        }
    }

    /** The function of dimension-order routing as one that the partitions do not know. */
    private static EventNetwork generalPath(NetworkSpec spec) {
        Routes routes = spec.routing().rules().routes(spec.mesh(), spec.faults());
        RoutingFunction function =
                (routers, router, inPort, flit) -> DimensionOrderFunction.port(routers.position(router), flit);
        return new EventNetwork(spec, DeliveryListener.NONE, routes, function);
    }

    private static void assertSame(EventNetwork general, EventNetwork fast) {
        assertEquals(general.cycle(), fast.cycle());
        assertEquals(general.counters(), fast.counters());
        assertEquals(general.fingerprint(), fast.fingerprint());
        for (int partition = 0; partition < fast.partitions().length; partition++) {
            EventPartition expected = general.partitions()[partition];
            EventPartition actual = fast.partitions()[partition];
            for (int router = 0; router < expected.routers(); router++) {
                for (int bit = 0; bit < PartitionState.layout(expected).inputs(); bit++) {
                    assertEquals(expected.buffered(router, bit), actual.buffered(router, bit));
                    assertEquals(expected.credits(router, bit), actual.credits(router, bit));
                    assertEquals(expected.owner(router, bit), actual.owner(router, bit));
                }
            }
        }
    }

    @Provide
    Arbitrary<NetworkSpec> specs() {
        Arbitrary<Mesh> meshes = Combinators.combine(sides(), sides()).as(Mesh::ofOneChip);
        Arbitrary<RouterConfig> routers = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, RouterConfig.MAX_VIRTUAL_CHANNELS),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.of(SwitchAllocator.class),
                        Arbitraries.integers().between(1, 3))
                .as(FastPathTwinTest::router);
        return Combinators.combine(
                        meshes,
                        routers,
                        Arbitraries.of(Routing.XY, Routing.YX, Routing.O1TURN),
                        Arbitraries.integers().between(1, 2))
                .filter((mesh, router, routing, threads) -> router.virtualChannels() >= routing.leastVirtualChannels())
                .as((mesh, router, routing, threads) ->
                        NetworkSpec.of(mesh, router).withRouting(routing).withThreads(threads));
    }

    private static Arbitrary<Integer> sides() {
        return Arbitraries.integers().between(1, 9);
    }

    private static RouterConfig router(
            int hopCycles, int channels, int bufferFlits, SwitchAllocator allocator, int iterations) {
        RouterConfig one = RouterConfig.ofHopCycles(hopCycles, channels, bufferFlits);
        return new RouterConfig(channels, bufferFlits, one.pipeline(), one.links(), allocator, iterations);
    }
}
