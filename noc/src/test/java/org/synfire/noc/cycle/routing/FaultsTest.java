package org.synfire.noc.cycle.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.DimensionOrderRoute;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.form.CycleNetworks;

/** Faulty links and routers: hand-worked cases of pairs that are cut off and of paths around faulty parts. */
class FaultsTest {
    private static final int[] NONE = new int[0];

    /** In row 1 the two western nodes lose everything in the two eastern columns. */
    @Test
    void aFaultyLinkCutsOffWhatXyTakesOverIt() {
        Mesh mesh = Mesh.ofOneChip(4, 4);
        Faults faults = Faults.of(mesh, new int[] {mesh.link(mesh.node(1, 1), Direction.EAST)}, NONE);
        List<String> cut = new ArrayList<>();
        Routing.XY
                .reachability(mesh, faults)
                .forEachCutOff((source, destination) -> cut.add(source + ">" + destination));
        assertEquals(16, cut.size());
        assertEquals("4>2", cut.getFirst());
        assertEquals("5>15", cut.getLast());
        assertEquals(16, Routing.YX.reachability(mesh, faults).cutOffPairs());
        assertEquals(
                4, Routing.O1TURN.reachability(mesh, faults).cutOffPairs(), "only within the row are both orders cut");
        assertEquals(0, Routing.WEST_FIRST.reachability(mesh, faults).cutOffPairs());
    }

    @Test
    void withoutFaultsNothingIsCutOff() {
        for (Routing routing : Routing.values()) {
            NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(3, 4), RouterConfig.ofHopCycles(3, 2, 4))
                    .withRouting(routing);
            try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
                assertEquals(0, network.reachability().cutOffPairs());
            }
        }
    }

    /** The counted rows and columns say what walking every path says. */
    @Test
    void cutOffPairsAreThoseWhosePathHasAFaultyPart() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 40; round++) {
            Mesh mesh = new Mesh(
                    1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(2), 1 + random.nextInt(2));
            Faults faults = randomFaults(mesh, random, 5);
            Reachability routes = Routing.XY.reachability(mesh, faults);
            for (int source = 0; source < mesh.nodes(); source++) {
                for (int destination = 0; destination < mesh.nodes(); destination++) {
                    assertEquals(
                            isOpenByWalking(mesh, faults, source, destination),
                            routes.isReachable(source, destination));
                }
            }
        }
    }

    private static boolean isOpenByWalking(Mesh mesh, Faults faults, int source, int destination) {
        boolean[] isOpen = {!faults.isRouterFaulty(source) && !faults.isRouterFaulty(destination)};
        new DimensionOrderRoute(mesh).forEachLink(source, destination, link -> isOpen[0] &= !faults.isLinkFaulty(link));
        return isOpen[0];
    }

    private static Faults randomFaults(Mesh mesh, SplittableRandom random, int most) {
        int[] links = IntStream.range(0, mesh.linkIds())
                .filter(mesh::hasLink)
                .filter(link -> random.nextInt(mesh.linkIds()) < most)
                .toArray();
        int[] routers = IntStream.range(0, mesh.nodes())
                .filter(node -> random.nextInt(mesh.nodes()) < most / 3)
                .toArray();
        return Faults.of(mesh, links, routers);
    }

    /**
     * Around a faulty router in the middle west-first connects all but the pairs that would need a turn to the west.
     */
    @Test
    void adaptiveRoutingGoesAroundAFaultyRouter() {
        Mesh mesh = Mesh.ofOneChip(5, 5);
        Faults faults = Faults.of(mesh, NONE, new int[] {mesh.node(2, 2)});
        Routes westFirst = Routing.WEST_FIRST.rules().routes(mesh, faults);
        assertTrue(westFirst.isReachable(mesh.node(1, 2), mesh.node(3, 2)));
        assertEquals(4, westFirst.hops(mesh.node(1, 2), mesh.node(3, 2)), "two links more than the straight path");
        assertFalse(westFirst.isReachable(mesh.node(3, 2), mesh.node(1, 2)), "no turn into west");
        assertTrue(
                westFirst.cutOffPairs() < Routing.XY.reachability(mesh, faults).cutOffPairs());
        assertFalse(westFirst.isReachable(mesh.node(2, 2), mesh.node(0, 0)));
        Routes oddEven = Routing.ODD_EVEN.rules().routes(mesh, Faults.of(mesh, NONE, new int[] {mesh.node(3, 2)}));
        assertEquals(
                4,
                oddEven.hops(mesh.node(4, 2), mesh.node(2, 2)),
                "out of its row in an even column, where it may turn to west");
    }

    @Test
    void multicastsLoseTheirCutOffDestinationsAndNoOthers() {
        Mesh mesh = Mesh.ofOneChip(4, 1);
        Faults faults = Faults.of(mesh, new int[] {mesh.link(1, Direction.EAST)}, NONE);
        NetworkSpec spec = NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 1, 8))
                .withFaults(faults)
                .withMulticast();
        List<Integer> arrived = new ArrayList<>();
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, delivery -> arrived.add(delivery.destination()))) {
            assertTrue(network.offerMulticast(0, network.multicastGroup(0, new int[] {0, 1, 2, 3}), 1, 0));
            assertTrue(network.offerMulticast(0, network.multicastGroup(1, new int[] {2, 3}), 1, 0));
            assertTrue(network.advanceUntilEmpty(100));
            assertEquals(List.of(0, 1), arrived);
            assertEquals(4, network.counters().packetsLost());
            assertEquals(6, network.counters().packetsOffered());
        }
    }

    @Test
    void pathsAroundFaultyPartsHaveALimitThatSaysWhatToDo() {
        Mesh mesh = Mesh.ofOneChip(TurnModelRoutes.MAX_NODES + 1, 1);
        Faults faults = Faults.of(mesh, NONE, new int[] {0});
        NetworkSpec spec =
                NetworkSpec.of(Mesh.ofOneChip(1, TurnModelRoutes.MAX_NODES), RouterConfig.ofHopCycles(3, 1, 4));
        assertThrows(ChipLimitException.class, () -> Routing.ODD_EVEN.reachability(mesh, faults));
        CycleNetworks.eventDriven(spec.withRouting(Routing.ODD_EVEN), DeliveryListener.NONE)
                .close();
    }
}
