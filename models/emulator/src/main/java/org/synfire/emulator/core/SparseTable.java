package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.SparseSynapses;

/**
 * Synapses that are listed one by one, each with a delay of its own, as one core stores them. What they add goes to the
 * core's {@link DueSums}, not to the sums of the step.
 *
 * <p><b>Axon numbers:</b> the inputs that reach the core, rising, without gaps. <b>Order:</b> an axon's synapses are
 * sorted by their delays, so that those of one step are added behind one another. <b>Memory:</b> on the heap, 4 bytes
 * for each synapse, 5 where there are delays; 4 for each axon and for each input of the projection. <b>Limits:</b>
 * 65,536 neurons in a core.
 */
final class SparseTable implements SynapseTable {
    private final int[] axonOf;
    private final int axons;
    private final int[] starts;
    private final int[] synapses;
    private final byte[] delays;
    private DueSums due;

    SparseTable(SparseSynapses all, Slice slice) {
        Shape out = all.out();
        int[] neuronOf = new int[out.size()];
        Arrays.fill(neuronOf, NO_AXON);
        for (int n = 0; n < slice.neurons(); n++) {
            neuronOf[slice.element(out, n)] = n;
        }
        this.axonOf = new int[all.in().size()];
        int[] starts = new int[axonOf.length + 1];
        int count = 0;
        int numbered = 0;
        for (int input = 0; input < axonOf.length; input++) {
            int before = count;
            for (int s = all.start(input); s < all.start(input + 1); s++) {
                count += neuronOf[all.target(s)] == NO_AXON ? 0 : 1;
            }
            axonOf[input] = count == before ? NO_AXON : numbered++;
            starts[numbered] = count;
        }
        this.axons = numbered;
        this.starts = Arrays.copyOf(starts, axons + 1);
        this.synapses = new int[count];
        this.delays = new byte[all.largestExtraDelay() == 0 ? 0 : count];
        fill(all, neuronOf);
    }

    /** Axon by axon, each with a place for every delay. */
    private void fill(SparseSynapses all, int[] neuronOf) {
        int[] places = new int[SparseSynapses.MAX_EXTRA_DELAY + 2];
        for (int input = 0; input < axonOf.length; input++) {
            if (axonOf[input] != NO_AXON) {
                Arrays.fill(places, 0);
                for (int s = all.start(input); s < all.start(input + 1); s++) {
                    places[all.extraDelay(s) + 1] += neuronOf[all.target(s)] == NO_AXON ? 0 : 1;
                }
                places[0] = starts[axonOf[input]];
                for (int delay = 1; delay < places.length; delay++) {
                    places[delay] += places[delay - 1];
                }
                for (int s = all.start(input); s < all.start(input + 1); s++) {
                    int neuron = neuronOf[all.target(s)];
                    if (neuron != NO_AXON) {
                        int at = places[all.extraDelay(s)]++;
                        synapses[at] = DueSums.synapse(neuron, all.weight(s));
                        if (delays.length > 0) {
                            delays[at] = (byte) all.extraDelay(s);
                        }
                    }
                }
            }
        }
    }

    /** Where what the synapses add goes; to be called once. */
    void placeSums(DueSums sums) {
        due = sums;
    }

    @Override
    public int axon(int element) {
        return axonOf[element];
    }

    @Override
    public int operations(int axon) {
        return starts[axon + 1] - starts[axon];
    }

    @Override
    public int axonWords() {
        return Math.ceilDiv(axons, Long.SIZE);
    }

    @Override
    public long weightBytes() {
        return (long) Short.BYTES * synapses.length;
    }

    @Override
    public long tableBytes() {
        return (long) Integer.BYTES * (axonOf.length + starts.length)
                + (long) Short.BYTES * synapses.length
                + delays.length;
    }

    @Override
    public long integrate(MemorySegment spikes, StepSums sums) {
        long operations = 0;
        for (int w = 0; w < axonWords(); w++) {
            long bits = spikes.getAtIndex(ValueLayout.JAVA_LONG, w);
            if (bits != 0) {
                spikes.setAtIndex(ValueLayout.JAVA_LONG, w, 0);
                for (long rest = bits; rest != 0; rest &= rest - 1) {
                    operations += add(w * Long.SIZE + Long.numberOfTrailingZeros(rest));
                }
            }
        }
        return operations;
    }

    private int add(int axon) {
        int from = starts[axon];
        int to = starts[axon + 1];
        if (delays.length == 0) {
            due.add(synapses, from, to);
        } else {
            due.add(synapses, delays, from, to);
        }
        return to - from;
    }
}
