package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.measure.ActivationCounts;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;

/** NeuroBench's metrics of networks that are small enough to be counted by hand. */
@Timeout(60)
class NeuroBenchMetricsTest {
    private static final double EXACT = 1e-12;

    private static RunResult.NeuroBench metrics(IntegerNetwork network, NetworkInput input, int samples) {
        List<Slice> slices = network.populations().stream()
                .map(p -> new Slice(
                        p.id(),
                        p.id(),
                        p.id(),
                        0,
                        p.shape().channels(),
                        0,
                        p.shape().height(),
                        0,
                        p.shape().width()))
                .toList();
        ActivationCounts counts = new ActivationCounts(network, slices, samples);
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 1, true, samples, samples);
        try (Emulator emulator = Emulator.of(network, slices, options, input, List.of(counts))) {
            emulator.runUntil(samples);
        }
        return NeuroBenchMetrics.of(network, counts, samples, input);
    }

    /** The worked example of NeuroBench's documentation, in integers, and a layer before it. */
    @Test
    void codesOfAQuantisedNetwork() {
        Code code = new Code(4, true, -8, 7, 1, 0);
        Shape three = Shape.vector(3);
        IntegerNetwork network = IntegerNetwork.inPhase(
                "worked",
                4,
                4,
                List.of(
                        new Population(0, "image", three, new Neurons.ImageInput(code)),
                        new Population(1, "hidden", three, new Neurons.Stem(code, new int[] {0}, Rescale.IDENTITY)),
                        new Population(2, "answer", three, new Neurons.Answer(new int[] {1, 2, 3}, 1))),
                List.of(
                        Projection.of(
                                0, 0, 1, new Synapses.Dense(three, three, new short[] {1, 0, 0, 0, 1, 0, 0, 0, 1})),
                        Projection.of(
                                1, 1, 2, new Synapses.Dense(three, three, new short[] {1, 0, -3, 0, 1, -5, -1, 2, 0
                                }))));
        int[][] images = {{0, 1, -1}, {0, 0, 0}};
        RunResult.NeuroBench metrics = metrics(
                network,
                (NetworkInput.Codes) (sample, into) -> System.arraycopy(images[(int) sample], 0, into, 0, 3),
                2);
        assertEquals(18, metrics.denseOperations());
        assertEquals((2 + 4) / 2.0, metrics.effectiveMacs());
        assertEquals(0, metrics.effectiveAcs());
        assertEquals(9 / 18.0, metrics.connectionSparsity(), EXACT);
        assertEquals(4 / 6.0, metrics.activationSparsity(), EXACT);
        assertEquals(18 + 1 + 2 + 3, metrics.parameters());
        assertEquals(18 / 2 + 6 * 4, metrics.footprintBytes());
        assertEquals(0, metrics.membraneUpdates());
    }

    /** Behind max-pooling an activation is the largest of its window, also where all are negative. */
    @Test
    void maxPoolingOfSignedCodes() {
        Code code = new Code(4, true, -8, 7, 1, 0);
        Shape row = new Shape(1, 1, 6);
        MaxGate gate = MaxGate.of(row, new Window(1, 2, 1, 2, 1, 1, 0, 0, 0, 0));
        IntegerNetwork network = IntegerNetwork.inPhase(
                "pooled",
                4,
                4,
                List.of(
                        new Population(0, "image", row, new Neurons.ImageInput(code)),
                        new Population(1, "answer", Shape.vector(2), new Neurons.Answer(new int[] {0}, 1))),
                List.of(Projection.of(
                        0, 0, gate, 1, new Synapses.Dense(gate.out(), Shape.vector(2), new short[] {1, 1, 1, 1, 0, 1
                        }))));
        int[][] images = {{-2, -1, -3, 0, 0, 4}, {0, -1, -1, -8, -2, 3}, {0, 0, 0, 0, 0, 0}};
        RunResult.NeuroBench metrics = metrics(
                network,
                (NetworkInput.Codes) (sample, into) -> System.arraycopy(images[(int) sample], 0, into, 0, 6),
                3);
        assertEquals((4 + 3) / 3.0, metrics.effectiveMacs(), EXACT);
        assertEquals(6, metrics.denseOperations());
        assertEquals(0, metrics.activationSparsity());
    }

    /** An image as currents, spikes over a pooling, and synapses that are listed. */
    @Test
    void spikesOfStepsAndCurrentsOfAnImage() {
        Shape image = new Shape(1, 1, 4);
        Code code = new Code(8, false, 0, 255, 1, 0);
        MaxGate gate = MaxGate.of(image, new Window(1, 2, 1, 2, 1, 1, 0, 0, 0, 0));
        Neurons.Program first = new Neurons.Program(
                new LeakyNeurons(16, 0, LeakyNeurons.Reset.SUBTRACT, new int[] {10}),
                List.of(new DirectCoding(
                        image, image, Optional.of(new Window(1, 1, 1, 1, 1, 1, 0, 0, 0, 0)), new int[] {1}, 0)));
        Neurons.Program last =
                new Neurons.Program(new LeakyNeurons(16, 0, LeakyNeurons.Reset.SUBTRACT, new int[] {100}));
        SparseSynapses listed = new SparseSynapses.Builder(gate.out(), Shape.vector(3), 4)
                .from(0)
                .to(0, 5, 0)
                .to(2, 0, 0)
                .from(1)
                .to(1, 7, 0)
                .to(2, 7, 0)
                .build();
        IntegerNetwork network = IntegerNetwork.inPhase(
                "spikes",
                4,
                8,
                List.of(
                        new Population(0, "image", image, new Neurons.ImageInput(code)),
                        new Population(1, "first", image, first),
                        new Population(2, "last", Shape.vector(3), last)),
                List.of(Projection.of(0, 1, gate, 2, listed)));
        int[] pixels = {10, 5, 0, 5};
        RunResult.NeuroBench metrics =
                metrics(network, (NetworkInput.Codes) (sample, into) -> System.arraycopy(pixels, 0, into, 0, 4), 1);
        assertEquals(4 * 6 + 4, metrics.denseOperations());
        assertEquals(3, metrics.effectiveMacs(), "pixels that are not 0");
        assertEquals(4 * 1 + 2 * 2, metrics.effectiveAcs(), "4 and 2 spikes behind the pooling");
        assertEquals(1 - (4 + 2 + 0 + 2) / 28.0, metrics.activationSparsity(), EXACT);
        assertEquals(1 - (3 + 1) / 7.0, metrics.connectionSparsity(), EXACT);
        assertEquals((4 + 3) * 4, metrics.membraneUpdates());
        assertEquals(4 + 1 + 2 * 2, metrics.parameters(), "each layer has a threshold and a width of its potential");
    }
}
