package org.synfire.noc.theory;

import org.synfire.noc.cycle.RouterConfig;

/**
 * What credits let a channel carry.
 *
 * <p><b>Equation:</b> a buffer of B slots whose slot can be used again T cycles after a flit was sent to it takes {@code min(1, B / T)} flits a cycle; v
 * virtual channels that one stream may use take {@code min(1, v B / T)}.
 *
 * @param router the routers
 */
public record CreditBound(RouterConfig router) {
    /** @return flits a cycle through one virtual channel */
    public double perVirtualChannel() {
        return Math.min(1, (double) router.bufferFlits() / router.creditRoundTripCycles());
    }

    /** @return flits a cycle through all virtual channels of a port */
    public double perPort() {
        return Math.min(1, (double) router.virtualChannels() * router.bufferFlits() / router.creditRoundTripCycles());
    }
}
