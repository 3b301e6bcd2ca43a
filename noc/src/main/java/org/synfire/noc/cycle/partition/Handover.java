package org.synfire.noc.cycle.partition;

/**
 * The way to hand the routers of a partition over to another form of the simulation, between two cycles: it can
 * describe its state, and take over one that is described to it.
 */
public interface Handover extends RouterStates {
    /** The partition, as one to be simulated. */
    Partition partition();

    /**
     * Tells another partition of the same rows the state of the routers.
     *
     * @param cycle the next cycle to be simulated
     */
    void describeTo(RouterStates other, long cycle);

    /** Makes the routers empty, after every partition has been described. */
    void reset();
}
