package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Synapses from one population to another, or to itself, by way of a max-pooling gate and a rearrangement where there
 * are such.
 *
 * @param id its number in the network
 * @param source number of the sending population
 * @param gate max-pooling at the sender, or {@code null}
 * @param order for each element of the synapses' input the number of the sender's (gated) element, -1 for a constant 0;
 *     {@code null} for the same order; no element is used twice
 * @param target number of the receiving population
 * @param synapses the weights
 * @param delay time steps from the step in which a spike is sent to the one in which it is integrated,
 *     1..{@value #MAX_DELAY}
 */
public record Projection(int id, int source, MaxGate gate, int[] order, int target, Synapses synapses, int delay) {
    /** The longest delay. */
    public static final int MAX_DELAY = 1 << 16;

    /** @throws InputException if sizes do not match, or the delay is out of range */
    public Projection {
        if ((gate != null && order == null && gate.out().size() != synapses.in().size())
                || (order != null && order.length != synapses.in().size())) {
            throw new InputException(String.format(
                    Locale.ROOT, "projection %d: %s synapses do not match what reaches them", id, synapses.in()));
        }
        if (delay < 1 || delay > MAX_DELAY) {
            throw new InputException(String.format(
                    Locale.ROOT, "projection %d: a delay of %d steps; 1..%d are possible", id, delay, MAX_DELAY));
        }
    }

    /** The shortest delay: one step. */
    public Projection(int id, int source, MaxGate gate, int[] order, int target, Synapses synapses) {
        this(id, source, gate, order, target, synapses, 1);
    }

    /** The same synapses with another delay. */
    public Projection withDelay(int steps) {
        return new Projection(id, source, gate, order, target, synapses, steps);
    }

    /** The shape that leaves the sender: after the gate, before the rearrangement. */
    public Shape sent(Population sender) {
        return gate == null ? sender.shape() : gate.out();
    }
}
