package org.synfire.noc.traffic;

/**
 * Every node sends to every node with equal probability, itself included.
 *
 * @param nodes of the mesh
 */
public record UniformPattern(int nodes) implements TrafficPattern {
    @Override
    public String label() {
        return "uniform";
    }

    @Override
    public int choices() {
        return nodes;
    }

    @Override
    public int destination(int source, int choice) {
        return choice;
    }
}
