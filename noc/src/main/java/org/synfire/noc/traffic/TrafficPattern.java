package org.synfire.noc.traffic;

/**
 * Which nodes a node sends to: {@link #choices} of them, each equally likely, the same one possibly more than once. A
 * node may be its own destination.
 *
 * <p><b>Threads:</b> immutable. <b>Memory:</b> no call allocates.
 */
public sealed interface TrafficPattern permits UniformPattern, PermutationPattern, HotspotPattern {
    /** The name of the pattern in lower case, with its parameters. */
    String label();

    /** How many equally likely destinations every node has, at least 1. */
    int choices();

    /**
     * A node of the mesh.
     *
     * @param source a node of the mesh
     * @param choice which destination, 0 to {@link #choices} - 1
     */
    int destination(int source, int choice);
}
