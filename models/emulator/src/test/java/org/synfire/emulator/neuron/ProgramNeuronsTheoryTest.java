package org.synfire.emulator.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.kernel.FiringRule;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.neuron.ShiftRule;

/** One neuron under a constant current, worked by hand from the programs' equations. */
class ProgramNeuronsTheoryTest {
    private static final int T = 6;

    /** Spikes and stored potentials of the steps of one sample. */
    private static String trajectory(NeuronProgram program, int current, Kernels.Choice kernels) {
        Shape one = Shape.vector(1);
        DirectCoding direct = new DirectCoding(one, one, Optional.empty(), new int[] {1}, 0);
        ShiftRule rule = program.shiftRule().orElseThrow();
        Slice slice = new Slice(0, 0, 1, 0, 1, 0, 1, 0, 1);
        int unused = Integer.SIZE - FiringRule.fieldBits(rule.potential().bits());
        StringBuilder trajectory = new StringBuilder();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment potentials = arena.allocate(
                    (long) Integer.BYTES * FiringRule.words(rule.potential().bits(), 1), Long.BYTES);
            potentials.fill((byte) 0x55);
            DirectCurrents currents = new DirectCurrents(
                    Kernels.of(kernels).firing(),
                    direct,
                    slice,
                    (sample, into) -> into[0] = current,
                    arena.allocate(ValueLayout.JAVA_INT));
            List<Long> told = new ArrayList<>();
            ProgramNeurons neurons = new ProgramNeurons(
                    new Schedule(0, 0, T, T, 1),
                    1,
                    1,
                    new VectorExecutor(
                            Kernels.of(kernels).firing(),
                            VectorExecutor.rule(rule, new int[1], slice.neurons()),
                            potentials),
                    List.of(currents),
                    NeuronScratch.of(1),
                    into(told));
            SpikeBits spikes = new SpikeBits(1);
            for (int step = 0; step < T; step++) {
                assertEquals(step < T - 1 ? step + 1 : Long.MAX_VALUE, neurons.update(step, null, spikes));
                trajectory
                        .append(spikes.count() == 1 ? "*" : "")
                        .append(potentials.get(ValueLayout.JAVA_INT, 0) << unused >> unused)
                        .append(' ');
                assertEquals(spikes.count(), (int) (told.get(step) & 1), "what the sink is told");
            }
            trajectory.append("lost ").append(neurons.overflows().potentials());
        }
        return trajectory.toString();
    }

    private static ValueSink into(List<Long> told) {
        return new ValueSink() {
            @Override
            public void codes(long sample, MemorySegment codes) {
                throw new AssertionError("a spiking neuron has no code");
            }

            @Override
            public void spikes(long sample, int step, SpikeBits spikes) {
                assertEquals(told.size(), step);
                told.add(spikes.words()[0]);
            }

            @Override
            public void sum(long sample, int neuron, int sum) {
                throw new AssertionError("a spiking neuron has no sum");
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // H 5, 5+2, 5+3 fires, then anew
                "8 | SHIFT_ON_READ  | 8  | false | 5  | 5 7 *0 5 7 *0 lost 0",
                // U 5>>1, H 7 U 3, H 8 fires
                "8 | SHIFT_ON_STORE | 8  | false | 5  | 2 3 *0 2 3 *0 lost 0",
                // -3 is stored; -3>>1 is -2: H -5, -5>>1 is -3: -6, -3: -6
                "8 | SHIFT_ON_READ  | 8  | false | -3 | -3 -5 -6 -6 -6 -6 lost 0",
                // two bits hold -1, 0, 1; 1>>1 is 0, so nothing adds up
                "2 | SHIFT_ON_READ  | 3  | false | 2  | 1 1 1 1 1 1 lost 0",
                // 2>>1 is 1: H 2, 3 fires
                "2 | SHIFT_ON_STORE | 3  | false | 2  | 1 *0 1 *0 1 *0 lost 0",
                // four bits hold at most 7 in magnitude: H 7 + 3 = 10, limited as the algorithm says
                "4 | SHIFT_ON_READ  | 11 | false | 7  | 7 7 7 7 7 7 lost 0",
                "4 | SHIFT_ON_READ  | 10 | false | 7  | 7 *0 7 *0 7 *0 lost 0",
                // turned round: fires at or below
                "8 | SHIFT_ON_READ  | -5 | true  | -3 | -3 *0 -3 *0 -3 *0 lost 0",
                "8 | SHIFT_ON_READ  | -6 | true  | -3 | -3 -5 *0 -3 -5 *0 lost 0"
            })
    void mint(int bits, PotentialRounding rounding, int threshold, boolean inverted, int current, String expected) {
        for (Kernels.Choice kernels : List.of(Kernels.Choice.SCALAR, Kernels.Choice.VECTOR)) {
            assertEquals(
                    expected,
                    trajectory(
                            new MintNeurons(bits, rounding, new int[] {threshold}, new boolean[] {inverted}),
                            current,
                            kernels),
                    kernels.name());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // IF: 3, 6, 9 fires
                "16 | 0 | ZERO     | 8  | 3  | 3 6 *0 3 6 *0 lost 0",
                "16 | 0 | SUBTRACT | 8  | 3  | 3 6 *1 4 7 *2 lost 0",
                // LIF, leak 1 - 1/4: H 8; 8-2+8 = 14; 14-3+8 = 19; 19-4+8 = 23; 23-5+8 = 26 fires
                "16 | 2 | ZERO     | 26 | 8  | 8 14 19 23 *0 8 lost 0",
                "16 | 2 | SUBTRACT | 26 | 8  | 8 14 19 23 *0 8 lost 0",
                // -8; -8+2-8 = -14; -14+4-8 = -18; shifts round down: -18>>2 is -5: -21; -21>>2 is -6: -23; -6: -25
                "16 | 2 | ZERO     | 26 | -8 | -8 -14 -18 -21 -23 -25 lost 0",
                // a register of 4 bits ends at -8 and 7: what goes beyond is lost, and counted
                "4  | 0 | ZERO     | 99 | 3  | 3 6 7 7 7 7 lost 4",
                "4  | 0 | ZERO     | 99 | -3 | -3 -6 -8 -8 -8 -8 lost 4",
                "32 | 0 | SUBTRACT | 3  | 300000000 | *299999997 *599999994 *899999991 *1199999988 *1499999985"
                        + " *1799999982 lost 0"
            })
    void leaky(int bits, int leakShift, LeakyNeurons.Reset reset, int threshold, int current, String expected) {
        for (Kernels.Choice kernels : List.of(Kernels.Choice.SCALAR, Kernels.Choice.VECTOR)) {
            assertEquals(
                    expected,
                    trajectory(new LeakyNeurons(bits, leakShift, reset, new int[] {threshold}), current, kernels),
                    kernels.name());
        }
    }
}
