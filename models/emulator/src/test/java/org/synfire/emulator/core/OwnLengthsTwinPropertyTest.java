package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleLengths;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.network.reference.Reference;

/**
 * Samples of different length in one run are computed as each would be by itself.
 *
 * <p>What is compared with knows nothing of lengths: a sample of all T steps, of which the first ones are taken, as no
 * step depends on a later one; and a network whose T is the sample's length, for sums over all steps.
 */
class OwnLengthsTwinPropertyTest {
    private static final int SAMPLES = 6;

    @Property(tries = 200)
    void everySampleIsComputedAsByItself(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int mostSpikes,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector) {
        IntegerNetwork network = RandomSpikingNetworks.drawSeveral(seed, mostSpikes);
        Random random = new Random(seed);
        int[] steps = random.ints(SAMPLES, 1, network.timeSteps() + 1).toArray();
        NetworkInput.Spikes all = (NetworkInput.Spikes) RandomSpikingNetworks.input(network, seed);
        NetworkInput input = all.with(SampleLengths.of(steps), 0);
        List<Slice> slices = RandomSlices.draw(network, seed);
        Trajectory trajectory = new Trajectory(SAMPLES, slices.size() - 1);
        try (Emulator emulator =
                Emulator.of(network, slices, options(workers, pipelined, vector), input, List.of(trajectory))) {
            long start = 0;
            for (int sample = 0; sample < SAMPLES; sample++) {
                assertEquals(sample + 1, emulator.runUntil(sample + 1));
                assertEquals(
                        start + network.withTimeSteps(steps[sample]).timing().completeSteps(), emulator.steps());
                requireAsByItself(network, emulator, all, sample, steps[sample]);
                start += network.withTimeSteps(steps[sample]).timing().intervalSteps(pipelined);
            }
        }
        Trajectory other = new Trajectory(SAMPLES, slices.size() - 1);
        try (Emulator emulator = Emulator.of(network, slices, options(1, !pipelined, !vector), input, List.of(other))) {
            emulator.runUntil(SAMPLES);
        }
        assertArrayEquals(other.hashes(), trajectory.hashes(), "spikes depend on workers, pipeline or kernels");
    }

    private static Emulator.Options options(int workers, boolean pipelined, boolean vector) {
        return new Emulator.Options(
                Kernels.of(vector ? Kernels.Choice.VECTOR : Kernels.Choice.SCALAR), workers, pipelined, SAMPLES, 1);
    }

    private static void requireAsByItself(
            IntegerNetwork network, Emulator emulator, NetworkInput.Spikes all, int sample, int steps) {
        Reference whole = Reference.of(network);
        whole.compute(all, sample);
        for (Population population : network.populations()) {
            if (network.sends(population.id())) {
                SpikeTrains spikes = SpikeTrains.of(network, population.id());
                emulator.spikes(sample, population.id(), spikes);
                SpikeTrains expected = whole.spikes(population.id());
                for (int neuron = 0; neuron < spikes.neurons(); neuron++) {
                    for (int step = 0; step < network.timeSteps(); step++) {
                        assertEquals(
                                step < steps ? expected.count(neuron, step) : 0,
                                spikes.count(neuron, step),
                                population.name() + ", neuron " + neuron + ", sample " + sample + ", step " + step);
                    }
                }
            }
        }
        if (!isRandom(network)) {
            Reference alone = Reference.of(network.withTimeSteps(steps));
            alone.compute(all, sample);
            for (Population population : network.populations()) {
                int[] values = new int[population.shape().size()];
                emulator.values(sample, population.id(), values);
                assertArrayEquals(alone.values(population.id()), values, population.name() + ", sample " + sample);
            }
        }
    }

    /** Which random numbers a step takes depends on T. */
    private static boolean isRandom(IntegerNetwork network) {
        return network.populations().stream()
                .anyMatch(population -> population.neurons() instanceof Neurons.Program program
                        && program.drives().stream().anyMatch(PoissonDrive.class::isInstance));
    }
}
