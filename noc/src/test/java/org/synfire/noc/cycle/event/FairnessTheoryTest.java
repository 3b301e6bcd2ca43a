package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LatencyMeter;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;
import org.synfire.noc.cycle.routing.RoutingFunction;

/**
 * What queues at switches do in overload: head-of-line blocking (reference 5.8), and who gets how much of a shared link
 * (5.9).
 */
class FairnessTheoryTest {
    private static final long WARM = 5_000;
    private static final long CYCLES = 250_000;

    /**
     * The router in the middle of a cross is a switch by itself: the routers around it only feed it and take from it.
     * Its neighbours and its own core always have a packet for one of n outputs, drawn uniformly, their own included.
     */
    @ParameterizedTest
    @CsvSource({"2,0.7500", "3,0.6825", "4,0.6553", "5,0.6399"})
    void aSaturatedSwitchWithQueuesAtItsInputsReachesTheTextbooksShare(int ports, double share) {
        Mesh mesh = Mesh.ofOneChip(3, 3);
        int centre = mesh.node(1, 1);
        int[] nodeOfPort = {centre, mesh.node(2, 1), mesh.node(1, 0), mesh.node(0, 1), mesh.node(1, 2)};
        RoutingFunction cross = (routers, router, inPort, flit) -> {
            int node = mesh.node(Flit.x(routers.position(router)), Flit.y(routers.position(router)));
            int destination = mesh.node(Flit.x(flit), Flit.y(flit));
            if (node == centre) {
                return portOf(nodeOfPort, destination);
            }
            return inPort == Ports.LOCAL ? Ports.opposite(portOf(nodeOfPort, node)) : Ports.LOCAL;
        };
        int firstPort = nodeOfPort.length - ports;
        LatencyMeter meter = new LatencyMeter(WARM, WARM + CYCLES);
        NetworkSpec spec = NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 1, 64));
        try (CycleNetwork network =
                new EventNetwork(spec, meter, spec.routing().rules().routes(mesh, spec.faults()), cross)) {
            SplittableRandom random = new SplittableRandom(4);
            while (network.cycle() < WARM + CYCLES) {
                long to = network.cycle() + 500;
                for (int port = firstPort; port < nodeOfPort.length; port++) {
                    while (network.queuedPackets(nodeOfPort[port]) < 600) {
                        network.offer(
                                0, nodeOfPort[port], nodeOfPort[firstPort + random.nextInt(ports)], 1, network.cycle());
                    }
                }
                network.advanceTo(to);
            }
        }
        assertEquals(share, meter.accepted(ports), 0.01 * share);
    }

    private static int portOf(int[] nodeOfPort, int node) {
        return IntStream.range(0, nodeOfPort.length)
                .filter(port -> nodeOfPort[port] == node)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,1", "3,2", "5,2"})
    void aParkingLotHalvesTheShareAtEveryMerge(int hopCycles, int flits) {
        Mesh mesh = Mesh.ofOneChip(6, 1);
        double[] arrived = new double[6];
        DeliveryListener listener = delivery -> {
            if (delivery.deliveredCycle() >= WARM) {
                arrived[delivery.source()]++;
            }
        };
        int channels = hopCycles > 3 ? 4 : 1;
        try (CycleNetwork network = CycleNetworks.eventDriven(
                NetworkSpec.of(mesh, RouterConfig.ofHopCycles(hopCycles, channels, 8)), listener)) {
            new BernoulliTraffic(network, (source, random) -> 0, 1, flits, 1).runTo(WARM + 40_000);
        }
        double all = Arrays.stream(arrived).sum() - arrived[0];
        double[] shares = {0, 1 / 2.0, 1 / 4.0, 1 / 8.0, 1 / 16.0, 1 / 16.0};
        for (int node = 1; node < 6; node++) {
            assertEquals(shares[node], arrived[node] / all, 0.01, "node " + node);
        }
    }

    @Test
    void oneChannelKeepsTheOrderOfEveryPair() {
        Mesh mesh = Mesh.ofOneChip(6, 6);
        long[] lastTag = new long[36 * 36];
        Arrays.fill(lastTag, -1);
        DeliveryListener listener = delivery -> {
            int pair = delivery.source() * 36 + delivery.destination();
            assertTrue(delivery.tag() > lastTag[pair], "packet " + delivery.tag() + " overtaken");
            lastTag[pair] = delivery.tag();
        };
        try (CycleNetwork network =
                CycleNetworks.eventDriven(NetworkSpec.of(mesh, RouterConfig.ofHopCycles(3, 1, 4)), listener)) {
            new BernoulliTraffic(network, BernoulliTraffic.uniform(36), 0.7, 1, 1).runTo(5000);
        }
    }
}
