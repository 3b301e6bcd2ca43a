package org.synfire.network.nir.step;

/** How a node computes its output of a step from its input. */
interface StepNode {
    /**
     * Computes a step.
     *
     * @param in the sum of all that leads to the node
     * @param out where the output is put
     */
    void step(double[] in, double[] out);

    /** Forgets all steps. */
    default void reset() {}

    /** A node whose output depends on earlier steps, and is 0 before the first one. */
    interface WithState extends StepNode {}
}
