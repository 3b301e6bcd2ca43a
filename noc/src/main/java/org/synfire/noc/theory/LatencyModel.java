package org.synfire.noc.theory;

import org.synfire.noc.Direction;
import org.synfire.noc.RouterTiming;

/**
 * Mean packet latency at low load: the exact latency of a lone packet, and the mean wait of packets of one flit at
 * every output.
 *
 * <p><b>Equation:</b> an output fed by independent Bernoulli inputs with rates {@code p_i} and sum S makes a flit wait
 * {@code (S^2 - sum p_i^2) / (2 S (1 - S))} cycles, because an input cannot conflict with itself; a packet waits at
 * every link of its path and at the ejection port. With n equal inputs it is the classic {@code (n-1)/n S / (2 (1-S))}
 * of an output-queued switch (Karol, Hluchyj and Morgan, Input versus output queueing on a space-division packet
 * switch, IEEE Transactions on Communications 35(12), 1987).
 *
 * <p><b>Limits:</b> routers with input queues wait longer, the more so the fuller they are; packets of several flits
 * are not modelled. The zero-load part holds for links inside a chip.
 *
 * @param loads of the traffic
 * @param timing cycles of the parts
 */
public record LatencyModel(ChannelLoads loads, RouterTiming timing) {
    private static final double ROUNDING = 1e-12;

    /** Mean cycles of lone packets. */
    public double zeroLoadCycles() {
        return timing.injectCycles()
                + (loads.meanHops() + 1) * timing.routerCycles()
                + loads.meanHops() * timing.linkCycles()
                + timing.ejectCycles()
                + timing.packetFlits()
                - 1;
    }

    /**
     * Mean cycles that a packet waits over its whole path; infinite if the load of a channel reaches 1.
     *
     * @param load L, flits per node and cycle
     */
    public double waitCycles(double load) {
        double wait = 0;
        for (int node = 0; node < loads.mesh().nodes(); node++) {
            for (int output = 0; output < TrafficFlows.PORTS; output++) {
                wait += waitingFlits(node, output, load);
            }
        }
        return load == 0 ? 0 : wait / (loads.mesh().nodes() * load);
    }

    /** Mean flits that wait for an output: its rate times their wait. */
    private double waitingFlits(int node, int output, double load) {
        double sum = 0;
        double squares = 0;
        for (int input = Direction.LOCAL_PORT; input < TrafficFlows.PORTS; input++) {
            double rate = load * loads.flow(node, input, output);
            sum += rate;
            squares += rate * rate;
        }
        double conflicts = sum * sum - squares;
        if (conflicts <= ROUNDING) {
            return 0;
        }
        return sum >= 1 ? Double.POSITIVE_INFINITY : conflicts / (2 * (1 - sum));
    }
}
