package org.synfire.noc.cycle.lockstep;

import java.util.Arrays;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.Handover;
import org.synfire.noc.cycle.partition.Partition;
import org.synfire.noc.cycle.partition.RouterStates;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;

/**
 * Reads and writes the state of a {@link LockstepPartition} between two cycles.
 *
 * <p>What comes from a neighbouring partition in a later cycle is still in that partition's arrays, a row beyond its
 * own.
 */
final class LockstepHandover implements Handover {
    private final LockstepPartition lanes;

    LockstepHandover(LockstepPartition lanes) {
        this.lanes = lanes;
    }

    @Override
    public Partition partition() {
        return lanes;
    }

    // ---- description

    @Override
    public void describeTo(RouterStates other, long cycle) {
        for (int router = 0; router < lanes.routers(); router++) {
            for (int port = 0; port < Ports.COUNT; port++) {
                int at = lanes.origin + router;
                byte holder = lanes.holder[port][at];
                other.output(
                        router,
                        port,
                        lanes.next[port][at],
                        holder == LockstepPartition.FREE ? -1 : holder,
                        lanes.credits[port][at],
                        lanes.crossed(router, port));
            }
        }
        for (int router = 0; router < lanes.routers(); router++) {
            for (int port = 0; port < Ports.COUNT; port++) {
                describeQueue(other, router, port);
                describeArrivals(other, router, port, cycle);
            }
        }
        describeCores(other, cycle);
        other.resumeAt(cycle);
    }

    /** The front flit is still in its queue in the cycle after it left. */
    private void describeQueue(RouterStates other, int router, int port) {
        int at = lanes.origin + router;
        for (int slot = lanes.left[port][at]; slot < lanes.buffer; slot++) {
            int place = slot * lanes.length + at;
            int id = lanes.queueId[port][place];
            if (id != LockstepPartition.EMPTY) {
                other.queued(router, port, flit(id, lanes.queueDestination[port][place]));
            }
        }
    }

    private void describeArrivals(RouterStates other, int router, int port, long cycle) {
        LockstepPartition holder = holderOfArrivals(router, port);
        int at = placeOfArrivals(router, port);
        for (long arrival = cycle; port != Ports.LOCAL && arrival < cycle + lanes.linkDelay; arrival++) {
            int slot = (int) (arrival % lanes.flitWheel);
            int id = holder.arrivingId[port][slot][at];
            if (id != LockstepPartition.EMPTY) {
                other.flitTo(arrival, router, port, flit(id, holder.arrivingDestination[port][slot][at]));
            }
        }
        for (long arrival = cycle; arrival < cycle + lanes.creditDelay; arrival++) {
            int slot = (int) (arrival % lanes.creditWheel);
            if (port != Ports.LOCAL && holder.arrivingCredits[port][slot][at] != 0) {
                other.creditTo(arrival, router, port);
            }
        }
    }

    private void describeCores(RouterStates other, long cycle) {
        for (long arrival = cycle; arrival <= cycle + lanes.longestWay(); arrival++) {
            describeInjected(other, arrival);
            long[] flits = lanes.ejected.list(arrival);
            for (int i = 0; i < lanes.ejected.size(arrival); i += 2) {
                other.flitToCore(arrival, (int) flits[i], flit((int) flits[i + 1], 0));
            }
            for (int i = 0; i < lanes.coreCredits.size(arrival); i++) {
                other.creditTo(arrival, (int) lanes.coreCredits.list(arrival)[i], Ports.LOCAL);
            }
            for (int i = 0; i < lanes.sourceCredits.size(arrival); i++) {
                other.creditToSource(arrival, (int) lanes.sourceCredits.list(arrival)[i]);
            }
        }
    }

    private void describeInjected(RouterStates other, long arrival) {
        int slot = (int) (arrival % lanes.flitWheel);
        for (int i = 0; i < lanes.injectedPlaces.size(arrival); i++) {
            int place = (int) lanes.injectedPlaces.list(arrival)[i];
            other.flitTo(
                    arrival,
                    place - lanes.origin,
                    Ports.LOCAL,
                    flit(
                            lanes.arrivingId[Ports.LOCAL][slot][place],
                            lanes.arrivingDestination[Ports.LOCAL][slot][place]));
        }
    }

