package org.synfire.emulator.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;

/**
 * One neuron of level 1 that reads one input by a weight of 1: what comes in as digits leaves as digits, T steps later.
 */
class StemNeuronsTest {
    private static final int T = 8;
    private static final Code CODE = new Code(T, true, -128, 127, 1, 0);
    private static final Slice SLICE = new Slice(1, 1, 1, 0, 1, 0, 1, 0, 1);
    private static final SumLayout ONE_SUM = new SumLayout(1, 1, 1, 1, 0, 1, true);

    /** Steps in which the neuron spiked, for the inputs one after the other through the pipeline. */
    private static List<Long> spikeSteps(Population population, List<Integer> values, int... inputs) {
        try (Arena arena = Arena.ofConfined()) {
            Kernels kernels = Kernels.of(Kernels.Choice.SCALAR);
            Schedule schedule = LevelSchedule.of(1, T, T, inputs.length);
            NeuronGroup neurons = group(population, schedule, arena, into(values));
            StepSums sums = new StepSums(kernels, 0, 1);
            SpikeBits spikes = new SpikeBits(1);
            List<Long> steps = new ArrayList<>();
            sums.lendTo(ONE_SUM);
            for (long step = 1; step <= (long) T * (inputs.length + 1); step++) {
                long sample = schedule.integratedSample(step);
                int bit = sample < 0 ? 0 : inputs[(int) sample] >> (T - 1 - schedule.integratedBit(step, sample)) & 1;
                if (bit == 1) {
                    sums.addListed(1, 0, new int[] {0, 1}, new int[1], new int[] {neurons.isSignStep(step) ? -1 : 1});
                }
                neurons.update(step, bit == 1 ? sums : null, spikes);
                sums.clear();
                if (spikes.count() > 0) {
                    steps.add(step - T);
                }
            }
            return steps;
        }
    }

    private static NeuronGroup group(Population population, Schedule schedule, Arena arena, ValueSink sink) {
        Optional<MemorySegment> potential = Optional.of(arena.allocate(Integer.BYTES, Integer.BYTES));
        NeuronScratch scratch = NeuronScratch.of(1);
        return population.neurons() instanceof Neurons.Stem stem
                ? new StemNeurons(
                        Kernels.of(Kernels.Choice.SCALAR),
                        schedule,
                        stem,
                        StemConstants.of(stem, population, SLICE),
                        potential,
                        arena.allocate(Long.SIZE),
                        scratch,
                        sink)
                : new CodeAnswer(
                        schedule, population, (Neurons.Answer) population.neurons(), SLICE, potential, scratch, sink);
    }

    private static ValueSink into(List<Integer> values) {
        return new ValueSink() {
            @Override
            public void codes(long sample, MemorySegment codes) {
                values.add((int) codes.get(ValueLayout.JAVA_BYTE, 0));
            }

            @Override
            public void spikes(long sample, int step, SpikeBits spikes) {
                throw new AssertionError("values are codes here");
            }

            @Override
            public void sum(long sample, int neuron, int sum) {
                values.add(sum);
            }
        };
    }

    private static Population identity(int bias, Rescale rescale) {
        return new Population(1, "identity", Shape.vector(1), new Neurons.Stem(CODE, new int[] {bias}, rescale));
    }

    @Test
    void the83OfThePaperSpikesInSteps1And3And6And7() {
        List<Integer> values = new ArrayList<>();
        assertEquals(List.of(1L, 3L, 6L, 7L), spikeSteps(identity(0, Rescale.floorShift(0)), values, 83));
        assertEquals(List.of(83), values);
    }

    @Test
    void samplesFollowEachOtherInThePipelineAndASilentOneLeavesTheBias() {
        List<Integer> values = new ArrayList<>();
        List<Long> steps = spikeSteps(identity(4, Rescale.floorShift(0)), values, -1, 0, 125, 0);
        assertEquals(
                List.of(
                        6L,
                        7L,
                        T + 5L,
                        2L * T + 1,
                        2L * T + 2,
                        2L * T + 3,
                        2L * T + 4,
                        2L * T + 5,
                        2L * T + 6,
                        2L * T + 7,
                        3L * T + 5),
                steps);
        assertEquals(List.of(3, 4, 127, 4), values, "-1 + 4, 0 + 4, 125 + 4 limited to 127, 4");
    }

    @ParameterizedTest
    @ValueSource(ints = {-128, -77, -1, 0, 1, 3, 64, 127})
    void decodesTheSignBitAsNegative(int input) {
        List<Integer> values = new ArrayList<>();
        spikeSteps(identity(0, Rescale.floorShift(0)), values, input);
        assertEquals(List.of(input), values);
    }

    @Test
    void roundsHalfUpAndKeepsRawSumsWithoutACode() {
        List<Integer> halves = new ArrayList<>();
        spikeSteps(identity(0, Rescale.halfUpShift(1)), halves, 5, -5, 6);
        assertEquals(List.of(3, -2, 3), halves);
        List<Integer> raw = new ArrayList<>();
        Population answer = new Population(1, "answer", Shape.vector(1), new Neurons.Answer(new int[] {1000}, 1));
        assertEquals(List.of(), spikeSteps(answer, raw, 5, 0, -5));
        assertArrayEquals(new Object[] {1005, 1000, 995}, raw.toArray());
    }
}
