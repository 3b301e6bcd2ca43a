package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.SparseSynapses;

/**
 * Synapses that are listed one by one, each with a delay of its own, as one core receives their spikes. The synapses
 * themselves lie in {@link SharedSynapses}, together with those of other cores.
 *
 * <p><b>Axon numbers:</b> the inputs that reach the core, rising, without gaps. <b>Memory:</b> on the heap, 8 bytes for
 * each axon and 4 for each input of the projection.
 */
final class SparseTable implements SynapseTable {
    private final int[] axonOf;
    private final int[] inputs;
    /** For each axon its synapses; as a complement where this core adds the weights for all that share them. */
    private final int[] counts;

    private final long synapses;
    private final int largestExtraDelay;
    private SharedSynapses shared;

    SparseTable(SparseSynapses all, Slice slice) {
        Shape out = all.out();
        boolean[] isHere = new boolean[out.size()];
        for (int n = 0; n < slice.neurons(); n++) {
            isHere[slice.element(out, n)] = true;
        }
        this.axonOf = new int[all.in().size()];
        this.largestExtraDelay = all.largestExtraDelay();
        int[] inputs = new int[axonOf.length];
        int[] counts = new int[axonOf.length];
        int numbered = 0;
        long synapses = 0;
        for (int input = 0; input < axonOf.length; input++) {
            int count = 0;
            for (int s = all.start(input); s < all.start(input + 1); s++) {
                count += isHere[all.target(s)] ? 1 : 0;
            }
            synapses += count;
            axonOf[input] = NO_AXON;
            if (count > 0) {
                inputs[numbered] = input;
                counts[numbered] = count;
                axonOf[input] = numbered++;
            }
        }
        this.inputs = Arrays.copyOf(inputs, numbered);
        this.counts = Arrays.copyOf(counts, numbered);
        this.synapses = synapses;
    }

    /**
     * Where the synapses lie; to be called once, before the first spike.
     *
     * @param isAdded for each input whether another core adds its weights; true afterwards for those that reach this
     *     one
     */
    void placeSynapses(SharedSynapses placed, boolean[] isAdded) {
        shared = placed;
        for (int axon = 0; axon < counts.length; axon++) {
            if (!isAdded[inputs[axon]]) {
                isAdded[inputs[axon]] = true;
                counts[axon] = ~counts[axon];
            }
        }
    }

    /** The longest delay of a synapse on top of its projection's. */
    int largestExtraDelay() {
        return largestExtraDelay;
    }

    @Override
    public int axon(int element) {
        return axonOf[element];
    }

    @Override
    public int operations(int axon) {
        return Math.max(counts[axon], ~counts[axon]);
    }

    @Override
    public int axonWords() {
        return Math.ceilDiv(counts.length, Long.SIZE);
    }

    @Override
    public long weightBytes() {
        return Short.BYTES * synapses;
    }

    @Override
    public long tableBytes() {
        return (long) Integer.BYTES * (axonOf.length + inputs.length + counts.length) + Short.BYTES * synapses;
    }

    @Override
    public long integrate(MemorySegment spikes, StepSums sums) {
        long added = 0;
        int words = axonWords();
        for (int w = 0; w < words; w++) {
            long bits = spikes.getAtIndex(ValueLayout.JAVA_LONG, w);
            if (bits != 0) {
                spikes.setAtIndex(ValueLayout.JAVA_LONG, w, 0);
                for (long rest = bits; rest != 0; rest &= rest - 1) {
                    int axon = w * Long.SIZE + Long.numberOfTrailingZeros(rest);
                    int count = counts[axon];
                    if (count < 0) {
                        shared.spike(inputs[axon]);
                    }
                    added += count < 0 ? ~count : count;
                }
            }
        }
        return added;
    }
}
