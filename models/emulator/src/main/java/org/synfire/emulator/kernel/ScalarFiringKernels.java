package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.network.integer.RandomStream;

/** Plain loops: what the vector kernels must equal. */
final class ScalarFiringKernels implements FiringKernels {
    @Override
    public int fire(MemorySegment potentials, int[] inputs, FiringRule rule, boolean isFirst, long[] spikes) {
        int unused = Integer.SIZE - rule.fieldBits();
        int field = -1 >>> unused;
        int overflows = 0;
        Arrays.fill(spikes, 0, Math.ceilDiv(rule.neurons(), Long.SIZE), 0);
        for (int i = 0; i < rule.neurons(); i++) {
            int word = i % rule.words();
            int at = i / rule.words() * rule.fieldBits();
            int packed = potentials.getAtIndex(ValueLayout.JAVA_INT, word);
            int stored = isFirst ? 0 : packed << (unused - at) >> unused;
            int potential = inputs[i] + (stored >> rule.readShift()) - (stored >> rule.decayShift() & rule.decayMask());
            int flip = rule.flips()[i % rule.period()];
            int threshold = rule.thresholds()[i % rule.period()];
            boolean fires = (potential ^ flip) >= threshold;
            int kept = (fires ? potential - (threshold ^ flip) & rule.resetMask() : potential) >> rule.storeShift();
            int limited = Math.clamp(kept, rule.least(), rule.most());
            overflows += rule.isCounted() && limited != kept ? 1 : 0;
            potentials.setAtIndex(ValueLayout.JAVA_INT, word, (packed & ~(field << at)) | (limited & field) << at);
            spikes[i >> 6] |= fires ? 1L << i : 0;
        }
        return overflows;
    }

    @Override
    public void draw(long seed, long first, int[] draws) {
        draw(seed, first, draws, 0);
    }

    /** From a place in the array on. */
    static void draw(long seed, long first, int[] draws, int from) {
        for (int i = from; i < draws.length; i++) {
            draws[i] = RandomStream.upper(seed, first + i);
        }
    }

    @Override
    public void addReached(int[] draws, int[] thresholds, int weight, int[] inputs) {
        addReached(draws, 0, thresholds, weight, inputs);
    }

    /** From a neuron on. */
    static void addReached(int[] draws, int from, int[] thresholds, int weight, int[] inputs) {
        for (int n = from; n < draws.length; n++) {
            for (int k = 0; k < thresholds.length && Integer.compareUnsigned(draws[n], thresholds[k]) >= 0; k++) {
                inputs[n] += weight;
            }
        }
    }

    @Override
    public void weightedSums(int[] weights, int from, int[] values, int[] places, int count, int[] sums) {
        for (int i = 0; i < count; i++) {
            int sum = 0;
            for (int k = 0; k < places.length; k++) {
                sum += weights[from + k] * values[places[k] + i];
            }
            sums[i] = sum;
        }
    }
}
