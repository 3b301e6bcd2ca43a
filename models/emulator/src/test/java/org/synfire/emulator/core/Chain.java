package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.synfire.emulator.map.Slice;
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
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;

/**
 * A network of known depth with everything in it: three convolutions, an identity branch, pooling, a full connection
 * with raw sums.
 */
final class Chain {
    static final int BITS = 8;
    static final int DEPTH = 4;
    private static final int CLASSES = 10;
    private static final Code CODE = new Code(BITS, true, 0, 127, 1, 0);

    private Chain() {}

    /** @param side rows and columns of the image */
    static IntegerNetwork network(int side) {
        Random random = new Random(3);
        Shape image = new Shape(3, side, side);
        Shape map = new Shape(16, side, side);
        MaxGate gate = MaxGate.of(map, Window.square(2, 2, 0));
        Shape last = new Shape(24, side / 2, side / 2);
        Window window = Window.square(3, 1, 1);
        return IntegerNetwork.inPhase(
                "chain",
                BITS,
                8,
                List.of(
                        new Population(0, "image", image, new Neurons.ImageInput(CODE)),
                        layer(1, map, 1e-3),
                        layer(2, map, 3e-4),
                        layer(3, last, 3e-4),
                        new Population(4, "answer", Shape.vector(CLASSES), new Neurons.Answer(new int[] {5}, 1))),
                List.of(
                        Projection.of(0, 0, 1, convolution(image, map, window, random)),
                        Projection.of(1, 1, 2, convolution(map, map, window, random)),
                        Projection.of(2, 0, 2, convolution(image, map, window, random)),
                        Projection.of(3, 2, gate, 3, convolution(gate.out(), last, window, random)),
                        Projection.of(
                                4,
                                3,
                                4,
                                new Synapses.Dense(
                                        last, Shape.vector(CLASSES), weights(last.size() * CLASSES, random)))));
    }

    /** The same without the identity branch, of neurons that spike: MINT's, LIF and IF. */
    static IntegerNetwork spiking(int side) {
        Random random = new Random(4);
        Shape image = new Shape(3, side, side);
        Shape map = new Shape(16, side, side);
        MaxGate gate = MaxGate.of(map, Window.square(2, 2, 0));
        Shape last = new Shape(24, side / 2, side / 2);
        Window window = Window.square(3, 1, 1);
        DirectCoding direct = new DirectCoding(
                image,
                map,
                Optional.of(window),
                random.ints(16 * 3 * 9, -127, 128).toArray(),
                7);
        return IntegerNetwork.inPhase(
                "spiking chain",
                BITS,
                8,
                List.of(
                        new Population(0, "image", image, new Neurons.ImageInput(CODE)),
                        new Population(
                                1,
                                "mint 4",
                                map,
                                new Neurons.Program(
                                        new MintNeurons(
                                                4, PotentialRounding.SHIFT_ON_READ, new int[] {100}, new boolean[1]),
                                        List.of(direct))),
                        new Population(
                                2,
                                "lif 12",
                                map,
                                new Neurons.Program(
                                        new LeakyNeurons(12, 3, LeakyNeurons.Reset.SUBTRACT, new int[] {300}))),
                        new Population(
                                3,
                                "mint 2",
                                last,
                                new Neurons.Program(new MintNeurons(
                                        2, PotentialRounding.SHIFT_ON_STORE, new int[] {200}, new boolean[1]))),
                        new Population(4, "answer", Shape.vector(CLASSES), new Neurons.Answer(new int[1], 1))),
                List.of(
                        Projection.of(0, 1, 2, convolution(map, map, window, random)),
                        Projection.of(1, 2, gate, 3, convolution(gate.out(), last, window, random)),
                        Projection.of(
                                2,
                                3,
                                4,
                                new Synapses.Dense(
                                        last, Shape.vector(CLASSES), weights(last.size() * CLASSES, random)))));
    }

    private static Population layer(int id, Shape shape, double factor) {
        return new Population(
                id,
                "layer " + id,
                shape,
                new Neurons.Stem(CODE, new int[] {300}, Rescale.nearest(new double[] {factor}, 0)));
    }

    private static Synapses convolution(Shape in, Shape out, Window window, Random random) {
        return new Synapses.Convolution(
                in,
                out,
                window,
                1,
                weights(out.channels() * in.channels() * window.kernelY() * window.kernelX(), random));
    }

    private static short[] weights(int count, Random random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Synapses.weights(bytes);
    }

    /** Every layer cut over its channels in so many parts. */
    static List<Slice> slices(IntegerNetwork network, int parts) {
        List<Slice> slices = new ArrayList<>();
        for (Population population : network.populations()) {
            Shape shape = population.shape();
            int own = population.id() == 0 ? 1 : parts;
            for (int p = 0; p < own; p++) {
                slices.add(new Slice(
                        slices.size(),
                        slices.size(),
                        population.id(),
                        shape.channels() * p / own,
                        shape.channels() * (p + 1) / own,
                        0,
                        shape.height(),
                        0,
                        shape.width()));
            }
        }
        return slices;
    }

    /**
     * Images of random codes; every one has a pixel that spikes in the first step of a code and one that spikes in the
     * last.
     */
    static NetworkInput.Codes images() {
        return (sample, into) -> {
            long state = sample * 0x9E3779B97F4A7C15L + 1;
            for (int i = 0; i < into.length; i++) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                into[i] = (int) (state >>> 57);
            }
            into[0] = 127;
        };
    }
}
