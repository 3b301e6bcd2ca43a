package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.MaxGate;

class BitSerialMaxTest {
    private static final int T = 8;

    /**
     * Sends codes through a gate, bit by bit; a step without any spike is not told to it, so codes of 0 send nothing.
     *
     * @param codes [neuron] in the core's order
     */
    private static int[] pooled(
            BitSerialMax gate, HeldWindows held, int[] codes, boolean isSigned, int bits, long sample) {
        int[] pooled = new int[Math.ceilDiv(held.windows().length * codes.length, Long.SIZE) * Long.SIZE];
        SpikeBits spikes = new SpikeBits(codes.length);
        for (int bit = 0; bit < bits; bit++) {
            int count = 0;
            Arrays.fill(spikes.words(), 0);
            for (int n = 0; n < codes.length; n++) {
                long digit = codes[n] >> (bits - 1 - bit) & 1;
                spikes.words()[n / Long.SIZE] |= digit << n;
                count += (int) digit;
            }
            spikes.describe(count, sample, bit, isSigned && bit == 0);
            long[] out = count == 0 ? new long[0] : gate.pool(spikes, 0);
            for (int o = 0; o < out.length * Long.SIZE; o++) {
                int weight = isSigned && bit == 0 ? -1 << (bits - 1) : 1 << (bits - 1 - bit);
                pooled[o] += (int) (out[o / Long.SIZE] >>> o & 1) * weight;
            }
        }
        return pooled;
    }

    private static int[] pooledRow(int[] codes, boolean isSigned, int bits) {
        Shape row = new Shape(1, 1, codes.length);
        MaxGate gate = MaxGate.of(row, new Window(1, codes.length, 1, 1, 1, 1, 0, 0, 0, 0));
        Slice slice = new Slice(0, 0, 0, 0, 1, 0, 1, 0, codes.length);
        try (Arena arena = Arena.ofConfined()) {
            HeldWindows held = HeldWindows.of(gate, slice);
            BitSerialMax max =
                    new BitSerialMax(held, arena.allocate(BitSerialMax.stateWords(held) * Long.BYTES, Long.BYTES));
            return Arrays.copyOf(pooled(max, held, codes, isSigned, bits, 0), 1);
        }
    }

    @Test
    void anInputWhoseBitIs0WhereTheOrIs1DropsOut() {
        // 0110, 0101, 0011: OR 0; OR 1, the third drops out; OR 1 of the first, the second drops out; its last bit does
        // not count: 0
        assertArrayEquals(new int[] {0b0110}, pooledRow(new int[] {0b0110, 0b0101, 0b0011}, false, 4));
    }

    @Test
    void anInputWhoseSignIs1WhereTheAndIs0DropsOut() {
        // -1 = 1111 drops out by its sign; -8 = 1000 too; the others are compared as before
        assertArrayEquals(new int[] {2}, pooledRow(new int[] {-1, 2, -8, 1}, true, 4));
        // all negative: the AND is 1, nobody drops out, -2 = 1110 beats -3 = 1101
        assertArrayEquals(new int[] {-2}, pooledRow(new int[] {-3, -2, -7}, true, 4));
    }

    @Test
    void codesOf0AreNeverTold() {
        assertArrayEquals(new int[] {0}, pooledRow(new int[] {0, 0}, false, 4));
    }

    @Property(tries = 300)
    void givesTheLargestOfEveryWindow(
            @ForAll long seed,
            @ForAll boolean isSigned,
            @ForAll @IntRange(min = 1, max = 150) int channels,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride) {
        Random random = new Random(seed);
        Shape map = new Shape(channels + 3, kernel + random.nextInt(4), kernel + random.nextInt(4));
        MaxGate gate = MaxGate.of(map, Window.square(kernel, stride, random.nextInt(kernel)));
        Slice slice = new Slice(0, 0, 0, 2, 2 + channels, 0, map.height(), 0, map.width());
        try (Arena arena = Arena.ofConfined()) {
            HeldWindows held = HeldWindows.of(gate, slice);
            BitSerialMax max =
                    new BitSerialMax(held, arena.allocate(BitSerialMax.stateWords(held) * Long.BYTES, Long.BYTES));
            for (long sample = 0; sample < 3; sample++) {
                int low = isSigned ? -(1 << (T - 1)) : 0;
                int[] codes = random.ints(slice.neurons(), low, low + (1 << T))
                        .map(code -> random.nextInt(4) == 0 ? 0 : code)
                        .toArray();
                int[] pooled = pooled(max, held, codes, isSigned, T, sample);
                for (int w = 0; w < gate.out().positions(); w++) {
                    for (int c = 0; c < channels; c++) {
                        int largest = Integer.MIN_VALUE;
                        for (int m = gate.starts()[w]; m < gate.starts()[w + 1]; m++) {
                            largest = Math.max(largest, codes[gate.members()[m] * channels + c]);
                        }
                        assertEquals(
                                largest,
                                pooled[w * channels + c],
                                "sample " + sample + ", window " + w + ", channel " + c);
                    }
                }
            }
        }
    }

    @Test
    void aWindowOnTwoCoresIsRefused() {
        MaxGate gate = MaxGate.of(new Shape(1, 4, 4), Window.square(2, 2, 0));
        Slice threeRows = new Slice(7, 7, 0, 0, 1, 0, 3, 0, 4);
        var error = assertThrows(IllegalStateException.class, () -> HeldWindows.of(gate, threeRows));
        assertEquals("a pooling window lies on several cores: slice 7, window 2", error.getMessage());
    }
}
