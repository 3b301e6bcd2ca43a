package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.measure.ActivationCounts;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.NonzeroWeights;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.reference.RandomNetworks;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.network.reference.Reference;

/** Whatever the network and its slices: what is counted equals loops over every pair of an input and an output. */
class ActivationCountsPropertyTest {
    private static final int SAMPLES = 4;

    @Property(tries = 150)
    void codesAreCountedOncePerSample(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int workers, @ForAll boolean pipelined) {
        IntegerNetwork network = RandomNetworks.altered(RandomNetworks.draw(seed), seed, false, true);
        requireCounts(
                network,
                (NetworkInput.Codes) (sample, into) ->
                        System.arraycopy(RandomNetworks.image(network, seed + sample), 0, into, 0, into.length),
                seed,
                workers,
                pipelined);
    }

    @Property(tries = 150)
    void spikesAreCountedInEveryStep(
            @ForAll long seed,
            @ForAll boolean recurrent,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined) {
        IntegerNetwork network =
                recurrent ? RandomSpikingNetworks.drawRecurrent(seed) : RandomSpikingNetworks.draw(seed);
        requireCounts(network, RandomSpikingNetworks.input(network, seed), seed, workers, pipelined);
    }

    private static void requireCounts(
            IntegerNetwork network, NetworkInput input, long seed, int workers, boolean pipelined) {
        List<Slice> slices = RandomSlices.draw(network, seed);
        ActivationCounts counts = new ActivationCounts(network, slices, SAMPLES);
        Emulator.Options options =
                new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), workers, pipelined, SAMPLES, SAMPLES);
        try (Emulator emulator = Emulator.of(network, slices, options, input, List.of(counts))) {
            emulator.runUntil(SAMPLES);
        }
        Reference reference = Reference.of(network);
        long active = 0;
        long operations = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            reference.compute(input, sample);
            for (Population population : network.populations()) {
                if (network.sends(population.id())) {
                    for (int[] activations : activations(network, reference, population.id())) {
                        active += ActivationCounts.isLayer(population) ? nonzero(activations) : 0;
                        for (Projection projection : network.outbound(population.id())) {
                            operations += operations(projection, activations);
                        }
                    }
                }
            }
            assertEquals(active, counts.active(sample + 1));
            assertEquals(operations, counts.operations(sample + 1));
        }
    }

    /** Codes once, or the spikes of each step. */
    private static List<int[]> activations(IntegerNetwork network, Reference reference, int population) {
        return switch (network.coding()) {
            case CODES -> List.of(reference.values(population));
            case SPIKES -> {
                int neurons = network.population(population).shape().size();
                yield IntStream.range(0, network.timeSteps())
                        .mapToObj(step -> {
                            int[] spikes = new int[neurons];
                            for (int n = 0; n < neurons; n++) {
                                spikes[n] = reference.spikes(population).hasSpike(n, step) ? 1 : 0;
                            }
                            return spikes;
                        })
                        .toList();
            }
        };
    }

    private static long nonzero(int[] values) {
        long count = 0;
        for (int value : values) {
            count += value == 0 ? 0 : 1;
        }
        return count;
    }

    private static long operations(Projection projection, int[] sender) {
        int[] sent = projection.gate().map(gate -> pooled(gate, sender)).orElse(sender);
        int[] arriving = new int[projection.synapses().in().size()];
        for (int i = 0; i < arriving.length; i++) {
            int from = projection.sentBy(i);
            arriving[i] = from < 0 ? 0 : sent[from];
        }
        if (!NonzeroWeights.isCounted(projection.synapses())) {
            return 0;
        }
        return switch (projection.synapses()) {
            case Synapses.Dense dense -> {
                long operations = 0;
                for (int output = 0; output < dense.out().size(); output++) {
                    for (int input = 0; input < arriving.length; input++) {
                        operations += dense.weight(output, input) != 0 && arriving[input] != 0 ? 1 : 0;
                    }
                }
                yield operations;
            }
            case Synapses.Convolution convolution -> operations(convolution, arriving);
            case Synapses.Identity identity -> 0;
            case SparseSynapses sparse -> {
                long operations = 0;
                for (int input = 0; input < arriving.length; input++) {
                    for (int s = sparse.start(input); arriving[input] != 0 && s < sparse.start(input + 1); s++) {
                        operations += sparse.weight(s) != 0 ? 1 : 0;
                    }
                }
                yield operations;
            }
        };
    }

    private static int[] pooled(MaxGate gate, int[] sender) {
        int[] pooled = new int[gate.out().size()];
        for (int output = 0; output < pooled.length; output++) {
            int channel = output / gate.out().positions();
            int window = output % gate.out().positions();
            pooled[output] = Integer.MIN_VALUE;
            for (int m = gate.starts()[window]; m < gate.starts()[window + 1]; m++) {
                pooled[output] =
                        Math.max(pooled[output], sender[channel * gate.in().positions() + gate.members()[m]]);
            }
        }
        return pooled;
    }

    /** Output by output: every input that lies in its window. */
    private static long operations(Synapses.Convolution convolution, int[] arriving) {
        Shape in = convolution.in();
        Shape out = convolution.out();
        Window window = convolution.window();
        long operations = 0;
        for (int output = 0; output < out.size(); output++) {
            int channel = output / out.positions();
            int row = output % out.positions() / out.width();
            int column = output % out.width();
            int firstIn = channel / convolution.outPerGroup() * convolution.inPerGroup();
            for (int c = 0; c < convolution.inPerGroup(); c++) {
                for (int ky = 0; ky < window.kernelY(); ky++) {
                    for (int kx = 0; kx < window.kernelX(); kx++) {
                        int y = row * window.strideY() + ky * window.dilationY() - window.padTop();
                        int x = column * window.strideX() + kx * window.dilationX() - window.padLeft();
                        if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                            operations += convolution.weight(channel, c, ky, kx) != 0
                                            && arriving[in.index(firstIn + c, y, x)] != 0
                                    ? 1
                                    : 0;
                        }
                    }
                }
            }
        }
        return operations;
    }
}
