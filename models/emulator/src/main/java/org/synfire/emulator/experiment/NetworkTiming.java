package org.synfire.emulator.experiment;

/** How the cycles of packets and steps are found. What the network computes does not depend on it. */
public enum NetworkTiming {
    /** Least values: packets, hops and link loads are counted, no packet waits for another. */
    IDEAL,
    /** Every flit goes through every router, cycle by cycle, and every core takes its time. */
    CYCLE
}
