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
    /** For each axon its input and its synapses, side by side. */
    private final int[] axons;

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
        int[] found = new int[2 * axonOf.length];
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
                found[2 * numbered] = input;
                found[2 * numbered + 1] = count;
                axonOf[input] = numbered++;
            }
        }
        this.axons = Arrays.copyOf(found, 2 * numbered);
        this.synapses = synapses;
    }

    /** Where the synapses lie; to be called once, before the first spike. */
    void placeSynapses(SharedSynapses placed) {
        shared = placed;
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
        return axons[2 * axon + 1];
    }

    @Override
    public int axonWords() {
        return Math.ceilDiv(axons.length, 2 * Long.SIZE);
    }

    @Override
    public long weightBytes() {
        return Short.BYTES * synapses;
    }

    @Override
    public long tableBytes() {
        return (long) Integer.BYTES * (axonOf.length + axons.length) + Short.BYTES * synapses;
    }

    @Override
    public long integrate(MemorySegment spikes, StepSums sums) {
        long added = 0;
        for (int w = 0; w < axonWords(); w++) {
            long bits = spikes.getAtIndex(ValueLayout.JAVA_LONG, w);
            if (bits != 0) {
                spikes.setAtIndex(ValueLayout.JAVA_LONG, w, 0);
                for (long rest = bits; rest != 0; rest &= rest - 1) {
                    int axon = w * Long.SIZE + Long.numberOfTrailingZeros(rest);
                    shared.spike(axons[2 * axon]);
                    added += operations(axon);
                }
            }
        }
        return added;
    }
}
