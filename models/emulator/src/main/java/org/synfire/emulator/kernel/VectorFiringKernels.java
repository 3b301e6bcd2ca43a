package org.synfire.emulator.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.UGE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Firing with the Vector API: the same field of neighbouring words in the lanes of a vector. */
final class VectorFiringKernels implements FiringKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.length() <= FiringRule.WORDS_STEP
            ? IntVector.SPECIES_PREFERRED
            : IntVector.SPECIES_512;
    private static final int LANES = INTS.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public int fire(MemorySegment potentials, int[] inputs, FiringRule rule, boolean isFirst, long[] spikes) {
        Arrays.fill(spikes, 0, Math.ceilDiv(rule.neurons(), Long.SIZE), 0);
        int overflows = 0;
        for (int first = 0, field = 0; first < rule.neurons(); first += rule.words(), field++) {
            overflows += fire(potentials, inputs, rule, isFirst, spikes, first, field * rule.fieldBits());
        }
        return overflows;
    }

    /** The neurons whose potentials lie in one field. */
    private static int fire(
            MemorySegment potentials,
            int[] inputs,
            FiringRule rule,
            boolean isFirst,
            long[] spikes,
            int first,
            int at) {
        int unused = Integer.SIZE - rule.fieldBits();
        int mask = -1 >>> unused;
        int stored = isFirst ? 0 : -1;
        int[] thresholds = rule.thresholds();
        int[] flips = rule.flips();
        int period = rule.period();
        int readShift = rule.readShift();
        int decayShift = rule.decayShift();
        int decayMask = rule.decayMask();
        int resetMask = rule.resetMask();
        int storeShift = rule.storeShift();
        int least = rule.least();
        int most = rule.most();
        int count = Math.min(rule.words(), rule.neurons() - first);
        int advance = LANES % period;
        int overflows = 0;
        for (int j = 0, channel = first % period; j < count; j += LANES) {
            IntVector packed = IntVector.fromMemorySegment(INTS, potentials, (long) j * Integer.BYTES, ORDER);
            IntVector u =
                    packed.lanewise(LSHL, unused - at).lanewise(ASHR, unused).and(stored);
            IntVector h = IntVector.fromArray(INTS, inputs, first + j)
                    .add(u.lanewise(ASHR, readShift))
                    .sub(u.lanewise(ASHR, decayShift).and(decayMask));
            IntVector flip = IntVector.fromArray(INTS, flips, channel);
            IntVector threshold = IntVector.fromArray(INTS, thresholds, channel);
            VectorMask<Integer> fires = h.lanewise(VectorOperators.XOR, flip).compare(GE, threshold);
            VectorMask<Integer> there = INTS.indexInRange(j, count);
            IntVector left =
                    h.sub(threshold.lanewise(VectorOperators.XOR, flip)).and(resetMask);
            IntVector kept = h.blend(left, fires).lanewise(ASHR, storeShift);
            IntVector limited = kept.max(least).min(most);
            if (rule.isCounted()) {
                overflows += limited.compare(NE, kept).and(there).trueCount();
            }
            packed.and(~(mask << at))
                    .or(limited.and(mask).lanewise(LSHL, at))
                    .intoMemorySegment(potentials, (long) j * Integer.BYTES, ORDER);
            spikes[(first + j) >> 6] |= fires.and(there).toLong() << (first + j);
            channel += advance;
            channel = channel >= period ? channel - period : channel;
        }
        return overflows;
    }

    @Override
    public void addReached(int[] draws, int[] thresholds, int weight, int[] inputs) {
        int end = INTS.loopBound(draws.length);
        for (int n = 0; n < end; n += LANES) {
            IntVector draw = IntVector.fromArray(INTS, draws, n);
            IntVector sum = IntVector.fromArray(INTS, inputs, n);
            for (int threshold : thresholds) {
                VectorMask<Integer> reached = draw.compare(UGE, threshold);
                if (!reached.anyTrue()) {
                    break;
                }
                sum = IntVector.zero(INTS).blend(weight, reached).add(sum);
            }
            IntVector.zero(INTS).add(sum).intoArray(inputs, n);
        }
        ScalarFiringKernels.addReached(draws, end, thresholds, weight, inputs);
    }
}
