package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.RandomStream;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.integer.Synapses;
import org.synfire.network.reference.SpikingReference;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/**
 * Sparse recurrent networks whose spikes are known: digests that programs of other authors computed with the same
 * rules, numbers drawn from the same streams.
 */
@Timeout(120)
class SparseBenchmarksTest {
    private static final NetworkInput.Spikes SILENCE = (sample, step, into) -> 0;

    /** 1,000 neurons, one in ten pairs connected, a delay of 1 to 15 steps for each synapse. */
    private static IntegerNetwork thousand(boolean refractory) {
        Shape shape = Shape.vector(1000);
        SparseSynapses.Builder synapses = new SparseSynapses.Builder(shape, shape, 100_000);
        for (int pre = 0; pre < 1000; pre++) {
            synapses.from(pre);
            for (int post = 0; post < 1000; post++) {
                int k = pre * 1000 + post;
                if (pre != post && RandomStream.below(6001, k, 1000) < 100) {
                    int drawn = RandomStream.below(6003, k, pre < 800 ? 8 : 28);
                    synapses.to(post, pre < 800 ? 1 + drawn : -6 - drawn, RandomStream.below(6002, k, 15));
                }
            }
        }
        DecayingNeurons neurons =
                refractory ? new DecayingNeurons(256, 101, false, 0, 2) : new DecayingNeurons(256, 101, true, 100, 0);
        return new IntegerNetwork(
                "thousand",
                1000,
                new int[] {0, 8},
                List.of(
                        new Population(0, "events", shape, new Neurons.SpikeInput()),
                        new Population(1, "neurons", shape, new Neurons.Program(neurons))),
                List.of(
                        Projection.of(0, 0, 1, new Synapses.Identity(shape, new int[] {45}, 127)),
                        Projection.of(1, 1, 1, synapses.build())));
    }

    private static int external(int step, int[] into) {
        int count = 0;
        for (int n = 0; n < 1000; n++) {
            if (RandomStream.below(6004, step * 1000L + n, 1000) < 60) {
                into[count++] = n;
            }
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({
        "true, 7496, 748271, 6096925803c35281cdf41702c05c602c61e0156635a4dc706f76de4ec34e97ea",
        "false, 8388, 836927, 82ce516793cd543fe5975f14eb087227340673438ff5c24b27e011fc4d1989e6"
    })
    void thousandNeuronsWithDelays(boolean refractory, int spikes, long operations, String digest) {
        requireSpikes(
                thousand(refractory),
                (NetworkInput.Spikes) (sample, step, into) -> external(step, into),
                spikes,
                operations + 60_067,
                digest);
    }

    /** Brunel's network in small: 1,000 excitatory and 250 inhibitory neurons, random input, a delay of 15 steps. */
    private static IntegerNetwork brunel() {
        int neurons = 1250;
        int inDegree = 125;
        Shape shape = Shape.vector(neurons);
        List<List<Integer>> targets = new ArrayList<>();
        for (int n = 0; n < neurons; n++) {
            targets.add(new ArrayList<>());
        }
        for (int n = 0; n < neurons; n++) {
            for (int c = 0; c < inDegree; c++) {
                long k = (long) n * inDegree + c;
                targets.get(c < 100 ? RandomStream.below(7001, k, 1000) : 1000 + RandomStream.below(7001, k, 250))
                        .add(n);
            }
        }
        SparseSynapses.Builder synapses = new SparseSynapses.Builder(shape, shape, neurons * inDegree);
        for (int pre = 0; pre < neurons; pre++) {
            synapses.from(pre);
            for (int post : targets.get(pre)) {
                synapses.to(post, pre < 1000 ? 256 : -1280, 0);
            }
        }
        PoissonDrive external = new PoissonDrive(7002, neurons, 0, PoissonDrive.thresholds(0.2), 256);
        return new IntegerNetwork(
                "brunel",
                5000,
                new int[] {0, 16},
                List.of(
                        new Population(0, "none", Shape.vector(1), new Neurons.SpikeInput()),
                        new Population(
                                1,
                                "neurons",
                                shape,
                                new Neurons.Program(
                                        new DecayingNeurons(20, 5120, false, 2560, 20), List.of(external)))),
                List.of(Projection.of(0, 1, 1, synapses.build()).withDelay(15)));
    }

    @ParameterizedTest
    @CsvSource("35791, 4485245, 3b5aa0d192e73aca46a314772707abe9fe0b72d5288ba138ed4661a728456702")
    void brunelsNetworkInSmall(int spikes, long operations, String digest) {
        assertArrayEquals(
                new long[] {3516421808L, 4219706170L, 4290034606L, 4294723169L, 4294957597L},
                Arrays.copyOf(PoissonDrive.thresholds(0.2), 5));
        requireSpikes(brunel(), SILENCE, spikes, operations, digest);
    }

    private static void requireSpikes(
            IntegerNetwork network, NetworkInput input, int spikes, long operations, String digest) {
        SpikingReference reference = new SpikingReference(network);
        reference.compute(input, 0);
        assertEquals(digest, digest(reference.spikes(1)), "the reference");
        long counted = operations - beyondTheEnd(network.inbound(1).getLast(), reference.spikes(1));
        ChipDescription chip = Chips.darwin3().with(ChipFigure.NEURONS, 300, "to have several cores");
        Mapping mapping = Mapper.map(network, chip);
        for (int workers = 1; workers <= 3; workers++) {
            Trajectory counts = new Trajectory(1, mapping.slices().size() - 1);
            Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), workers, true, 1, 1);
            try (Emulator emulator = Emulator.of(network, mapping.slices(), options, input, List.of(counts))) {
                emulator.runUntil(1);
                SpikeTrains trains =
                        new SpikeTrains(network.population(1).shape().size(), network.timeSteps());
                emulator.spikes(0, 1, trains);
                assertEquals(digest, digest(trains), workers + " workers");
                assertEquals(
                        spikes,
                        Arrays.stream(trains.words()).map(Long::bitCount).sum());
                assertEquals(counted, counts.operations());
                assertEquals(
                        emulator.stateBytes(),
                        emulator.coreBytes().stream()
                                .mapToLong(CoreBytes::state)
                                .sum());
            }
        }
    }

    /** The weights of spikes that are sent so late that they arrive after the sample. */
    private static long beyondTheEnd(Projection projection, SpikeTrains spikes) {
        SparseSynapses synapses = (SparseSynapses) projection.synapses();
        long operations = 0;
        for (int neuron = 0; neuron < spikes.neurons(); neuron++) {
            for (int step = spikes.steps() - projection.delay(); step < spikes.steps(); step++) {
                operations += spikes.hasSpike(neuron, step) ? synapses.start(neuron + 1) - synapses.start(neuron) : 0;
            }
        }
        return operations;
    }

    /** SHA-256 of the pairs (step, neuron), rising, as 32-bit integers, the low byte first. */
    private static String digest(SpikeTrains spikes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer pair = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int[] neurons = new int[spikes.neurons()];
            for (int step = 0; step < spikes.steps(); step++) {
                int count = spikes.spikes(step, neurons);
                for (int i = 0; i < count; i++) {
                    digest.update(pair.clear().putInt(step).putInt(neurons[i]).array());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
