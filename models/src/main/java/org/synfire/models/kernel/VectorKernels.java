package org.synfire.models.kernel;

import static jdk.incubator.vector.VectorOperators.B2I;
import static jdk.incubator.vector.VectorOperators.B2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.S2I;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels in the Vector API, register-blocked: up to six tiles of sums stay in registers while the spikes of a position pass.
 *
 * <p>Six tiles make twelve array loads in a method; beyond that C2 stops keeping the accumulators in registers.
 */
final class VectorKernels implements Kernels {
    private static final int SMALLEST_VECTOR_BITS = 64;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> HALF_BYTES = narrow(byte.class, 2);
    private static final VectorSpecies<Byte> QUARTER_BYTES = narrow(byte.class, 4);
    private static final VectorSpecies<Short> HALF_SHORTS = narrow(short.class, 2);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int L16 = SHORTS.length();
    private static final int L32 = INTS.length();
    private static final int MAX_BLOCK = 6;

    private static <E> VectorSpecies<E> narrow(Class<E> element, int parts) {
        return VectorSpecies.of(element, VectorShape.forBitSize(Math.max(SMALLEST_VECTOR_BITS, SHORTS.vectorBitSize() / parts)));
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public ScaledKernels scaled() {
        return new VectorScaledKernels();
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
    public void addTiles(short[] sums, int base, int[] tileOffsets, byte[] weights, int weightBase, int channelStride, long channels) {
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

    private static ShortVector sums(short[] sums, int at) {
        return ShortVector.fromArray(SHORTS, sums, at);
    }

    private static ShortVector wide16(byte[] weights, int at) {
        return (ShortVector) ByteVector.fromArray(HALF_BYTES, weights, at).convertShape(B2S, SHORTS, 0);
    }

    private static void add6(short[] sums, int base, int[] offsets, int tile, byte[] weights, int weightBase, int channelStride, long channels) {
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        int s3 = base + offsets[tile + 3];
        int s4 = base + offsets[tile + 4];
        int s5 = base + offsets[tile + 5];
        ShortVector a0 = sums(sums, s0);
        ShortVector a1 = sums(sums, s1);
        ShortVector a2 = sums(sums, s2);
        ShortVector a3 = sums(sums, s3);
        ShortVector a4 = sums(sums, s4);
        ShortVector a5 = sums(sums, s5);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride;
            a0 = a0.add(wide16(weights, w));
            a1 = a1.add(wide16(weights, w + L16));
            a2 = a2.add(wide16(weights, w + 2 * L16));
            a3 = a3.add(wide16(weights, w + 3 * L16));
            a4 = a4.add(wide16(weights, w + 4 * L16));
            a5 = a5.add(wide16(weights, w + 5 * L16));
        }
        a0.intoArray(sums, s0);
        a1.intoArray(sums, s1);
        a2.intoArray(sums, s2);
        a3.intoArray(sums, s3);
        a4.intoArray(sums, s4);
        a5.intoArray(sums, s5);
    }

    private static void add3(short[] sums, int base, int[] offsets, int tile, byte[] weights, int weightBase, int channelStride, long channels) {
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        ShortVector a0 = sums(sums, s0);
        ShortVector a1 = sums(sums, s1);
        ShortVector a2 = sums(sums, s2);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride;
            a0 = a0.add(wide16(weights, w));
            a1 = a1.add(wide16(weights, w + L16));
            a2 = a2.add(wide16(weights, w + 2 * L16));
        }
        a0.intoArray(sums, s0);
        a1.intoArray(sums, s1);
        a2.intoArray(sums, s2);
    }

    private static void add1(short[] sums, int at, byte[] weights, int weightBase, int channelStride, long channels) {
        ShortVector a = sums(sums, at);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            a = a.add(wide16(weights, weightBase + Long.numberOfTrailingZeros(rest) * channelStride));
        }
        a.intoArray(sums, at);
    }

    @Override
    public void addTiles(int[] sums, int base, int[] tileOffsets, byte[] weights, int weightBase, int channelStride, long channels) {
        int tile = 0;
        for (; tile + MAX_BLOCK <= tileOffsets.length; tile += MAX_BLOCK) {
            add6(sums, base, tileOffsets, tile, weights, weightBase + tile * L32, channelStride, channels);
        }
        for (; tile < tileOffsets.length; tile++) {
            add1(sums, base + tileOffsets[tile], weights, weightBase + tile * L32, channelStride, channels);
        }
    }

