package org.synfire.noc.theory;

import org.synfire.noc.cycle.RouterConfig;

/**
 * The throughput of a channel that its credits allow.
 *
 * <p><b>Equation:</b> a buffer of B slots whose slot can be used again T cycles after a flit was sent to it takes
 * {@code min(1, B / T)} flits a cycle; v virtual channels that one stream may use take {@code min(1, v B / T)}. T
 * differs between links, injection and ejection.
 *
 * @param router the routers
 */
public record CreditBound(RouterConfig router) {
    /**
     * Flits a cycle through one virtual channel of such a channel.
     *
     * @param kind links inside a chip, or the ways between cores and routers
     */
    public double perVirtualChannel(Channel.Kind kind) {
        return Math.min(1, (double) router.bufferFlits() / roundTripCycles(kind));
    }

    /**
     * Flits a cycle through all virtual channels of such a channel.
     *
     * @param kind links inside a chip, or the ways between cores and routers
     */
    public double perChannel(Channel.Kind kind) {
        return Math.min(1, (double) router.virtualChannels() * router.bufferFlits() / roundTripCycles(kind));
    }

    private int roundTripCycles(Channel.Kind kind) {
        return switch (kind) {
            case LINK -> router.creditRoundTripCycles();
            case INJECTION -> router.injectionRoundTripCycles();
            case EJECTION -> router.ejectionRoundTripCycles();
        };
    }

    /**
     * The load at which the first channel carries what its credits allow.
     *
     * @param loads of the traffic
     * @return flits per node and cycle, never above {@link ChannelLoads#idealSaturation}
     */
    public double saturation(ChannelLoads loads) {
        double highest = Channel.all(loads.mesh()).stream()
                .mapToDouble(channel -> loads.load(channel) / perChannel(channel.kind()))
                .max()
                .orElse(0);
        return highest == 0 ? 1 : Math.min(1, 1 / highest);
    }
}
