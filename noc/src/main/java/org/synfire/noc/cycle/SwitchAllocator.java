package org.synfire.noc.cycle;

/**
 * How a router chooses the input virtual channels that cross the switch in a cycle, at most one per input and one per
 * output.
 */
public enum SwitchAllocator {
    /**
     * Output first: every output grants one of the inputs that request it, and every input accepts one of its grants,
     * both round robin. Pointers move past what was accepted in the first iteration (McKeown, The iSLIP scheduling
     * algorithm for input-queued switches, IEEE/ACM Transactions on Networking 7(2), 1999).
     */
    ISLIP,
    /**
     * Input first: every input nominates one of its virtual channels, and every output accepts one of the nominated
     * inputs, both round robin. Pointers move past winners only. There is always one iteration.
     */
    SEPARABLE
}
