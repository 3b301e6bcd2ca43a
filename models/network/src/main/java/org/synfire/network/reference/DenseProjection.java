package org.synfire.network.reference;

import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/** One projection in dense form: pooling, then rearrangement, then the weighted sums. */
public final class DenseProjection {
    private final Projection projection;
    private final int[] pooled;
    private final int[] arranged;
    private final DenseSums sums;
    private final int codeMask;
    private int[] fanOut;

    /** @param sender the population whose values the projection reads */
    public DenseProjection(Projection projection, Population sender) {
        this.projection = projection;
        this.codeMask = sender.neurons() instanceof Neurons.Coded coded
                ? (1 << coded.code().bits()) - 1
                : 1;
        this.pooled = projection.gate().isEmpty()
                ? null
                : new int[projection.sent(sender).size()];
        this.arranged = projection.order().map(order -> new int[order.length]).orElse(null);
        this.sums = switch (projection.synapses()) {
            case Synapses.Convolution s -> new DenseConvolution(s);
            case Synapses.Dense s -> new DenseMatrix(s);
            case Synapses.Identity s -> (target, input) -> identity(s, target, input);
            case SparseSynapses s -> (target, input) -> sparse(s, target, input);
        };
    }

    /** Number of the sender. */
    public int source() {
        return projection.source();
    }

    /** Adds what this projection brings from the sender's values to the target's sums. */
    void addTo(int[] target, int[] sender) {
        sums.addTo(target, arriving(sender));
    }

    /** Adds what this projection brings from the sender's spikes of a step, each when its synapse's delay is over. */
    void addTo(DelayedSums target, int step, int[] spikes) {
        int[] arriving = arriving(spikes);
        switch (projection.synapses()) {
            case SparseSynapses s -> target.add(step, s, arriving);
            case Synapses.Convolution s -> sums.addTo(target.of(step), arriving);
            case Synapses.Dense s -> sums.addTo(target.of(step), arriving);
            case Synapses.Identity s -> sums.addTo(target.of(step), arriving);
        }
    }

    /** The sender's values as they reach the synapses; the array is the sender's or this object's. */
    int[] arriving(int[] sender) {
        int[] input = sender;
        if (pooled != null) {
            pool(projection.gate().orElseThrow(), input, pooled);
            input = pooled;
        }
        if (arranged != null) {
            arrange(projection.order().orElseThrow(), input, arranged);
            input = arranged;
        }
        return input;
    }

    /** The sender's values as they reach the synapses where pooling goes by how often each has spiked. */
    public int[] arriving(int[] sender, int[] counts) {
        if (pooled == null) {
            return arriving(sender);
        }
        poolByCount(projection.gate().orElseThrow(), sender, counts, pooled);
        if (arranged == null) {
            return pooled;
        }
        arrange(projection.order().orElseThrow(), pooled, arranged);
        return arranged;
    }

    /** Synaptic operations of values that reach the synapses, each of which is a spike or 0. */
    public long spikeOperations(int[] arrived) {
        int[] synapses = fanOut();
        long operations = 0;
        for (int i = 0; i < arrived.length; i++) {
            operations += arrived[i] == 0 ? 0 : synapses[i];
        }
        return operations;
    }

    private int[] fanOut() {
        if (fanOut == null) {
            fanOut = FanOut.of(projection.synapses());
        }
        return fanOut;
    }

    /** Synaptic operations that the sender's values cause: one for each spike and synapse. */
    long operations(int[] sender) {
        int[] synapses = fanOut();
        int[] input = arriving(sender);
        long operations = 0;
        for (int i = 0; i < input.length; i++) {
            operations += (long) Integer.bitCount(input[i] & codeMask) * synapses[i];
        }
        return operations;
    }

    /** Adds what so many values that reach the synapses bring to the target's sums. */
    public void addArrived(int[] target, int[] arrived) {
        sums.addTo(target, arrived);
    }

    private static void pool(MaxGate gate, int[] map, int[] pooled) {
        int[] starts = gate.starts();
        int[] members = gate.members();
        int windows = gate.out().positions();
        int positions = gate.in().positions();
        for (int channel = 0; channel < gate.in().channels(); channel++) {
            for (int w = 0; w < windows; w++) {
                int largest = Integer.MIN_VALUE;
                for (int m = starts[w]; m < starts[w + 1]; m++) {
                    largest = Math.max(largest, map[channel * positions + members[m]]);
                }
                pooled[channel * windows + w] = largest;
            }
        }
    }

    private static void poolByCount(MaxGate gate, int[] map, int[] counts, int[] pooled) {
        int windows = gate.out().positions();
        int positions = gate.in().positions();
        for (int i = 0; i < pooled.length; i++) {
            int first = i / windows * positions;
            int best = first + gate.members()[gate.starts()[i % windows]];
            for (int m = gate.starts()[i % windows] + 1; m < gate.starts()[i % windows + 1]; m++) {
                int other = first + gate.members()[m];
                best = counts[other] > counts[best] ? other : best;
            }
            pooled[i] = map[best];
        }
    }

    private static void arrange(int[] order, int[] input, int[] arranged) {
        for (int i = 0; i < order.length; i++) {
            arranged[i] = order[i] < 0 ? 0 : input[order[i]];
        }
    }

    private static void sparse(SparseSynapses sparse, int[] target, int[] input) {
        for (int i = 0; i < input.length; i++) {
            for (int s = sparse.start(i); s < sparse.start(i + 1); s++) {
                target[sparse.target(s)] += sparse.weight(s) * input[i];
            }
        }
    }

    private static void identity(Synapses.Identity identity, int[] target, int[] input) {
        int positions = identity.in().positions();
        for (int channel = 0; channel < identity.in().channels(); channel++) {
            int weight = identity.weight(channel);
            for (int i = channel * positions; i < (channel + 1) * positions; i++) {
                target[i] += weight * input[i];
            }
        }
    }
}