    private static IntVector sums(int[] sums, int at) {
        return IntVector.fromArray(INTS, sums, at);
    }

    private static IntVector wide32(byte[] weights, int at) {
        return (IntVector) ByteVector.fromArray(QUARTER_BYTES, weights, at).convertShape(B2I, INTS, 0);
    }

    private static void add6(int[] sums, int base, int[] offsets, int tile, byte[] weights, int weightBase, int channelStride, long channels) {
        int s0 = base + offsets[tile];
        int s1 = base + offsets[tile + 1];
        int s2 = base + offsets[tile + 2];
        int s3 = base + offsets[tile + 3];
        int s4 = base + offsets[tile + 4];
        int s5 = base + offsets[tile + 5];
        IntVector a0 = sums(sums, s0);
        IntVector a1 = sums(sums, s1);
        IntVector a2 = sums(sums, s2);
        IntVector a3 = sums(sums, s3);
        IntVector a4 = sums(sums, s4);
        IntVector a5 = sums(sums, s5);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride;
            a0 = a0.add(wide32(weights, w));
            a1 = a1.add(wide32(weights, w + L32));
            a2 = a2.add(wide32(weights, w + 2 * L32));
            a3 = a3.add(wide32(weights, w + 3 * L32));
            a4 = a4.add(wide32(weights, w + 4 * L32));
            a5 = a5.add(wide32(weights, w + 5 * L32));
        }
        a0.intoArray(sums, s0);
        a1.intoArray(sums, s1);
        a2.intoArray(sums, s2);
        a3.intoArray(sums, s3);
        a4.intoArray(sums, s4);
        a5.intoArray(sums, s5);
    }

    private static void add1(int[] sums, int at, byte[] weights, int weightBase, int channelStride, long channels) {
        IntVector a = sums(sums, at);
        for (long rest = channels; rest != 0; rest &= rest - 1) {
            a = a.add(wide32(weights, weightBase + Long.numberOfTrailingZeros(rest) * channelStride));
        }
        a.intoArray(sums, at);
    }

    @Override
    public void accumulate(MemorySegment potentials, int first, short[] sums, int from, int count, int shift) {
        int i = 0;
        for (; i + L32 <= count; i += L32) {
            IntVector sum = (IntVector) ShortVector.fromArray(HALF_SHORTS, sums, from + i).convertShape(S2I, INTS, 0);
            carry(potentials, first + i, sum, shift);
        }
        for (; i < count; i++) {
            ScalarKernels.accumulateOne(potentials, first + i, sums[from + i], shift);
        }
    }

    @Override
    public void accumulate(MemorySegment potentials, int first, int[] sums, int from, int count, int shift) {
        int i = 0;
        for (; i + L32 <= count; i += L32) {
            carry(potentials, first + i, sums(sums, from + i), shift);
        }
        for (; i < count; i++) {
            ScalarKernels.accumulateOne(potentials, first + i, sums[from + i], shift);
        }
    }

    private static void carry(MemorySegment potentials, int index, IntVector sum, int shift) {
        long at = (long) index * Integer.BYTES;
        if (shift < Integer.SIZE) {
            sum = IntVector.fromMemorySegment(INTS, potentials, at, ORDER).lanewise(LSHL, shift).add(sum);
        }
        sum.intoMemorySegment(potentials, at, ORDER);
    }

    @Override
    public int spikeBits(MemorySegment codes, int count, int mask, long[] words) {
        int lanes = BYTES.length();
        int perWord = Long.SIZE / lanes;
        int total = 0;
        for (int w = 0, first = 0; first < count; w++) {
            long word = 0;
            for (int part = 0; part < perWord; part++, first += lanes) {
                ByteVector code = ByteVector.fromMemorySegment(BYTES, codes, first, ORDER);
                word |= code.and((byte) mask).compare(NE, 0).toLong() << part * lanes;
            }
            words[w] = word;
            total += Long.bitCount(word);
        }
        return total;
    }
}
