package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Synapses from one population to another, or to itself, by way of a max-pooling gate and a rearrangement where there
 * are such.
 *
 * @param id its number in the network
 * @param source number of the sending population
 * @param gate max-pooling at the sender, where there is any
 * @param order for each element of the synapses' input the number of the sender's (gated) element, -1 for a constant 0;
 *     absent where the order stays the same; no element is used twice
 * @param target number of the receiving population
 * @param synapses the weights
 * @param delay time steps from the step in which a spike is sent to the one in which it is integrated,
 *     1..{@value #MAX_DELAY}
 */
public record Projection(
        int id, int source, Optional<MaxGate> gate, Optional<int[]> order, int target, Synapses synapses, int delay) {
    /** The longest delay. */
    public static final int MAX_DELAY = 1 << 16;

    /** @throws InputException if sizes do not match, or the delay is out of range */
    public Projection {
        int arriving = order.map(elements -> elements.length)
                .orElse(gate.map(pooling -> pooling.out().size())
                        .orElse(synapses.in().size()));
        if (arriving != synapses.in().size()) {
            throw new InputException(String.format(
                    Locale.ROOT, "projection %d: %s synapses do not match what reaches them", id, synapses.in()));
        }
        if (delay < 1 || delay > MAX_DELAY) {
            throw new InputException(String.format(
                    Locale.ROOT, "projection %d: a delay of %d steps; 1..%d are possible", id, delay, MAX_DELAY));
        }
    }

    /** Synapses from the sender's elements as they are, with the shortest delay: one step. */
    public static Projection of(int id, int source, int target, Synapses synapses) {
        return new Projection(id, source, Optional.empty(), Optional.empty(), target, synapses, 1);
    }

    /** Synapses from what a gate sends, with the shortest delay. */
    public static Projection of(int id, int source, MaxGate gate, int target, Synapses synapses) {
        return new Projection(id, source, Optional.of(gate), Optional.empty(), target, synapses, 1);
    }

    /** The same synapses with another delay. */
    public Projection withDelay(int steps) {
        return new Projection(id, source, gate, order, target, synapses, steps);
    }

    /** The same way with other synapses. */
    public Projection with(Synapses others) {
        return new Projection(id, source, gate, order, target, others, delay);
    }

    /** The same synapses between two other populations. */
    public Projection between(int newId, int newSource, int newTarget) {
        return new Projection(newId, newSource, gate, order, newTarget, synapses, delay);
    }

    /** The shape that leaves the sender: after the gate, before the rearrangement. */
    public Shape sent(Population sender) {
        return gate.map(MaxGate::out).orElse(sender.shape());
    }

    /** The number of the sender's (gated) element that is this element of the synapses' input; -1 for a constant 0. */
    public int sentBy(int input) {
        return order.isPresent() ? order.get()[input] : input;
    }

    /** For each element that the sender sends, after its gate, the element of the synapses' input it is, or -1. */
    public int[] inputOfSent(Population sender) {
        int[] inputOf = new int[sent(sender).size()];
        Arrays.fill(inputOf, -1);
        for (int i = 0; i < synapses.in().size(); i++) {
            if (sentBy(i) >= 0) {
                inputOf[sentBy(i)] = i;
            }
        }
        return inputOf;
    }
}
