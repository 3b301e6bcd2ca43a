package org.synfire.noc.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;

/** What holds between any two cycles: no flit and no credit is lost or made up. */
final class NetworkInvariants {
    private final EventNetwork network;
    private final Shape shape;
    private final Map<Long, Integer> flitsTo = new HashMap<>();
    private final Map<Long, Integer> creditsTo = new HashMap<>();

    NetworkInvariants(CycleNetwork network) {
        this.network = (EventNetwork) network;
        shape = this.network.bands()[0].shape;
    }

    /** Simulates up to a cycle one by one and checks after each. */
    void advanceTo(long cycle) {
        while (network.cycle() < cycle) {
            network.advanceTo(network.cycle() + 1);
            check();
        }
    }

    void check() {
        collectWhatIsOnItsWay();
        long inFlight = flitsTo.values().stream().mapToLong(Integer::intValue).sum();
        for (RouterBand band : network.bands()) {
            for (int router = 0; router < band.routers; router++) {
                for (int bit = 0; bit < shape.inputs; bit++) {
                    inFlight += band.buffered(router, bit);
                    checkInput(band, router, bit);
                    checkOwner(band, router, bit);
                }
                checkEjection(band, router);
            }
        }
        NetworkCounters counters = network.counters();
        assertEquals(inFlight, counters.flitsInFlight(), "flits in flight");
        assertEquals(
                counters.packetsOffered(),
                counters.packetsDelivered() + counters.packetsLost() + counters.packetsUnderway());
    }

    private void checkInput(RouterBand band, int router, int bit) {
        int port = bit / shape.channels;
        int channel = bit % shape.channels;
        int node = band.firstNode + router;
        int credits;
        int onTheirWay;
        if (port == Shape.LOCAL) {
            credits = band.sources.credits(router, channel);
            onTheirWay = creditsTo.getOrDefault(key(node, Shape.CORE_BIT + channel), 0);
        } else {
            int link = network.mesh().link(node, org.synfire.noc.Direction.values()[port - 1]);
            if (!network.mesh().hasLink(link)) {
                assertEquals(0, band.buffered(router, bit));
                return;
            }
            int upstream = network.mesh().linkTarget(link);
            int outBit = Shape.opposite(port) * shape.channels + channel;
            credits = credits(upstream, outBit);
            onTheirWay = creditsTo.getOrDefault(key(upstream, outBit), 0);
        }
        int sum = credits + onTheirWay + flitsTo.getOrDefault(key(node, bit), 0) + band.buffered(router, bit);
        assertEquals(
                shape.bufferFlits,
                sum,
                () -> "slots of node " + node + " input " + bit + " in cycle " + network.cycle());
    }

    private void checkEjection(RouterBand band, int router) {
        int node = band.firstNode + router;
        for (int channel = 0; channel < shape.channels; channel++) {
            int sum = band.credits(router, channel)
                    + flitsTo.getOrDefault(key(node, Shape.CORE_BIT + channel), 0)
                    + creditsTo.getOrDefault(key(node, channel), 0);
            assertEquals(shape.bufferFlits, sum, () -> "slots of core " + node);
        }
    }

    private void checkOwner(RouterBand band, int router, int bit) {
        int port = band.outPort(router, bit);
        int channel = band.ownedChannel(router, bit);
        if (channel >= 0) {
            assertEquals(bit, band.owner(router, port * shape.channels + channel), "an owned channel knows its owner");
        }
    }

    private int credits(int node, int bit) {
        for (RouterBand band : network.bands()) {
            if (node >= band.firstNode && node < band.firstNode + band.routers) {
                return band.credits(node - band.firstNode, bit);
            }
        }
        throw new AssertionError("no band has node " + node);
    }

    private void collectWhatIsOnItsWay() {
        flitsTo.clear();
        creditsTo.clear();
        for (RouterBand band : network.bands()) {
            for (Lane lane :
                    new Lane[] {band.inlet.flits(), band.inlet.flitsFromNorth(), band.inlet.flitsFromSouth()}) {
                collect(band, lane, 2, flitsTo);
            }
            for (Lane lane :
                    new Lane[] {band.inlet.credits(), band.inlet.creditsFromNorth(), band.inlet.creditsFromSouth()}) {
                collect(band, lane, 1, creditsTo);
            }
        }
    }

    private void collect(RouterBand band, Lane lane, int wordsEach, Map<Long, Integer> counts) {
        for (int ahead = 0; lane != null && ahead < shape.wheelCycles; ahead++) {
            for (int i = 0; i < lane.size(network.cycle() + ahead); i += wordsEach) {
                counts.merge(key(band, (int) lane.list(network.cycle() + ahead)[i]), 1, Integer::sum);
            }
        }
    }

    private static long key(RouterBand band, int place) {
        return key(band.firstNode + (place >>> Shape.PLACE_SHIFT), place & Shape.PLACE_MASK);
    }

    private static long key(int node, int bit) {
        return (long) node << Shape.PLACE_SHIFT | bit;
    }
}
