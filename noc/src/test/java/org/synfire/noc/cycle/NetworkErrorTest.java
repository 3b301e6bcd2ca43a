package org.synfire.noc.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.cycle.routing.Flit;

/** What cannot be built or offered is refused with what is possible. */
class NetworkErrorTest {
    private static final RouterConfig ROUTER = RouterConfig.ofHopCycles(3, 1, 8);

    @ParameterizedTest
    @CsvSource({
        "0,1,8,cycles per hop",
        "6,1,8,cycles per hop",
        "3,0,8,virtual channels",
        "3,9,8,virtual channels",
        "3,1,0,buffer slots",
        "3,1,256,buffer slots"
    })
    void aRouterOutOfRangeIsRefused(int hopCycles, int channels, int buffer, String what) {
        InputException refused =
                assertThrows(InputException.class, () -> RouterConfig.ofHopCycles(hopCycles, channels, buffer));
        assertTrue(
                refused.getMessage().contains(what) && refused.getMessage().contains("must be 1 to"),
                refused.getMessage());
    }

    @Test
    void theEndsOfTheRangesAreAccepted() {
        assertEquals(
                RouterConfig.MAX_VIRTUAL_CHANNELS,
                RouterConfig.ofHopCycles(5, RouterConfig.MAX_VIRTUAL_CHANNELS, 1)
                        .virtualChannels());
        assertEquals(
                RouterConfig.MAX_BUFFER_FLITS,
                RouterConfig.ofHopCycles(1, 1, RouterConfig.MAX_BUFFER_FLITS).bufferFlits());
    }

    @Test
    void stagesAndLinksHaveRanges() {
        assertThrows(InputException.class, () -> new Pipeline(-1, 0, 1, 0));
        assertThrows(InputException.class, () -> new Pipeline(0, 0, 0, 0));
        assertThrows(InputException.class, () -> new Pipeline(0, 0, 1, Pipeline.MAX_CYCLES + 1));
        assertThrows(InputException.class, () -> new LinkTiming(1, 1, 0, 1, 1, 1));
        assertThrows(InputException.class, () -> new LinkTiming(1, 1, 1, 1, 1, 0));
        assertThrows(
                InputException.class,
                () -> new RouterConfig(1, 8, ROUTER.pipeline(), ROUTER.links(), SwitchAllocator.ISLIP, 6));
    }

    @Test
    void o1turnNeedsTwoChannels() {
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(4, 4), ROUTER);
        InputException refused = assertThrows(InputException.class, () -> spec.withRouting(Routing.O1TURN));
        assertTrue(refused.getMessage().contains("at least 2 virtual channels"), refused.getMessage());
    }

    @Test
    void aSideBeyondAFlitsReachIsRefused() {
        NetworkSpec tooLong = NetworkSpec.of(Mesh.ofOneChip(Flit.MAX_SIDE + 1, 1), ROUTER);
        assertThrows(InputException.class, () -> CycleNetworks.eventDriven(tooLong, DeliveryListener.NONE));
        CycleNetworks.eventDriven(NetworkSpec.of(Mesh.ofOneChip(Flit.MAX_SIDE, 1), ROUTER), DeliveryListener.NONE)
                .close();
    }

    @Test
    void aNetworkThatDoesNotFitIntoMemoryIsRefusedBeforeItIsBuilt() {
        NetworkSpec large = NetworkSpec.of(Mesh.ofOneChip(1024, 1024), RouterConfig.ofHopCycles(3, 8, 255));
        InputException refused =
                assertThrows(InputException.class, () -> CycleNetworks.eventDriven(large, DeliveryListener.NONE));
        assertTrue(refused.getMessage().contains("-Xmx"), refused.getMessage());
    }

    @Test
    void offersAreCheckedAndAFullQueueSaysSo() {
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(2, 2), ROUTER).withSourceQueuePackets(2);
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
            assertThrows(IndexOutOfBoundsException.class, () -> network.offer(0, 4, 0, 1, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> network.offer(0, 0, -1, 1, 0));
            assertThrows(IllegalArgumentException.class, () -> network.offer(0, 0, 1, 0, 0));
            assertThrows(
                    IllegalArgumentException.class, () -> network.offer(0, 0, 1, CycleNetwork.MAX_PACKET_FLITS + 1, 0));
            assertTrue(network.offer(0, 0, 1, 1, 100));
            assertThrows(IllegalArgumentException.class, () -> network.offer(0, 0, 1, 1, 99));
            assertTrue(network.offer(0, 0, 1, 1, 100));
            assertFalse(network.offer(0, 0, 1, 1, 100));
            assertEquals(2, network.queuedPackets(0));
            assertEquals(2, network.counters().packetsOffered());
            network.advanceTo(50);
            assertThrows(IllegalArgumentException.class, () -> network.advanceTo(49));
            assertThrows(IllegalArgumentException.class, () -> network.offer(0, 3, 1, 1, 49));
            assertTrue(network.advanceUntilEmpty(1000));
            assertEquals(0, network.queuedPackets(0));
        }
    }

    @Test
    void deadLinksAndRoutersMustExist() {
        Mesh mesh = Mesh.ofOneChip(3, 2);
        assertThrows(InputException.class, () -> Faults.of(mesh, new int[0], new int[] {6}));
        assertThrows(InputException.class, () -> Faults.of(mesh, new int[] {-1}, new int[0]));
        InputException offTheEdge =
                assertThrows(InputException.class, () -> Faults.of(mesh, new int[] {1}, new int[0]));
        assertEquals("Faulty link 1 is not in the mesh: node (0, 0) has no neighbour north", offTheEdge.getMessage());
    }
}
