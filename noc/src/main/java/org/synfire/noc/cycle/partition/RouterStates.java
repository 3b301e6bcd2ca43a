package org.synfire.noc.cycle.partition;

/**
 * Takes over the state of a partition's routers, and what is on its way to them, between two cycles. First comes every
 * {@link #output}, then everything else, at last {@link #resumeAt}.
 *
 * <p>Routers are numbered within the partition. They have one virtual channel, and decide everything in one stage.
 */
public interface RouterStates {
    /**
     * An output of a router.
     *
     * @param turn the input that is served first, round robin; the number of ports, or 0, for the first
     * @param owner the input whose packet holds it; -1 if none does
     * @param credits free slots behind it, as far as the router knows
     * @param crossed flits that have crossed to it
     */
    void output(int router, int output, int turn, int owner, int credits, long crossed);

    /** The next flit of the queue of an input, front first. */
    void queued(int router, int input, long flit);

    /** A flit that will arrive in the queue of an input. */
    void flitTo(long cycle, int router, int input, long flit);

    /** A flit that will arrive in the router's core. */
    void flitToCore(long cycle, int router, long flit);

    /** A credit that will come back to an output. */
    void creditTo(long cycle, int router, int output);

    /** A credit that will come back to the router's source. */
    void creditToSource(long cycle, int router);

    /** That was everything; the next cycle is to be simulated here. */
    void resumeAt(long cycle);
}
