package org.synfire.noc.energy;

/**
 * What happened on a chip whose single events have costs.
 *
 * @param accesses neurons looked up, one for each neuron and step of a sample
 * @param updates of these, neurons that changed or fired
 * @param spikes of these, neurons that fired
 * @param denseOperations weights added to sums in full connections
 * @param sparseOperations weights added to sums of synapses listed one by one
 * @param convolutionOperations weights added to sums that are shared
 * @param messages packets sent, one to each destination core
 * @param eastWestHops links from tile to tile that they crossed along x
 * @param northSouthHops links from tile to tile that they crossed along y
 * @param interChipHops links between chips that they crossed
 */
public record EventCounts(
        long accesses,
        long updates,
        long spikes,
        long denseOperations,
        long sparseOperations,
        long convolutionOperations,
        long messages,
        long eastWestHops,
        long northSouthHops,
        long interChipHops) {
    /** Nothing. */
    public static final EventCounts NONE = new EventCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Weights added to sums. */
    public long operations() {
        return denseOperations + sparseOperations + convolutionOperations;
    }

    /** Both together. */
    public EventCounts plus(EventCounts other) {
        return new EventCounts(
                accesses + other.accesses,
                updates + other.updates,
                spikes + other.spikes,
                denseOperations + other.denseOperations,
                sparseOperations + other.sparseOperations,
                convolutionOperations + other.convolutionOperations,
                messages + other.messages,
                eastWestHops + other.eastWestHops,
                northSouthHops + other.northSouthHops,
                interChipHops + other.interChipHops);
    }
}
