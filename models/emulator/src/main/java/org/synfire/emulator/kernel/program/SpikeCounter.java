package org.synfire.emulator.kernel.program;

import static org.synfire.emulator.kernel.program.Block.INTS;
import static org.synfire.emulator.kernel.program.Block.LANES;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Counts the spikes of a block's neurons that spike several times in a step.
 *
 * <p><b>Memory:</b> on the heap, 4 bytes for each neuron of a block. <b>Threads:</b> one.
 */
final class SpikeCounter {
    private final Block block;
    private final int most;
    private final int[] counts = new int[Block.SIZE];
    private boolean hasSpikes;

    /** @param most spikes of a neuron in a step, of which no program sends more */
    SpikeCounter(Block block, int most) {
        this.block = block;
        this.most = most;
    }

    /** Forgets the spikes of the block's last neurons. */
    void begin() {
        if (hasSpikes) {
            Arrays.fill(counts, 0);
            hasSpikes = false;
        }
    }

    /**
     * Counts a spike of some neurons.
     *
     * @param spiking -1 where a neuron spikes, 0 elsewhere
     */
    void add(int[] spiking) {
        hasSpikes = true;
        for (int i = 0; i < block.count; i += LANES) {
            IntVector.fromArray(INTS, counts, i)
                    .sub(IntVector.fromArray(INTS, spiking, i))
                    .intoArray(counts, i);
        }
    }

    /**
     * Sets bit i of plane p where neuron i of the core spikes more than p times.
     *
     * @param planes as many as a neuron can spike
     */
    void writeTo(long[][] planes) {
        long any = hasSpikes ? 1 : 0;
        for (int plane = 0; plane < most && any != 0; plane++) {
            any = write(planes[plane], plane);
        }
    }

    /** Sets the bits of a plane; gives all of them, one word over the other. */
    private long write(long[] plane, int count) {
        long any = 0;
        for (int i = 0; i < block.count; i += LANES) {
            int neuron = block.first + i;
            long bits = IntVector.fromArray(INTS, counts, i)
                    .compare(VectorOperators.GT, count)
                    .toLong();
            plane[neuron / Long.SIZE] |= bits << neuron;
            any |= bits;
        }
        return any;
    }
}
