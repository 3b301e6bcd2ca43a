package org.synfire.emulator.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.UGE;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.LongStream;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.synfire.network.integer.RandomStream;

/** Firing with the Vector API: the same field of neighbouring words in the lanes of a vector. */
final class VectorFiringKernels implements FiringKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.length() <= FiringRule.WORDS_STEP
            ? IntVector.SPECIES_PREFERRED
            : IntVector.SPECIES_512;
    private static final int LANES = INTS.length();
    /** Vectors of draws that are compared with a threshold one after the other. */
    private static final int VECTORS = 4;

    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, INTS.vectorShape());
    private static final long UPPER = -1L << Integer.SIZE;
    /** What lies between the states of the first of a vector's draws and of the others, for every second draw. */
    private static final long[] GROWTH = LongStream.range(0, LONGS.length())
            .map(lane -> 2 * lane * RandomStream.GAMMA)
            .toArray();

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
            VectorMask<Integer> fires = h.lanewise(XOR, flip).compare(GE, threshold);
            VectorMask<Integer> there = INTS.indexInRange(j, count);
            IntVector left = h.sub(threshold.lanewise(XOR, flip)).and(resetMask);
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
    public void draw(long seed, long first, int[] draws) {
        int end = ORDER == ByteOrder.LITTLE_ENDIAN ? INTS.loopBound(draws.length) : 0;
        LongVector growth = LongVector.fromArray(LONGS, GROWTH, 0);
        for (int i = 0; i < end; i += LANES) {
            long state = seed + (first + i + 1) * RandomStream.GAMMA;
            LongVector even = LongVector.broadcast(LONGS, state).add(growth);
            LongVector odd =
                    LongVector.broadcast(LONGS, state + RandomStream.GAMMA).add(growth);
            even = even.lanewise(XOR, even.lanewise(LSHR, 30)).mul(RandomStream.FIRST_FACTOR);
            odd = odd.lanewise(XOR, odd.lanewise(LSHR, 30)).mul(RandomStream.FIRST_FACTOR);
            even = even.lanewise(XOR, even.lanewise(LSHR, 27)).mul(RandomStream.SECOND_FACTOR);
            odd = odd.lanewise(XOR, odd.lanewise(LSHR, 27)).mul(RandomStream.SECOND_FACTOR);
            even = even.lanewise(XOR, even.lanewise(LSHR, 31)).lanewise(LSHR, Integer.SIZE);
            odd = odd.lanewise(XOR, odd.lanewise(LSHR, 31)).and(UPPER);
            even.or(odd).reinterpretAsInts().intoArray(draws, i);
        }
        ScalarFiringKernels.draw(seed, first, draws, end);
    }

    @Override
    public void addReached(int[] draws, int[] thresholds, int weight, int[] inputs) {
        int end = draws.length - draws.length % (VECTORS * LANES);
        for (int n = 0; n < end; n += VECTORS * LANES) {
            IntVector draw0 = IntVector.fromArray(INTS, draws, n);
            IntVector draw1 = IntVector.fromArray(INTS, draws, n + LANES);
            IntVector draw2 = IntVector.fromArray(INTS, draws, n + 2 * LANES);
            IntVector draw3 = IntVector.fromArray(INTS, draws, n + 3 * LANES);
            IntVector sum0 = IntVector.fromArray(INTS, inputs, n);
            IntVector sum1 = IntVector.fromArray(INTS, inputs, n + LANES);
            IntVector sum2 = IntVector.fromArray(INTS, inputs, n + 2 * LANES);
            IntVector sum3 = IntVector.fromArray(INTS, inputs, n + 3 * LANES);
            for (int threshold : thresholds) {
                VectorMask<Integer> reached0 = draw0.compare(UGE, threshold);
                VectorMask<Integer> reached1 = draw1.compare(UGE, threshold);
                VectorMask<Integer> reached2 = draw2.compare(UGE, threshold);
                VectorMask<Integer> reached3 = draw3.compare(UGE, threshold);
                if (!reached0.or(reached1).or(reached2.or(reached3)).anyTrue()) {
                    break;
                }
                sum0 = IntVector.zero(INTS).blend(weight, reached0).add(sum0);
                sum1 = IntVector.zero(INTS).blend(weight, reached1).add(sum1);
                sum2 = IntVector.zero(INTS).blend(weight, reached2).add(sum2);
                sum3 = IntVector.zero(INTS).blend(weight, reached3).add(sum3);
            }
            IntVector.zero(INTS).add(sum0).intoArray(inputs, n);
            IntVector.zero(INTS).add(sum1).intoArray(inputs, n + LANES);
            IntVector.zero(INTS).add(sum2).intoArray(inputs, n + 2 * LANES);
            IntVector.zero(INTS).add(sum3).intoArray(inputs, n + 3 * LANES);
        }
        ScalarFiringKernels.addReached(draws, end, thresholds, weight, inputs);
    }

    @Override
    public void weightedSums(int[] weights, int from, int[] values, int[] places, int count, int[] sums) {
        for (int i = 0; i < count; i += LANES) {
            IntVector sum = IntVector.zero(INTS);
            for (int k = 0; k < places.length; k++) {
                sum = IntVector.fromArray(INTS, values, places[k] + i)
                        .mul(weights[from + k])
                        .add(sum);
            }
            sum.intoArray(sums, i);
        }
    }
}
