package org.synfire.emulator.kernel.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.program.AssemblyProgram;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.RandomPrograms;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/** Blocks of neurons compute what the interpreter does: states, spikes, overflows and instructions. */
class BlockProgramTwinTest {
    private static final int STEPS = 6;

    /** What happened in a run. */
    private record Counts(long spikes, long overflows, long instructions) {}

    @Property(tries = 1000)
    void randomPrograms(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1100) int neurons,
            @ForAll("widths") int bits,
            @ForAll Register.Overflow overflow,
            @ForAll ProductRounding rounding) {
        AssemblyProgram program = RandomPrograms.draw(seed);
        requireTwins(spread(program, arithmetic(bits, overflow, rounding), seed, neurons), seed, neurons);
    }

    @Property(tries = 200)
    void programsOfTheLibrary(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 11) int which,
            @ForAll("widths") int bits,
            @ForAll Register.Overflow overflow,
            @ForAll ProductRounding rounding) {
        AssemblyProgram program = ProgramLibrary.program(ProgramLibrary.names().get(which));
        requireTwins(spread(program, arithmetic(bits, overflow, rounding), seed, 700), seed, 700);
    }

    /**
     * The programs that are drawn spike and overflow, and are stopped by jumps: else their equality would say little.
     */
    @Test
    void drawnProgramsDoSomething() {
        long spikes = 0;
        long overflows = 0;
        long most = 0;
        long instructions = 0;
        for (int seed = 0; seed < 100; seed++) {
            AssemblyProgram program = RandomPrograms.draw(seed);
            Counts counts = requireTwins(
                    spread(program, arithmetic(16, Register.Overflow.SATURATE, ProductRounding.NEAREST), seed, 65),
                    seed,
                    65);
            spikes += counts.spikes();
            overflows += counts.overflows();
            instructions += counts.instructions();
            most += 65L * STEPS * program.words().length;
        }
        long updates = 100L * 65 * STEPS;
        assertTrue(spikes > updates / 10 && spikes < updates * 9 / 10, spikes + " spikes");
        assertTrue(overflows > updates / 10 && overflows < updates * 9 / 10, overflows + " overflows");
        assertTrue(instructions < most * 9 / 10, instructions + " instructions of " + most);
    }

    @Provide
    Arbitrary<Integer> widths() {
        return Arbitraries.of(16, 24, 32);
    }

    private static RegisterArithmetic arithmetic(int bits, Register.Overflow overflow, ProductRounding rounding) {
        return new RegisterArithmetic(new Register(bits, overflow), rounding);
    }

    /** Some constants differ from channel to channel. */
    private static AssemblyNeurons spread(
            AssemblyProgram program, RegisterArithmetic arithmetic, long seed, int neurons) {
        Random random = new Random(seed);
        int channels = 1 + random.nextInt(Math.min(neurons, 20));
        AssemblyNeurons spread = AssemblyNeurons.of(program, arithmetic);
        boolean isWide = arithmetic.register().bits() > RegisterArithmetic.NARROW_BITS;
        for (String name : program.constants().keySet()) {
            if (random.nextInt(3) == 0) {
                int bound = AssemblyProgram.isParameter(name) || name.equals("refractory")
                        ? 127
                        : isWide && random.nextBoolean() ? arithmetic.register().high() : Short.MAX_VALUE;
                spread = spread.with(name, random.ints(channels, 0, bound).toArray());
            }
        }
        return spread;
    }

    private static Counts requireTwins(AssemblyNeurons neurons, long seed, int count) {
        Random random = new Random(seed);
        int words = neurons.state().size();
        int[] entries = IntStream.range(0, neurons.entries()).toArray();
        int[][] states = new int[count][words];
        long spiked = 0;
        long overflowed = 0;
        long instructions = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] memory = IntStream.range(0, words)
                    .mapToObj(w -> arena.allocate(ValueLayout.JAVA_INT, count))
                    .toArray(MemorySegment[]::new);
            BlockProgram block = new BlockProgram(neurons, count, entries, memory);
            block.begin();
            for (int n = 0; n < count; n++) {
                neurons.begin(states[n], n % entries.length);
            }
            int most = neurons.mostSpikes();
            long[][] spikes = new long[most][Math.ceilDiv(count, Long.SIZE)];
            for (int step = 0; step < STEPS; step++) {
                int largest = random.nextBoolean() ? 500 : 100_000;
                int[] inputs = random.ints(count, -largest, largest).toArray();
                long[][] expected = new long[most][spikes[0].length];
                long overflows = 0;
                for (int n = 0; n < count; n++) {
                    int result = neurons.step(states[n], inputs[n], n % entries.length);
                    for (int spike = 0; spike < NeuronProgram.spikes(result); spike++) {
                        expected[spike][n / Long.SIZE] |= 1L << n;
                        spiked++;
                    }
                    overflows += (result & NeuronProgram.OVERFLOW) == 0 ? 0 : 1;
                    instructions += result >> NeuronProgram.INSTRUCTIONS_SHIFT;
                }
                for (long[] plane : spikes) {
                    Arrays.fill(plane, -1);
                }
                assertEquals(overflows, block.step(inputs, spikes), "overflows");
                assertArrayEquals(expected, spikes, "spikes");
                for (int w = 0; w < words; w++) {
                    int word = w;
                    assertArrayEquals(
                            IntStream.range(0, count).map(n -> states[n][word]).toArray(),
                            memory[w].toArray(ValueLayout.JAVA_INT),
                            neurons.state().get(w).name());
                }
                overflowed += overflows;
            }
            assertEquals(instructions, block.instructions(), "instructions");
        }
        return new Counts(spiked, overflowed, instructions);
    }
}
