package org.synfire.noc.cycle.arbiter;

/**
 * What the input channels of routers ask for. An arbiter decides by it, and tells it who gets an output channel.
 *
 * <p>Routers are numbered within a partition, input channels within a router; sets of input channels have one bit each.
 */
public interface Requests {
    /** The output ports that any input channel asks for, one bit each. */
    int askedPorts(int router);

    /** The input channels that may cross the switch to an output port in this cycle. */
    long eligible(int router, int port);

    /** The input channels that ask for an output port and own a virtual channel of it. */
    long owners(int router, int port);

    /** Whether an input channel may cross the switch to several output ports in one cycle. */
    boolean mayForkFrom(int router, int bit);

    /** Gives a virtual channel of an output port to an input channel. */
    void assignChannel(int router, int bit, int port, int channel);
}
