package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.synfire.noc.Direction;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.partition.PartitionState;
import org.synfire.noc.cycle.routing.Ports;

/** What holds between any two cycles: no flit and no credit is lost or made up. */
public final class NetworkInvariants {
    private final EventNetwork network;
    private final NetworkLayout layout;
    private final Map<Long, Integer> flitsTo = new HashMap<>();
    private final Map<Long, Integer> creditsTo = new HashMap<>();

    public NetworkInvariants(CycleNetwork network) {
        this.network = (EventNetwork) network;
        layout = PartitionState.layout(this.network.partitions()[0]);
    }

    /** Simulates up to a cycle one by one and checks after each. */
    public void advanceTo(long cycle) {
        while (network.cycle() < cycle) {
            network.advanceTo(network.cycle() + 1);
            check();
        }
    }

    public void check() {
        collectWhatIsOnItsWay();
        long inFlight = flitsTo.values().stream().mapToLong(Integer::intValue).sum();
        for (EventPartition partition : network.partitions()) {
            for (int router = 0; router < partition.routers(); router++) {
                for (int bit = 0; bit < layout.inputs(); bit++) {
                    inFlight += partition.buffered(router, bit);
                    checkInput(partition, router, bit);
                    checkOwner(partition, router, bit);
                }
                checkEjection(partition, router);
            }
        }
        NetworkCounters counters = network.counters();
        assertEquals(inFlight, counters.flitsInFlight(), "flits in flight");
        assertEquals(
                counters.packetsOffered(),
                counters.packetsDelivered() + counters.packetsLost() + counters.packetsInFlight());
    }

    private void checkInput(EventPartition partition, int router, int bit) {
        int port = bit / layout.channels();
        int channel = bit % layout.channels();
        int node = partition.firstNode() + router;
        int credits;
        int onTheirWay;
        if (port == Ports.LOCAL) {
            credits = PartitionState.sourceCredits(partition, router, channel);
            onTheirWay = creditsTo.getOrDefault(key(node, NetworkLayout.CORE_BIT + channel), 0);
        } else {
            int link = network.mesh().link(node, Direction.values()[port - 1]);
            if (!network.mesh().hasLink(link)) {
                assertEquals(0, partition.buffered(router, bit));
                return;
            }
            int upstream = network.mesh().linkTarget(link);
            int outBit = Ports.opposite(port) * layout.channels() + channel;
            credits = credits(upstream, outBit);
            onTheirWay = creditsTo.getOrDefault(key(upstream, outBit), 0);
        }
        int sum = credits + onTheirWay + flitsTo.getOrDefault(key(node, bit), 0) + partition.buffered(router, bit);
        assertEquals(
                layout.bufferFlits(),
                sum,
                () -> "slots of node " + node + " input " + bit + " in cycle " + network.cycle());
    }

    private void checkEjection(EventPartition partition, int router) {
        int node = partition.firstNode() + router;
        for (int channel = 0; channel < layout.channels(); channel++) {
            int sum = partition.credits(router, channel)
                    + flitsTo.getOrDefault(key(node, NetworkLayout.CORE_BIT + channel), 0)
                    + creditsTo.getOrDefault(key(node, channel), 0);
            assertEquals(layout.bufferFlits(), sum, () -> "slots of core " + node);
        }
    }

    private void checkOwner(EventPartition partition, int router, int bit) {
        int port = partition.outPort(router, bit);
        int channel = partition.ownedChannel(router, bit);
        if (channel >= 0) {
            assertEquals(
                    bit,
                    partition.owner(router, port * layout.channels() + channel),
                    "an owned channel knows its owner");
        }
    }

    private int credits(int node, int bit) {
        for (EventPartition partition : network.partitions()) {
            if (node >= partition.firstNode() && node < partition.firstNode() + partition.routers()) {
                return partition.credits(node - partition.firstNode(), bit);
            }
        }
        throw new AssertionError("no partition has node " + node);
    }

    private void collectWhatIsOnItsWay() {
        flitsTo.clear();
        creditsTo.clear();
        for (EventPartition partition : network.partitions()) {
            for (DelayLine line : new DelayLine[] {
                partition.arrivals.flits(), partition.arrivals.flitsFromNorth(), partition.arrivals.flitsFromSouth()
            }) {
                collect(partition, line, 2, flitsTo);
            }
            for (DelayLine line : new DelayLine[] {
                partition.arrivals.credits(),
                partition.arrivals.creditsFromNorth(),
                partition.arrivals.creditsFromSouth()
            }) {
                collect(partition, line, 1, creditsTo);
            }
        }
    }

    private void collect(EventPartition partition, DelayLine line, int wordsEach, Map<Long, Integer> counts) {
        for (int ahead = 0; line != null && ahead < layout.wheelCycles(); ahead++) {
            for (int i = 0; i < line.size(network.cycle() + ahead); i += wordsEach) {
                counts.merge(key(partition, (int) line.list(network.cycle() + ahead)[i]), 1, Integer::sum);
            }
        }
    }

    private static long key(EventPartition partition, int place) {
        return key(partition.firstNode() + (place >>> NetworkLayout.PLACE_SHIFT), place & NetworkLayout.PLACE_MASK);
    }

    private static long key(int node, int bit) {
        return (long) node << NetworkLayout.PLACE_SHIFT | bit;
    }
}
