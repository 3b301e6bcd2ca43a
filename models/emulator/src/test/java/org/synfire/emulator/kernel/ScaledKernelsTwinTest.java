package org.synfire.emulator.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.program.Register;

/**
 * Scalar and vector kernels of scaled integration give the same integers and counts, at the ends of every range too.
 */
class ScaledKernelsTwinTest {
    private static final ScaledKernels VECTOR =
            Kernels.of(Kernels.Choice.VECTOR).scaled();
    private static final ScaledKernels SCALAR =
            Kernels.of(Kernels.Choice.SCALAR).scaled();
    private static final int BITS = 8;

    @ParameterizedTest
    @CsvSource({
        "16, 16, 16, WRAP",
        "16, 16, 16, SATURATE",
        "8, 16, 16, WRAP",
        "16, 8, 8, SATURATE",
        "16, 30, 16, WRAP",
        "16, 31, 16, SATURATE",
        "24, 24, 24, WRAP",
        "32, 32, 32, SATURATE",
        "32, 32, 32, WRAP"
    })
    void agree(int sumBits, int potentialBits, int multiplierBits, Register.Overflow overflow) {
        Random random = new Random(sumBits * 31L + potentialBits);
        NumberFormats formats = new NumberFormats(
                new Register(sumBits, overflow), new Register(potentialBits, overflow), multiplierBits);
        for (int count : new int[] {1, 3, 16, 31, 64, 257}) {
            for (int shift = BITS - 1; shift <= 40; shift++) {
                int multiplier = random.nextInt(4) == 0
                        ? Integer.MAX_VALUE >>> (Integer.SIZE - multiplierBits)
                        : 1 + random.nextInt(100);
                var integration = new ScaledIntegration(formats, multiplier, shift, new int[1], null, false);
                int[] sums = sums(random, count, sumBits);
                for (int bitStep = 0; bitStep < BITS; bitStep++) {
                    requireTwins(sums, formats, ScaledStep.of(integration, BITS, bitStep, bitStep == 0), random);
                }
            }
        }
    }

    private static int[] sums(Random random, int count, int bits) {
        long range = 1L << bits;
        return random.longs(count, 0, 4)
                .mapToInt(kind -> (int)
                        switch ((int) kind) {
                            case 0 -> range / 2 - random.nextInt(3);
                            case 1 -> -range / 2 + 1 - random.nextInt(3);
                            case 2 -> random.nextLong(-range, range);
                            default -> random.nextInt(-50, 50);
                        })
                .toArray();
    }

    private static void requireTwins(int[] exact, NumberFormats formats, ScaledStep step, Random random) {
        int from = 5;
        int[] sums = new int[exact.length + from + 7];
        System.arraycopy(exact, 0, sums, from, exact.length);
        int[] other = sums.clone();
        int overflows = SCALAR.limit(sums, from, exact.length, formats.sum());
        assertEquals(overflows, VECTOR.limit(other, from, exact.length, formats.sum()));
        assertArrayEquals(sums, other);
        int expected = 0;
        for (int i = 0; i < exact.length; i++) {
            expected += formats.sum().holds(exact[i]) ? 0 : 1;
            assertEquals(formats.sum().written(exact[i]), sums[from + i]);
        }
        assertEquals(expected, overflows);
        int[] before = random.ints(
                        exact.length,
                        formats.potential().low(),
                        formats.potential().high())
                .toArray();
        requireSameIntegration(before, sums, from, step);
    }

    private static void requireSameIntegration(int[] before, int[] sums, int from, ScaledStep step) {
        int count = before.length;
        int[] expected = new int[count];
        int overflows = 0;
        for (int i = 0; i < count; i++) {
            long exact = (step.clears() ? 0 : before[i])
                    + Rescale.symmetric((long) step.multiplier() * sums[from + i], step.shift());
            expected[i] = step.register().written(exact);
            overflows += step.register().holds(exact) ? 0 : 1;
        }
        for (ScaledKernels kernels : new ScaledKernels[] {SCALAR, VECTOR}) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment potentials = arena.allocate((count + 2L) * Integer.BYTES, Integer.BYTES);
                MemorySegment.copy(before, 0, potentials, ValueLayout.JAVA_INT, Integer.BYTES, count);
                assertEquals(
                        overflows,
                        kernels.integrate(potentials, 1, sums, from, count, step),
                        kernels.getClass().getSimpleName());
                int[] after = potentials
                        .asSlice(Integer.BYTES, (long) count * Integer.BYTES)
                        .toArray(ValueLayout.JAVA_INT);
                assertArrayEquals(expected, after, kernels.getClass().getSimpleName());
                assertEquals(0, potentials.getAtIndex(ValueLayout.JAVA_INT, 0));
                assertEquals(0, potentials.getAtIndex(ValueLayout.JAVA_INT, count + 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, WRAP", "12, SATURATE", "16, WRAP"})
    void agreeOnNarrowSums(int bits, Register.Overflow overflow) {
        Random random = new Random(bits);
        Register register = new Register(bits, overflow);
        NumberFormats formats = new NumberFormats(register, register, 16);
        for (int count = 1; count < 100; count++) {
            short[] sums = new short[count + 40];
            int[] wide = new int[sums.length];
            for (int i = 0; i < sums.length; i++) {
                wide[i] = sums[i] = (short) random.nextInt();
            }
            short[] other = sums.clone();
            int overflows = SCALAR.limit(wide, 4, count, register);
            assertEquals(overflows, SCALAR.limit(sums, 4, count, register));
            assertEquals(overflows, VECTOR.limit(other, 4, count, register));
            assertArrayEquals(sums, other);
            ScaledStep step = ScaledStep.of(
                    new ScaledIntegration(formats, 30_000, 15, new int[1], null, false), BITS, count % BITS, true);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment expected = arena.allocate((long) count * Integer.BYTES, Integer.BYTES);
                MemorySegment scalar = arena.allocate((long) count * Integer.BYTES, Integer.BYTES);
                MemorySegment vector = arena.allocate((long) count * Integer.BYTES, Integer.BYTES);
                overflows = SCALAR.integrate(expected, 0, wide, 4, count, step);
                assertEquals(overflows, SCALAR.integrate(scalar, 0, sums, 4, count, step));
                assertEquals(overflows, VECTOR.integrate(vector, 0, sums, 4, count, step));
                assertEquals(-1, expected.mismatch(scalar));
                assertEquals(-1, expected.mismatch(vector));
            }
        }
    }
}
