package org.synfire.noc;

/**
 * Which nodes a routing can take packets between, in a mesh some of whose parts are dead.
 *
 * <p><b>Threads:</b> immutable.
 */
public interface Reachability {
    /** @return the number of nodes, dead ones included */
    int nodes();

    /**
     * @param node a node
     * @return whether its router works
     */
    boolean isWorking(int node);

    /**
     * @param source a node that sends
     * @param destination a node that receives
     * @return whether the routing has a way from one to the other; no way leads from or to a dead router
     */
    boolean isReachable(int source, int destination);

    /** Takes pairs of nodes. */
    @FunctionalInterface
    interface PairConsumer {
        /**
         * @param source a node that sends
         * @param destination a node that receives
         */
        void accept(int source, int destination);
    }

    /**
     * Goes through the pairs that are cut off though both routers work, by source and then by destination. Its cost is
     * the square of the nodes.
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

    /** @return how many pairs {@link #forEachCutOff} finds */
    default long cutOffPairs() {
        long[] pairs = new long[1];
        forEachCutOff((source, destination) -> pairs[0]++);
        return pairs[0];
    }
}
