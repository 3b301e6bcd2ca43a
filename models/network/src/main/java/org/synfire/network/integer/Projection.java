package org.synfire.network.integer;

import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Synapses from one population to a later one, by way of a max-pooling gate and a rearrangement where there are such.
 *
 * @param id its number in the network
 * @param source number of the sending population
 * @param gate max-pooling at the sender, or {@code null}
 * @param order for each element of the synapses' input the number of the sender's (gated) element, -1 for a constant 0;
 *     {@code null} for the same order; no element is used twice
 * @param target number of the receiving population
 * @param synapses the weights
 */
public record Projection(int id, int source, MaxGate gate, int[] order, int target, Synapses synapses) {
    /** @throws InputException if sizes do not match */
    public Projection {
        if (gate != null && order == null && gate.out().size() != synapses.in().size()
                || order != null && order.length != synapses.in().size()) {
            throw new InputException(
                    "projection %d: %s synapses do not match what reaches them".formatted(id, synapses.in()));
        }
    }

    /** The shape that leaves the sender: after the gate, before the rearrangement. */
    public Shape sent(Population sender) {
        return gate == null ? sender.shape() : gate.out();
    }
}
