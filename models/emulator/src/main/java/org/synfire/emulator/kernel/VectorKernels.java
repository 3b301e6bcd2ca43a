package org.synfire.emulator.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.B2I;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.I2L;
import static jdk.incubator.vector.VectorOperators.L2B;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels in the Vector API, register-blocked: up to six tiles of sums stay in registers while the spikes of a position
 * pass.
 *
 * <p>Six tiles make twelve array loads in a method; beyond that C2 stops keeping the accumulators in registers.
 *
 * <p>Whether C2 turns a vector into an object must not depend on what ran before. So no method here takes or returns a
 * vector, which becomes an object where C2 does not inline the method. And an accumulator, which a loop carries, is
 * only ever an argument: C2 knows the class of a vector that was just made, and needs no profile of the calls on it.
 * The profiles lie in the Vector API's own methods, which vectors of other widths share.
 */
final class VectorKernels implements Kernels {
    private static final int SMALLEST_VECTOR_BITS = 64;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    /** C2 has no conversion of two longs to two bytes. */
    private static final boolean HAS_WIDE_LONGS = LONGS.length() > 2;

    private static final VectorSpecies<Long> CODE_LONGS =
            LONGS.length() > CodeWords.WORDS ? LongVector.SPECIES_512 : LONGS;
    private static final VectorSpecies<Byte> HALF_BYTES = narrow(byte.class, 2);
    private static final VectorSpecies<Byte> QUARTER_BYTES = narrow(byte.class, 4);
    private static final VectorSpecies<Short> HALF_SHORTS = narrow(short.class, 2);
    private static final VectorSpecies<Integer> HALF_INTS = narrow(int.class, 2);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int L16 = SHORTS.length();
    private static final int L32 = INTS.length();
    private static final int MAX_BLOCK = 6;

