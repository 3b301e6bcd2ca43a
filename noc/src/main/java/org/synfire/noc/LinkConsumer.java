package org.synfire.noc;

/** Takes the links of a path one by one, in the order in which a packet crosses them. */
@FunctionalInterface
public interface LinkConsumer {
    /**
     * Receives one link.
     *
     * @param link the id of a link of the mesh
     */
    void accept(int link);
}
