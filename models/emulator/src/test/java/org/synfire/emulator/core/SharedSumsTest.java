package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.RandomStream;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.reference.SpikingReference;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** The lists of later steps are full long before their steps come: about 600 synapses a neuron are due in each step. */
class SharedSumsTest {
    private static final int INPUTS = 1200;
    private static final int NEURONS = 40;
    private static final int STEPS = 30;

    private static IntegerNetwork network() {
        Shape in = Shape.vector(INPUTS);
        Shape out = Shape.vector(NEURONS);
        SparseSynapses.Builder synapses = new SparseSynapses.Builder(in, out, INPUTS * NEURONS);
        for (int input = 0; input < INPUTS; input++) {
            synapses.from(input);
            for (int neuron = 0; neuron < NEURONS; neuron++) {
                int place = input * NEURONS + neuron;
                synapses.to(neuron, RandomStream.below(1, place, 401) - 200, RandomStream.below(2, place, 5));
            }
        }
        return new IntegerNetwork(
                "full lists",
                STEPS,
                new int[] {0, 16},
                List.of(
                        new Population(0, "events", in, new Neurons.SpikeInput()),
                        new Population(
                                1, "neurons", out, new Neurons.Program(new DecayingNeurons(400, 3000, true, 3000, 0)))),
                List.of(Projection.of(0, 0, 1, synapses.build())));
    }

    private static int input(int step, int[] into) {
        int count = 0;
        for (int n = 0; n < INPUTS; n++) {
            if (RandomStream.below(3, (long) step * INPUTS + n, 2) == 0) {
                into[count++] = n;
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void listsThatAreFullAreAddedUpBeforeTheirSteps(int workers) {
        IntegerNetwork network = network();
        NetworkInput.Spikes input = (sample, step, into) -> input(step, into);
        SpikingReference reference = new SpikingReference(network);
        reference.compute(input, 0);
        long spikes =
                Arrays.stream(reference.spikes(1).words()).map(Long::bitCount).sum();
        assertTrue(spikes > 100 && spikes < NEURONS * STEPS, spikes + " spikes");
        ChipDescription chip = Chips.darwin3().with(ChipFigure.NEURONS, 15, "to have several cores");
        Mapping mapping = Mapper.map(network, chip);
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), workers, true, 1, 1);
        try (Emulator emulator = Emulator.of(network, mapping.slices(), options, input, List.of())) {
            emulator.runUntil(1);
            SpikeTrains found = new SpikeTrains(NEURONS, STEPS);
            emulator.spikes(0, 1, found);
            assertArrayEquals(reference.spikes(1).words(), found.words());
        }
    }
}
