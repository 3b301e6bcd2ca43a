package org.synfire.emulator.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.synfire.network.integer.RandomStream;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.neuron.ShiftRule;

/** Vectors and plain loops move the same neurons to the same bits, and both do what the program says. */
class FiringKernelsTwinTest {
    private static final int STEPS = 4;

    @Property(tries = 400)
    void vectorsAreLoopsAndBothAreTheProgram(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1200) int neurons,
            @ForAll @IntRange(min = 1, max = 70) int channels) {
        Random random = new Random(seed);
        boolean[] inverted = new boolean[channels];
        NeuronProgram program = program(random, random.ints(channels, 1, 200).toArray(), inverted);
        ShiftRule shifts = program.shiftRule().orElseThrow();
        FiringRule rule = FiringRule.of(shifts, shifts.thresholds(), shifts.inverted(), neurons);
        int[][] states = new int[neurons][1];
        long lost = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment looped = garbage(arena, rule, random);
            MemorySegment vectored =
                    arena.allocate(looped.byteSize(), Long.BYTES).copyFrom(looped);
            long[] loopSpikes = new long[Math.ceilDiv(neurons, Long.SIZE)];
            long[] vectorSpikes = new long[loopSpikes.length];
            for (int step = 0; step < STEPS; step++) {
                int[] inputs =
                        random.ints(neurons + FiringRule.WORDS_STEP, -150, 300).toArray();
                Arrays.fill(loopSpikes, -1);
                Arrays.fill(vectorSpikes, -1);
                long limited = new ScalarFiringKernels().fire(looped, inputs, rule, step == 0, loopSpikes);
                assertEquals(limited, new VectorFiringKernels().fire(vectored, inputs, rule, step == 0, vectorSpikes));
                assertArrayEquals(loopSpikes, vectorSpikes, "step " + step);
                lost = 0;
                for (int i = 0; i < neurons; i++) {
                    int result = program.step(states[i], inputs[i], i % channels);
                    assertEquals(
                            (result & NeuronProgram.SPIKE) != 0, (loopSpikes[i >> 6] >>> i & 1) == 1, "neuron " + i);
                    lost += (result & NeuronProgram.OVERFLOW) != 0 ? 1 : 0;
                    assertEquals(states[i][0], potential(looped, rule, i), "neuron " + i);
                    assertEquals(states[i][0], potential(vectored, rule, i), "neuron " + i);
                }
                assertEquals(lost, limited, "losses of step " + step);
                assertEquals(
                        0,
                        neurons % Long.SIZE == 0 ? 0 : loopSpikes[neurons >> 6] >>> neurons,
                        "bits beyond the last neuron");
            }
        }
    }

    private static MemorySegment garbage(Arena arena, FiringRule rule, Random random) {
        MemorySegment memory = arena.allocate((long) Integer.BYTES * rule.words(), Long.BYTES);
        for (int w = 0; w < rule.words(); w++) {
            memory.setAtIndex(ValueLayout.JAVA_INT, w, random.nextInt());
        }
        return memory;
    }

    private static int potential(MemorySegment memory, FiringRule rule, int neuron) {
        int unused = Integer.SIZE - rule.fieldBits();
        int at = neuron / rule.words() * rule.fieldBits();
        return memory.getAtIndex(ValueLayout.JAVA_INT, neuron % rule.words()) << (unused - at) >> unused;
    }

    private static NeuronProgram program(Random random, int[] thresholds, boolean[] inverted) {
        if (random.nextInt(3) == 0) {
            return new LeakyNeurons(
                    2 + random.nextInt(31),
                    random.nextInt(6),
                    LeakyNeurons.Reset.values()[random.nextInt(2)],
                    thresholds);
        }
        for (int c = 0; c < thresholds.length; c++) {
            thresholds[c] -= random.nextInt(200);
            inverted[c] = random.nextInt(4) == 0;
        }
        return new MintNeurons(
                2 + random.nextInt(15),
                random.nextBoolean() ? PotentialRounding.SHIFT_ON_READ : PotentialRounding.SHIFT_ON_STORE,
                thresholds,
                inverted);
    }

    @Property(tries = 200)
    void vectorsAndLoopsAddAWeightForEveryThresholdThatADrawReaches(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int neurons,
            @ForAll @IntRange(max = 12) int thresholds) {
        Random random = new Random(seed);
        int[] rising = random.longs(thresholds, 0, 1L << Integer.SIZE)
                .sorted()
                .mapToInt(threshold -> (int) threshold)
                .toArray();
        int[] draws = random.ints(neurons).toArray();
        if (thresholds > 0) {
            draws[random.nextInt(neurons)] = rising[random.nextInt(thresholds)];
        }
        int[] looped = random.ints(neurons + 3).toArray();
        int[] vectored = looped.clone();
        int[] expected = looped.clone();
        for (int n = 0; n < neurons; n++) {
            long draw = Integer.toUnsignedLong(draws[n]);
            expected[n] += (int) Arrays.stream(rising)
                            .filter(threshold -> draw >= Integer.toUnsignedLong(threshold))
                            .count()
                    * 87;
        }
        new ScalarFiringKernels().addReached(draws, rising, 87, looped);
        new VectorFiringKernels().addReached(draws, rising, 87, vectored);
        assertArrayEquals(expected, looped);
        assertArrayEquals(expected, vectored);
    }

    @Property(tries = 200)
    void vectorsAndLoopsDrawTheUpperBitsOfTheSameRandomStream(
            @ForAll long seed, @ForAll long first, @ForAll @IntRange(min = 1, max = 200) int neurons) {
        int[] looped = new int[neurons];
        int[] vectored = new int[neurons];
        int[] expected = IntStream.range(0, neurons)
                .map(n -> (int) (RandomStream.draw(seed, first + n) >>> Integer.SIZE))
                .toArray();
        new ScalarFiringKernels().draw(seed, first, looped);
        new VectorFiringKernels().draw(seed, first, vectored);
        assertArrayEquals(expected, looped);
        assertArrayEquals(expected, vectored);
    }

    @Test
    void potentialsTakeTheirWidthAndNoMore() {
        assertEquals(4096 * 2 / 32, FiringRule.words(2, 4096));
        assertEquals(4096 * 4 / 32, FiringRule.words(3, 4096), "3 bits lie in fields of 4");
        assertEquals(4096 * 4 / 32, FiringRule.words(4, 4096));
        assertEquals(4096 * 8 / 32, FiringRule.words(8, 4096));
        assertEquals(4096 * 16 / 32, FiringRule.words(9, 4096));
        assertEquals(4096, FiringRule.words(17, 4096));
        assertEquals(FiringRule.WORDS_STEP, FiringRule.words(2, 1), "at least a cache line");
        assertTrue(FiringRule.WORDS_STEP * Integer.BYTES <= 64);
    }
}
