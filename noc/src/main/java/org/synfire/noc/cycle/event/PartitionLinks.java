package org.synfire.noc.cycle.event;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.routing.Ports;

/**
 * The links of a partition: they lead to routers of the partition itself, or of the partitions to the north and south.
 *
 * <p><b>Threads:</b> the partition's own; what is sent is read by its receiver in a later cycle, see {@link DelayLine}.
 */
final class PartitionLinks {
    private final int northPlaces;
    /** By port, of a link inside a chip and of the way to the core. */
    private final int[] delay;

    private final int chipLinkDelay;
    private final int creditDelay;
    private final int injectDelay;
    /** By port: what is added to the place of a router's bit 0 for the place of the neighbour's port to it. */
    private final int[] placeOffset;

    private final int placeLimit;
    /** For every router the ports whose links lead to another chip; null on a single chip. */
    private final byte[] chipPorts;

    final DelayLine flits;
    private final DelayLine flitsNorth;
    private final DelayLine flitsSouth;
    final DelayLine credits;
    private final DelayLine creditsNorth;
    private final DelayLine creditsSouth;

    /** Delay lines into a partition: from itself and from the partitions beside it; null at the edges. */
    record ArrivalLines(
            DelayLine flits,
            DelayLine flitsFromNorth,
            DelayLine flitsFromSouth,
            DelayLine credits,
            DelayLine creditsFromNorth,
            DelayLine creditsFromSouth) {
        static ArrivalLines of(int wheelCycles, boolean hasNorth, boolean hasSouth) {
            return new ArrivalLines(
                    new DelayLine(wheelCycles),
                    hasNorth ? new DelayLine(wheelCycles) : null,
                    hasSouth ? new DelayLine(wheelCycles) : null,
                    new DelayLine(wheelCycles),
                    hasNorth ? new DelayLine(wheelCycles) : null,
                    hasSouth ? new DelayLine(wheelCycles) : null);
        }

        /** Those that exist. */
        List<DelayLine> all() {
            return Stream.of(flits, flitsFromNorth, flitsFromSouth, credits, creditsFromNorth, creditsFromSouth)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    PartitionLinks(
            NetworkLayout layout,
            int firstNode,
            int routers,
            int northRouters,
            ArrivalLines own,
            ArrivalLines north,
            ArrivalLines south) {
        placeLimit = routers << NetworkLayout.PLACE_SHIFT;
        northPlaces = northRouters << NetworkLayout.PLACE_SHIFT;
        delay = new int[Ports.COUNT];
        Arrays.fill(delay, layout.linkDelay());
        delay[Ports.LOCAL] = layout.ejectDelay();
        chipLinkDelay = layout.chipLinkDelay();
        creditDelay = layout.creditDelay();
        injectDelay = layout.injectDelay();
        placeOffset = new int[Ports.COUNT];
        placeOffset[Ports.LOCAL] = NetworkLayout.CORE_BIT;
        for (Direction direction : Direction.values()) {
            int routerOffset = direction.dx() + direction.dy() * layout.width();
            placeOffset[direction.port()] =
                    (routerOffset << NetworkLayout.PLACE_SHIFT) + Ports.opposite(direction.port()) * layout.channels();
        }
        chipPorts = layout.mesh().chips() == 1 ? null : chipPorts(layout.mesh(), firstNode, routers);
        flits = own.flits;
        credits = own.credits;
        flitsNorth = north == null ? null : north.flitsFromSouth;
        creditsNorth = north == null ? null : north.creditsFromSouth;
        flitsSouth = south == null ? null : south.flitsFromNorth;
        creditsSouth = south == null ? null : south.creditsFromNorth;
    }

    private static byte[] chipPorts(Mesh mesh, int firstNode, int routers) {
        byte[] ports = new byte[routers];
        for (int router = 0; router < routers; router++) {
            for (Direction direction : Direction.values()) {
                if (mesh.isChipBoundary(mesh.link(firstNode + router, direction))) {
                    ports[router] |= (byte) (1 << direction.port());
                }
            }
        }
        return ports;
    }

    boolean leadsToAnotherChip(int router, int port) {
        return chipPorts != null && (chipPorts[router] >>> port & 1) != 0;
    }

    /** The place behind a router's port, of channel 0. */
    int placeBehind(int router, int port) {
        return (router << NetworkLayout.PLACE_SHIFT) + placeOffset[port];
    }

    /** Whether a place belongs to this partition. */
    boolean isHere(int place) {
        return Integer.compareUnsigned(place, placeLimit) < 0;
    }

    /** Sends a flit through a port, to the neighbour there or to the core. */
    void sendFlit(long now, int router, int port, int channel, long flit) {
        int place = placeBehind(router, port) + channel;
        long arrival = now + delay(router, port);
        if (isHere(place)) {
            flits.add(arrival, place, flit);
        } else {
            sendAway(arrival, place, flit);
        }
    }

    /** Sends a flit inside a chip to a place that another partition has. */
    void sendFlitAway(long now, int port, int place, long flit) {
        sendAway(now + delay[port], place, flit);
    }

    private void sendAway(long arrival, int place, long flit) {
        if (place < 0) {
            flitsNorth.add(arrival, place + northPlaces, flit);
        } else {
            flitsSouth.add(arrival, place - placeLimit, flit);
        }
    }

    private int delay(int router, int port) {
        return leadsToAnotherChip(router, port) ? chipLinkDelay : delay[port];
    }

    void sendFromCore(long now, int router, int channel, long flit) {
        flits.add(now + injectDelay, place(router, channel), flit);
    }

    /** Gives a slot of an input back to whoever sends into it, the neighbour there or the core. */
    void sendCredit(long now, int router, int port, int channel) {
        int place = placeBehind(router, port) + channel;
        if (isHere(place)) {
            credits.add(now + creditDelay, place);
        } else {
            sendCreditAway(now, place);
        }
    }

    /** Gives a slot back to a place that another partition has. */
    void sendCreditAway(long now, int place) {
        long arrival = now + creditDelay;
        if (place < 0) {
            creditsNorth.add(arrival, place + northPlaces);
        } else {
            creditsSouth.add(arrival, place - placeLimit);
        }
    }

    /** The core gives a slot of its own back to its router. */
    void sendCreditFromCore(long now, int router, int channel) {
        credits.add(now + creditDelay, place(router, channel));
    }

    /** Makes what was sent readable; to be called at the end of a cycle. */
    void flush() {
        flits.flush();
        credits.flush();
        if (flitsNorth != null) {
            flitsNorth.flush();
            creditsNorth.flush();
        }
        if (flitsSouth != null) {
            flitsSouth.flush();
            creditsSouth.flush();
        }
    }

    static int place(int router, int bit) {
        return router << NetworkLayout.PLACE_SHIFT | bit;
    }
}
