package org.synfire.noc.cycle.event;

import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.Handover;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.partition.Partition;
import org.synfire.noc.cycle.partition.RouterStates;
import org.synfire.noc.cycle.routing.Ports;

/**
 * Reads and writes the state of a {@link SingleChannelPartition} between two cycles. Its routers decide everything in
 * one stage, and no link is blocked.
 */
final class SingleChannelHandover implements Handover {
    private final SingleChannelPartition routers;

    SingleChannelHandover(SingleChannelPartition routers) {
        this.routers = routers;
    }

    @Override
    public Partition partition() {
        return routers;
    }

    @Override
    public void describeTo(RouterStates other, long cycle) {
        for (int router = 0; router < routers.routers(); router++) {
            for (int port = 0; port < Ports.COUNT; port++) {
                other.output(
                        router,
                        port,
                        routers.turn(router, port),
                        routers.owner(router, port),
                        routers.credits(router, port),
                        routers.crossed(router, port));
            }
        }
        for (int router = 0; router < routers.routers(); router++) {
            for (int port = 0; port < Ports.COUNT; port++) {
                for (int behind = 0; behind < routers.buffered(router, port); behind++) {
                    other.queued(router, port, routers.flitBehind(router, port, behind));
                }
            }
        }
        PartitionLinks.ArrivalLines arrivals = routers.arrivals;
        for (long arrival = cycle; arrival <= cycle + routers.longestDelay(); arrival++) {
            describeFlits(other, arrivals.flits(), arrival);
            describeFlits(other, arrivals.flitsFromNorth(), arrival);
            describeFlits(other, arrivals.flitsFromSouth(), arrival);
            describeCredits(other, arrivals.credits(), arrival);
            describeCredits(other, arrivals.creditsFromNorth(), arrival);
            describeCredits(other, arrivals.creditsFromSouth(), arrival);
        }
        other.resumeAt(cycle);
    }

    private static void describeFlits(RouterStates other, DelayLine line, long arrival) {
        for (int i = 0; line != null && i < line.size(arrival); i += 2) {
            int place = (int) line.list(arrival)[i];
            int input = place & NetworkLayout.PLACE_MASK;
            int router = place >>> NetworkLayout.PLACE_SHIFT;
            long flit = line.list(arrival)[i + 1];
            if (input < NetworkLayout.CORE_BIT) {
                other.flitTo(arrival, router, input, flit);
            } else {
                other.flitToCore(arrival, router, flit);
            }
        }
    }

    private static void describeCredits(RouterStates other, DelayLine line, long arrival) {
        for (int i = 0; line != null && i < line.size(arrival); i++) {
            int place = (int) line.list(arrival)[i];
            int output = place & NetworkLayout.PLACE_MASK;
            int router = place >>> NetworkLayout.PLACE_SHIFT;
            if (output < NetworkLayout.CORE_BIT) {
                other.creditTo(arrival, router, output);
            } else {
                other.creditToSource(arrival, router);
            }
        }
    }

    // ---- taking over

    @Override
    public void output(int router, int output, int turn, int owner, int credits, long crossed) {
        routers.takeOutput(router, output, turn, owner, credits, crossed);
    }

    @Override
    public void queued(int router, int input, long flit) {
        routers.enter(router, input, flit);
    }

    @Override
    public void flitTo(long cycle, int router, int input, long flit) {
        routers.arrivals.flits().add(cycle, PartitionLinks.place(router, input), flit);
    }

    @Override
    public void flitToCore(long cycle, int router, long flit) {
        flitTo(cycle, router, NetworkLayout.CORE_BIT, flit);
    }

    @Override
    public void creditTo(long cycle, int router, int output) {
        routers.arrivals.credits().add(cycle, PartitionLinks.place(router, output));
    }

    @Override
    public void creditToSource(long cycle, int router) {
        creditTo(cycle, router, NetworkLayout.CORE_BIT);
    }

    @Override
    public void resumeAt(long cycle) {
        routers.arrivals.flits().flush();
        routers.arrivals.credits().flush();
        routers.resumeAt(cycle);
    }

    @Override
    public void reset() {
        routers.reset();
        for (DelayLine line : routers.arrivals.all()) {
            line.clearAll();
        }
    }
}
