package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeadlockException;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;
import org.synfire.noc.cycle.routing.RoutingFunction;

/**
 * Every routing is given long packets, buffers of one slot and more load than it can carry; one that is wrong is found
 * out.
 */
@Timeout(300)
class DeadlockTest {
    private static final int ROUNDS = 12;
    private static final int BURST_CYCLES = 600;

    @ParameterizedTest
    @EnumSource(Routing.class)
    void noRoutingDeadlocksUnderAdversarialLoad(Routing routing) {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < ROUNDS; round++) {
            Mesh mesh = Mesh.ofOneChip(3 + random.nextInt(5), 3 + random.nextInt(5));
            int channels = routing.leastVirtualChannels() + random.nextInt(2);
            RouterConfig router = RouterConfig.ofHopCycles(1 + random.nextInt(5), channels, 1 + random.nextInt(2));
            saturate(
                    NetworkSpec.of(mesh, router).withRouting(routing).withSeed(round),
                    pattern(mesh, round),
                    1 + random.nextInt(8),
                    round);
        }
    }

    private static BernoulliTraffic.Pattern pattern(Mesh mesh, int round) {
        int lastX = mesh.width() - 1;
        int lastY = mesh.height() - 1;
        return switch (round % 4) {
            case 0 -> BernoulliTraffic.uniform(mesh.nodes());
            case 1 -> (source, random) -> mesh.node(lastX - mesh.x(source), lastY - mesh.y(source));
            case 2 -> (source, random) -> clockwise(mesh, source);
            default ->
                (source, random) ->
                        random.nextInt(4) == 0 ? random.nextInt(mesh.nodes()) : mesh.node(lastX / 2, lastY / 2);
        };
    }

    /** Every quarter of the mesh sends into the next one, so that packets turn the same way round. */
    private static int clockwise(Mesh mesh, int source) {
        boolean isWest = mesh.x(source) < mesh.width() / 2;
        boolean isNorth = mesh.y(source) < mesh.height() / 2;
        return mesh.node(isNorth ? mesh.width() - 1 : 0, isWest ? 0 : mesh.height() - 1);
    }

    private static void saturate(NetworkSpec spec, BernoulliTraffic.Pattern pattern, int flits, long seed) {
        long[] delivered = new long[1];
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, delivery -> delivered[0]++)) {
            BernoulliTraffic traffic = new BernoulliTraffic(network, pattern, 1, flits, seed);
            traffic.runTo(BURST_CYCLES);
            assertTrue(network.advanceUntilEmpty(10_000_000), () -> spec + " does not run empty");
            assertEquals(network.counters().packetsOffered(), delivered[0]);
        }
    }

    /**
     * Routers around the edge, every packet more than half way round clockwise and longer than the buffers: the
     * textbook deadlock.
     */
    @ParameterizedTest
    @CsvSource({"2,1,1,1", "2,3,1,2", "2,5,1,1", "3,3,2,1", "3,5,2,3"})
    void aRingOfPacketsIsFoundAndTold(int side, int hopCycles, int channels, int threads) {
        DeadlockException found =
                assertThrows(DeadlockException.class, () -> circle(side, hopCycles, channels, threads));
        assertTrue(found.getMessage().contains("router (0, 0) input south"), found.getMessage());
        assertTrue(found.getMessage().contains("waits for"), found.getMessage());
        assertTrue(found.getMessage().contains("again"), found.getMessage());
        assertTrue(ChipLimitException.class.isInstance(found));
    }

    private static void circle(int side, int hopCycles, int channels, int threads) {
        Mesh mesh = Mesh.ofOneChip(side, side);
        NetworkSpec spec = NetworkSpec.of(mesh, RouterConfig.ofHopCycles(hopCycles, channels, 2))
                .withThreads(threads);
        RoutingFunction clockwise = (routers, router, inPort, flit) -> {
            int column = Flit.x(routers.position(router));
            int row = Flit.y(routers.position(router));
            return Flit.x(flit) == column && Flit.y(flit) == row ? Ports.LOCAL : clockwisePort(side - 1, column, row);
        };
        int hops = side == 2 ? 2 : 5;
        try (CycleNetwork network = new EventNetwork(
                spec, DeliveryListener.NONE, spec.routing().rules().routes(mesh, spec.faults()), clockwise)) {
            for (int node = 0; node < mesh.nodes(); node++) {
                if (mesh.x(node) % (side - 1) == 0 || mesh.y(node) % (side - 1) == 0) {
                    network.offer(0, node, clockwiseFrom(mesh, node, hops), 12 * hops, 0);
                }
            }
            network.advanceTo(20_000);
        }
    }

    private static int clockwisePort(int last, int column, int row) {
        if (row == 0 && column < last) {
            return Ports.EAST;
        }
        if (column == last && row < last) {
            return Ports.SOUTH;
        }
        return row == last && column > 0 ? Ports.WEST : Ports.NORTH;
    }

    private static int clockwiseFrom(Mesh mesh, int node, int hops) {
        int at = node;
        for (int hop = 0; hop < hops; hop++) {
            int port = clockwisePort(mesh.width() - 1, mesh.x(at), mesh.y(at));
            at = mesh.linkTarget(at * Direction.COUNT + port - 1);
        }
        return at;
    }

    /** A row in which everything waits for one core, thousands of cycles long. */
    @Test
    void aJamIsNoDeadlock() {
        Mesh mesh = Mesh.ofOneChip(6, 1);
        try (CycleNetwork network = CycleNetworks.eventDriven(
                NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 1, 2)), DeliveryListener.NONE)) {
            for (int packet = 0; packet < 2000; packet++) {
                for (int node = 1; node < 6; node++) {
                    network.offer(packet, node, 0, 7, 0);
                }
            }
            network.advanceTo(30_000);
            assertTrue(network.advanceUntilEmpty(10_000_000));
        }
    }
}
