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
 * <p><b>Axon numbers:</b> the inputs that reach the core, rising, without gaps. <b>Memory:</b> on the heap, 4 bytes for
 * each synapse, 5 where delays differ; 4 for each axon and for each input of the projection. <b>Limits:</b> 65,536
 * neurons in a core.
 */
final class SparseTable implements SynapseTable {
    private final int[] axonOf;
    private final int axons;
    private final int[] starts;
    private final char[] targets;
    private final short[] weights;
    private final byte[] delays;
    private DueSums due;

    SparseTable(SparseSynapses synapses, Slice slice) {
        Shape out = synapses.out();
        int[] neuronOf = new int[out.size()];
        Arrays.fill(neuronOf, NO_AXON);
        for (int n = 0; n < slice.neurons(); n++) {
            neuronOf[slice.element(out, n)] = n;
        }
        this.axonOf = new int[synapses.in().size()];
        int[] starts = new int[axonOf.length + 1];
        int count = 0;
        int numbered = 0;
        for (int input = 0; input < axonOf.length; input++) {
            int before = count;
            for (int s = synapses.start(input); s < synapses.start(input + 1); s++) {
                count += neuronOf[synapses.target(s)] == NO_AXON ? 0 : 1;
            }
            axonOf[input] = count == before ? NO_AXON : numbered++;
            starts[numbered] = count;
        }
        this.axons = numbered;
        this.starts = Arrays.copyOf(starts, axons + 1);
        this.targets = new char[count];
        this.weights = new short[count];
        this.delays = new byte[synapses.largestExtraDelay() == 0 ? 0 : count];
        fill(synapses, neuronOf);
    }

    private void fill(SparseSynapses synapses, int[] neuronOf) {
        int at = 0;
        for (int s = 0; s < synapses.connections(); s++) {
            int neuron = neuronOf[synapses.target(s)];
            if (neuron != NO_AXON) {
                targets[at] = (char) neuron;
                weights[at] = (short) synapses.weight(s);
                if (delays.length > 0) {
                    delays[at] = (byte) synapses.extraDelay(s);
                }
                at++;
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
        return (long) Short.BYTES * weights.length;
    }

    @Override
    public long tableBytes() {
        return (long) Integer.BYTES * (axonOf.length + starts.length)
                + (long) Character.BYTES * targets.length
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
            due.add(targets, weights, from, to);
        } else {
            due.add(targets, weights, delays, from, to);
        }
        return to - from;
    }
}
