package org.synfire.noc;

/**
 * Which pairs of nodes a routing connects, in a mesh with faulty links or routers.
 *
 * <p><b>Threads:</b> immutable.
 */
public interface Reachability {
    /** The number of nodes, faulty ones included. */
    int nodes();

    /**
     * Whether its router works.
     *
     * @param node a node
     */
    boolean isWorking(int node);

    /**
     * Whether the routing has a path from one to the other; no path leads from or to a faulty router.
     *
     * @param source a node that sends
     * @param destination a node that receives
     */
    boolean isReachable(int source, int destination);

    /** Takes pairs of nodes. */
    @FunctionalInterface
    interface PairConsumer {
        /**
         * Receives one pair.
         *
         * @param source a node that sends
         * @param destination a node that receives
         */
        void accept(int source, int destination);
    }

    /**
     * Visits the pairs that are cut off although both routers work, by source and then by destination. The cost grows
     * with the square of the number of nodes.
     *
     * @param consumer takes the pairs
     */
    default void forEachCutOff(PairConsumer consumer) {
        for (int source = 0; source < nodes(); source++) {
            for (int destination = 0; destination < nodes(); destination++) {
                if (isWorking(source) && isWorking(destination) && !isReachable(source, destination)) {
                    consumer.accept(source, destination);
                }
            }
        }
    }

    /** How many pairs {@link #forEachCutOff} finds. */
    default long cutOffPairs() {
        long[] pairs = new long[1];
        forEachCutOff((source, destination) -> pairs[0]++);
        return pairs[0];
    }
}
