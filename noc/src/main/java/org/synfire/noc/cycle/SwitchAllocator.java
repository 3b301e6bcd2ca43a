package org.synfire.noc.cycle;

/**
 * How a router decides which of its input virtual channels cross the switch in a cycle: one an input, one an output.
 */
public enum SwitchAllocator {
    /**
     * Output first: every output grants one of the inputs that ask for it, every input accepts one of its grants, both
     * round robin; pointers move past what was accepted in the first iteration (McKeown, The iSLIP scheduling algorithm
     * for input-queued switches, IEEE/ACM Transactions on Networking 7(2), 1999).
     */
    ISLIP,
    /**
     * Input first: every input nominates one of its virtual channels, then every output takes one of the inputs that
     * were nominated for it, both round robin; pointers move past winners only. Always one iteration.
     */
    SEPARABLE
}