    private static <E> VectorSpecies<E> narrow(Class<E> element, int parts) {
        return VectorSpecies.of(
                element, VectorShape.forBitSize(Math.max(SMALLEST_VECTOR_BITS, SHORTS.vectorBitSize() / parts)));
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public boolean isVector() {
        return true;
    }

    @Override
    public ScaledKernels scaled() {
        return new VectorScaledKernels();
    }

    @Override
    public FiringKernels firing() {
        return new VectorFiringKernels();
    }

    @Override
    public int lanes16() {
        return L16;
    }

    @Override
    public int lanes32() {
        return L32;
    }

    @Override
    public void addTiles(
            short[] sums,
            int base,
            int[] tileOffsets,
            byte[] weights,
            int weightBase,
            int channelStride,
            long channels) {
        int tile = 0;
        for (; tile + MAX_BLOCK <= tileOffsets.length; tile += MAX_BLOCK) {
            add6(sums, base, tileOffsets, tile, weights, weightBase + tile * L16, channelStride, channels);
        }
        if (tile + 3 <= tileOffsets.length) {
            add3(sums, base, tileOffsets, tile, weights, weightBase + tile * L16, channelStride, channels);
            tile += 3;
        }
        for (; tile < tileOffsets.length; tile++) {
            add1(sums, base + tileOffsets[tile], weights, weightBase + tile * L16, channelStride, channels);
        }
    }

    private static void add6(
            short[] sums,
            int base,
            int[] offsets,
            int tile,
            byte[] weights,
            int weightBase,
            int channelStride,
            long channels) {
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        int s3 = base + offsets[tile + 3];
        int s4 = base + offsets[tile + 4];
        int s5 = base + offsets[tile + 5];
        ShortVector a0 = ShortVector.fromArray(SHORTS, sums, s0);
        ShortVector a1 = ShortVector.fromArray(SHORTS, sums, s1);
        ShortVector a2 = ShortVector.fromArray(SHORTS, sums, s2);
        ShortVector a3 = ShortVector.fromArray(SHORTS, sums, s3);
        ShortVector a4 = ShortVector.fromArray(SHORTS, sums, s4);
        ShortVector a5 = ShortVector.fromArray(SHORTS, sums, s5);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride;
            a0 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a0);
            a1 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a1);
            a2 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + 2 * L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a2);
            a3 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + 3 * L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a3);
            a4 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + 4 * L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a4);
            a5 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + 5 * L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a5);
        }
        ShortVector.zero(SHORTS).add(a0).intoArray(sums, s0);
        ShortVector.zero(SHORTS).add(a1).intoArray(sums, s1);
        ShortVector.zero(SHORTS).add(a2).intoArray(sums, s2);
        ShortVector.zero(SHORTS).add(a3).intoArray(sums, s3);
        ShortVector.zero(SHORTS).add(a4).intoArray(sums, s4);
        ShortVector.zero(SHORTS).add(a5).intoArray(sums, s5);
    }

    private static void add3(
            short[] sums,
            int base,
            int[] offsets,
            int tile,
            byte[] weights,
            int weightBase,
            int channelStride,
            long channels) {
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        ShortVector a0 = ShortVector.fromArray(SHORTS, sums, s0);
        ShortVector a1 = ShortVector.fromArray(SHORTS, sums, s1);
        ShortVector a2 = ShortVector.fromArray(SHORTS, sums, s2);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride;
            a0 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a0);
            a1 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a1);
            a2 = (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, w + 2 * L16)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a2);
        }
        ShortVector.zero(SHORTS).add(a0).intoArray(sums, s0);
        ShortVector.zero(SHORTS).add(a1).intoArray(sums, s1);
        ShortVector.zero(SHORTS).add(a2).intoArray(sums, s2);
    }

    private static void add1(short[] sums, int at, byte[] weights, int weightBase, int channelStride, long channels) {
        ShortVector a = ShortVector.fromArray(SHORTS, sums, at);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            a = (ShortVector) ByteVector.fromArray(
                            HALF_BYTES, weights, weightBase + Long.numberOfTrailingZeros(rest) * channelStride)
                    .convertShape(B2S, SHORTS, 0)
                    .add(a);
        }
        ShortVector.zero(SHORTS).add(a).intoArray(sums, at);
    }

    @Override
    public void addTiles(
            int[] sums, int base, int[] tileOffsets, byte[] weights, int weightBase, int channelStride, long channels) {
        int tile = 0;
        for (; tile + MAX_BLOCK <= tileOffsets.length; tile += MAX_BLOCK) {
            add6(sums, base, tileOffsets, tile, weights, weightBase + tile * L32, channelStride, channels);
        }
        for (; tile < tileOffsets.length; tile++) {
            add1(sums, base + tileOffsets[tile], weights, weightBase + tile * L32, channelStride, channels);
        }
    }

    private static void add6(
            int[] sums,
            int base,
            int[] offsets,
            int tile,
            byte[] weights,
            int weightBase,
            int channelStride,
            long channels) {
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        int s3 = base + offsets[tile + 3];
        int s4 = base + offsets[tile + 4];
        int s5 = base + offsets[tile + 5];
        IntVector a0 = IntVector.fromArray(INTS, sums, s0);
        IntVector a1 = IntVector.fromArray(INTS, sums, s1);
        IntVector a2 = IntVector.fromArray(INTS, sums, s2);
        IntVector a3 = IntVector.fromArray(INTS, sums, s3);
        IntVector a4 = IntVector.fromArray(INTS, sums, s4);
        IntVector a5 = IntVector.fromArray(INTS, sums, s5);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride;
            a0 = (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, w)
                    .convertShape(B2I, INTS, 0)
                    .add(a0);
            a1 = (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, w + L32)
                    .convertShape(B2I, INTS, 0)
                    .add(a1);
            a2 = (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, w + 2 * L32)
                    .convertShape(B2I, INTS, 0)
                    .add(a2);
            a3 = (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, w + 3 * L32)
                    .convertShape(B2I, INTS, 0)
                    .add(a3);
            a4 = (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, w + 4 * L32)
                    .convertShape(B2I, INTS, 0)
                    .add(a4);
            a5 = (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, w + 5 * L32)
                    .convertShape(B2I, INTS, 0)
                    .add(a5);
        }
        IntVector.zero(INTS).add(a0).intoArray(sums, s0);
        IntVector.zero(INTS).add(a1).intoArray(sums, s1);
        IntVector.zero(INTS).add(a2).intoArray(sums, s2);
        IntVector.zero(INTS).add(a3).intoArray(sums, s3);
        IntVector.zero(INTS).add(a4).intoArray(sums, s4);
        IntVector.zero(INTS).add(a5).intoArray(sums, s5);
    }

    private static void add1(int[] sums, int at, byte[] weights, int weightBase, int channelStride, long channels) {
        IntVector a = IntVector.fromArray(INTS, sums, at);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            a = (IntVector) ByteVector.fromArray(
                            QUARTER_BYTES, weights, weightBase + Long.numberOfTrailingZeros(rest) * channelStride)
                    .convertShape(B2I, INTS, 0)
                    .add(a);
        }
        IntVector.zero(INTS).add(a).intoArray(sums, at);
    }

    @Override
    public void accumulate(MemorySegment potentials, int first, short[] sums, int from, int count, int shift) {
        int keep = shift < Integer.SIZE ? -1 : 0;
        int i = 0;
        for (; i + L32 <= count; i += L32) {
            long at = (long) (first + i) * Integer.BYTES;
            IntVector.fromMemorySegment(INTS, potentials, at, ORDER)
                    .and(keep)
                    .lanewise(LSHL, shift)
                    .add(ShortVector.fromArray(HALF_SHORTS, sums, from + i).convertShape(S2I, INTS, 0))
                    .intoMemorySegment(potentials, at, ORDER);
        }
        for (; i < count; i++) {
            ScalarKernels.accumulateOne(potentials, first + i, sums[from + i], shift);
        }
    }

    @Override
    public void accumulate(MemorySegment potentials, int first, int[] sums, int from, int count, int shift) {
        int keep = shift < Integer.SIZE ? -1 : 0;
        int i = 0;
        for (; i + L32 <= count; i += L32) {
            long at = (long) (first + i) * Integer.BYTES;
            IntVector.fromMemorySegment(INTS, potentials, at, ORDER)
                    .and(keep)
                    .lanewise(LSHL, shift)
                    .add(IntVector.fromArray(INTS, sums, from + i))
                    .intoMemorySegment(potentials, at, ORDER);
        }
        for (; i < count; i++) {
            ScalarKernels.accumulateOne(potentials, first + i, sums[from + i], shift);
        }
    }

    @Override
    public void codes(long[] bits) {
        for (int w = 0; w < CodeWords.WORDS; w += CODE_LONGS.length()) {
            for (int b = 0; b < 4; b++) {
                swapBits(bits, w + b * CodeWords.WORDS, 4, 0x0f0f_0f0f_0f0f_0f0fL);
            }
            for (int b = 0; b < 4; b++) {
                swapBits(bits, w + (b + (b & 2)) * CodeWords.WORDS, 2, 0x3333_3333_3333_3333L);
            }
            for (int b = 0; b < 4; b++) {
                swapBits(bits, w + 2 * b * CodeWords.WORDS, 1, 0x5555_5555_5555_5555L);
            }
        }
    }

    private static void swapBits(long[] bits, int low, int distance, long lower) {
        int high = low + distance * CodeWords.WORDS;
        LongVector a = LongVector.fromArray(CODE_LONGS, bits, low);
        LongVector b = LongVector.fromArray(CODE_LONGS, bits, high);
        LongVector swapped = a.lanewise(LSHR, distance).lanewise(XOR, b).and(lower);
        a.lanewise(XOR, swapped.lanewise(LSHL, distance)).intoArray(bits, low);
        b.lanewise(XOR, swapped).intoArray(bits, high);
    }

    @Override
    public void addCodes(
            int[] sums,
            int base,
            int[] tileOffsets,
            short[] weights,
            int weightBase,
            int axonStride,
            CodeWords codes,
            int word) {
        int count = codes.list(word, weightBase, axonStride);
        int tile = 0;
        for (; tile + 3 <= tileOffsets.length; tile += 3) {
            addCodes3(sums, base, tileOffsets, tile, weights, codes, count);
        }
        for (; tile < tileOffsets.length; tile++) {
            addCodes1(sums, base + tileOffsets[tile], weights, tile * L16, codes, count);
        }
    }

    /**
     * Products are taken as 16 bits without a sign. A pair of them is a word, and two sums make the sums of both: that
     * of the words, and that of their upper halves. What a product below 0 is too high by is in the excess.
     */
    private static void addCodes3(
            int[] sums, int base, int[] offsets, int tile, short[] weights, CodeWords listed, int count) {
        int[] starts = listed.listedWeights;
        short[] codes = listed.listedCodes;
        int excess = listed.listedExcess();
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        IntVector a0 = IntVector.fromArray(INTS, sums, s0);
        IntVector a1 = IntVector.fromArray(INTS, sums, s1);
        IntVector a2 = IntVector.fromArray(INTS, sums, s2);
        IntVector b0 = IntVector.zero(INTS);
        IntVector b1 = IntVector.zero(INTS);
        IntVector b2 = IntVector.zero(INTS);
        for (int i = 0; i < count; i++) {
            int w = starts[i] + tile * L16;
            ShortVector code = ShortVector.broadcast(SHORTS, codes[i]);
            IntVector p0 = code.mul(ShortVector.fromArray(SHORTS, weights, w)).reinterpretAsInts();
            a0 = p0.add(a0);
            b0 = p0.lanewise(LSHR, Short.SIZE).add(b0);
            IntVector p1 =
                    code.mul(ShortVector.fromArray(SHORTS, weights, w + L16)).reinterpretAsInts();
            a1 = p1.add(a1);
            b1 = p1.lanewise(LSHR, Short.SIZE).add(b1);
            IntVector p2 = code.mul(ShortVector.fromArray(SHORTS, weights, w + 2 * L16))
                    .reinterpretAsInts();
            a2 = p2.add(a2);
            b2 = p2.lanewise(LSHR, Short.SIZE).add(b2);
        }
        IntVector odd0 = IntVector.zero(INTS).add(b0);
        odd0.lanewise(LSHL, Short.SIZE).add(excess).neg().add(a0).intoArray(sums, s0);
        odd0.sub(excess).add(IntVector.fromArray(INTS, sums, s0 + L32)).intoArray(sums, s0 + L32);
        IntVector odd1 = IntVector.zero(INTS).add(b1);
        odd1.lanewise(LSHL, Short.SIZE).add(excess).neg().add(a1).intoArray(sums, s1);
        odd1.sub(excess).add(IntVector.fromArray(INTS, sums, s1 + L32)).intoArray(sums, s1 + L32);
        IntVector odd2 = IntVector.zero(INTS).add(b2);
        odd2.lanewise(LSHL, Short.SIZE).add(excess).neg().add(a2).intoArray(sums, s2);
        odd2.sub(excess).add(IntVector.fromArray(INTS, sums, s2 + L32)).intoArray(sums, s2 + L32);
    }

    private static void addCodes1(int[] sums, int at, short[] weights, int weightBase, CodeWords listed, int count) {
        int excess = listed.listedExcess();
        IntVector a = IntVector.fromArray(INTS, sums, at);
        IntVector b = IntVector.zero(INTS);
        for (int i = 0; i < count; i++) {
            IntVector p = ShortVector.broadcast(SHORTS, listed.listedCodes[i])
                    .mul(ShortVector.fromArray(SHORTS, weights, listed.listedWeights[i] + weightBase))
                    .reinterpretAsInts();
            a = p.add(a);
            b = p.lanewise(LSHR, Short.SIZE).add(b);
        }
        IntVector odd = IntVector.zero(INTS).add(b);
        odd.lanewise(LSHL, Short.SIZE).add(excess).neg().add(a).intoArray(sums, at);
        odd.sub(excess).add(IntVector.fromArray(INTS, sums, at + L32)).intoArray(sums, at + L32);
    }

    @Override
    public int rescale(int[] sums, int count, Rescaling rescaling, byte[] codes) {
        if (rescaling.stages().isPresent()) {
            return ScalarKernels.rescaleInStages(sums, count, rescaling, codes);
        }
        int union = 0;
        for (int first = 0; first < count; first += rescaling.length()) {
            // codes are stored by eight, of which fewer may count
            int room = count - first - (Long.BYTES - LONGS.length());
            int inVectors = HAS_WIDE_LONGS ? Math.max(0, Math.min(rescaling.length(), room) & -LONGS.length()) : 0;
            union |= rescale(sums, first, inVectors, rescaling, codes);
            union |= ScalarKernels.rescale(sums, first, inVectors, rescaling, codes);
        }
        return union;
    }

    private static int rescale(int[] sums, int first, int count, Rescaling rescaling, byte[] codes) {
        int[] multipliers = rescaling.multipliers();
        int[] negatives = rescaling.negatives();
        long[] shifts = rescaling.shifts();
        long[] addends = rescaling.addends();
        LongVector union = LongVector.zero(LONGS);
        for (int e = 0; e < count; e += LONGS.length()) {
            IntVector sum = IntVector.fromArray(HALF_INTS, sums, first + e);
            IntVector multiplier = IntVector.fromArray(HALF_INTS, multipliers, e)
                    .blend(IntVector.fromArray(HALF_INTS, negatives, e), sum.lt(0));
            LongVector code = ((LongVector) sum.convertShape(I2L, LONGS, 0))
                    .mul(multiplier.convertShape(I2L, LONGS, 0))
                    .add(LongVector.fromArray(LONGS, addends, e))
                    .lanewise(ASHR, LongVector.fromArray(LONGS, shifts, e))
                    .min(rescaling.high())
                    .max(rescaling.low());
            union = code.or(union);
            ((ByteVector) code.convertShape(L2B, ByteVector.SPECIES_64, 0)).intoArray(codes, first + e);
        }
        return (int) LongVector.zero(LONGS).or(union).reduceLanes(OR);
    }

    @Override
    public void bitPlanes(MemorySegment codes, int words) {
        if (2 * BYTES.length() < Long.SIZE) {
            ScalarKernels.transpose(codes, words);
            return;
        }
        for (int first = 0; first < words; first += PLANES) {
            // two halves of 64 codes, or twice the whole
            long at = (long) first * Long.BYTES;
            long last = at + Long.SIZE - BYTES.length();
            ByteVector a = ByteVector.fromMemorySegment(BYTES, codes, at, ORDER);
            ByteVector b = ByteVector.fromMemorySegment(BYTES, codes, last, ORDER);
            for (int plane = 0; plane < PLANES; plane++) {
                byte bit = (byte) (1 << plane);
                long lower = a.and(bit).eq(bit).toLong();
                long upper = b.and(bit).eq(bit).toLong() << (last - at);
                codes.setAtIndex(ScalarKernels.WORD, first + plane, lower | upper);
            }
        }
    }
}