    /** Whose arrays hold what is on its way to an input or output, until it arrives. */
    private LockstepPartition holderOfArrivals(int router, int port) {
        if (isFromNorth(router, port)) {
            return lanes.north;
        }
        return isFromSouth(router, port) ? lanes.south : lanes;
    }

    private int placeOfArrivals(int router, int port) {
        if (isFromNorth(router, port)) {
            return lanes.north.end + router;
        }
        return isFromSouth(router, port) ? lanes.south.origin + router - lanes.routers() : lanes.origin + router;
    }

    private boolean isFromNorth(int router, int port) {
        return port == Ports.NORTH && lanes.north != null && router < lanes.width;
    }

    private boolean isFromSouth(int router, int port) {
        return port == Ports.SOUTH && lanes.south != null && router >= lanes.routers() - lanes.width;
    }

    private static long flit(int id, int destination) {
        long flags = ((id & LockstepPartition.HEAD) != 0 ? Flit.HEAD : 0)
                | ((id & LockstepPartition.TAIL) != 0 ? Flit.TAIL : 0);
        int x = destination & (1 << LockstepPartition.ROW_SHIFT) - 1;
        return Flit.to(x, destination >>> LockstepPartition.ROW_SHIFT) | flags | id >>> LockstepPartition.FLAG_BITS;
    }

    // ---- taking over

    @Override
    public void output(int router, int output, int turn, int owner, int credits, long crossed) {
        int at = lanes.origin + router;
        lanes.next[output][at] = (byte) turn;
        lanes.holder[output][at] = owner < 0 ? LockstepPartition.FREE : (byte) owner;
        lanes.credits[output][at] = (byte) credits;
        lanes.crossedBefore[output * lanes.routers() + router] = crossed;
    }

    @Override
    public void queued(int router, int input, long flit) {
        int place = lanes.origin + router;
        while (lanes.queueId[input][place] != LockstepPartition.EMPTY) {
            place += lanes.length;
        }
        lanes.queueId[input][place] = LockstepPartition.id(flit);
        lanes.queueDestination[input][place] = LockstepPartition.destination(flit);
    }

    @Override
    public void flitTo(long cycle, int router, int input, long flit) {
        int slot = (int) (cycle % lanes.flitWheel);
        LockstepPartition holder = holderOfArrivals(router, input);
        int at = placeOfArrivals(router, input);
        holder.arrivingId[input][slot][at] = LockstepPartition.id(flit);
        holder.arrivingDestination[input][slot][at] = LockstepPartition.destination(flit);
        if (input == Ports.LOCAL) {
            lanes.injectedPlaces.add(cycle, at);
        }
    }

    @Override
    public void flitToCore(long cycle, int router, long flit) {
        lanes.ejected.add(cycle, router, LockstepPartition.id(flit));
    }

    @Override
    public void creditTo(long cycle, int router, int output) {
        if (output == Ports.LOCAL) {
            lanes.coreCredits.add(cycle, router);
        } else {
            holderOfArrivals(router, output)
                    .arrivingCredits[output][(int) (cycle % lanes.creditWheel)][placeOfArrivals(router, output)] = 1;
        }
    }

    @Override
    public void creditToSource(long cycle, int router) {
        lanes.sourceCredits.add(cycle, router);
    }

    @Override
    public void resumeAt(long cycle) {
        for (DelayLine line : lines()) {
            line.flush();
        }
        lanes.resumeAt(cycle);
    }

    private DelayLine[] lines() {
        return new DelayLine[] {lanes.injectedPlaces, lanes.ejected, lanes.coreCredits, lanes.sourceCredits};
    }

    @Override
    public void reset() {
        for (int port = 0; port < Ports.COUNT; port++) {
            Arrays.fill(lanes.queueId[port], LockstepPartition.EMPTY);
            for (int[] ids : lanes.arrivingId[port]) {
                Arrays.fill(ids, LockstepPartition.EMPTY);
            }
            for (byte[] credits : lanes.arrivingCredits[port]) {
                Arrays.fill(credits, (byte) 0);
            }
            Arrays.fill(lanes.asks[port], LockstepPartition.NOTHING);
            Arrays.fill(lanes.left[port], (byte) 0);
            Arrays.fill(lanes.crossed[port], (byte) 0);
        }
        for (DelayLine line : lines()) {
            line.clearAll();
        }
    }
}
