package org.synfire.models.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.synfire.models.integer.Code;
import org.synfire.models.integer.DirectCoding;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.integer.LeakyNeurons;
import org.synfire.models.integer.MaxGate;
import org.synfire.models.integer.MintNeurons;
import org.synfire.models.integer.NeuronProgram;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.PotentialRounding;
import org.synfire.models.integer.Projection;
import org.synfire.models.integer.Synapses;
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;

/**
 * Small spiking networks drawn from a seed: currents from a convolution or a full connection, convolutions, pooling,
 * full connections and relays across levels; MINT's neurons of all widths with thresholds of both directions, LIF and
 * IF; 1 to 12 steps.
 */
public final class RandomSpikingNetworks {
    private static final int MOST_LAYERS = 4;
    private static final int BYTE_BITS = 8;
    private static final int WIDE_BITS = 16;

    private final Random random;
    private final int steps;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private final int[] weightBits = new int[MOST_LAYERS + 2];

    private RandomSpikingNetworks(long seed) {
        this.random = new Random(seed);
        this.steps = between(1, 12);
    }

    /** The network of a seed: an image, one to four spiking layers, the answer. */
    public static IntegerNetwork draw(long seed) {
        return new RandomSpikingNetworks(seed).network(seed);
    }

    /** An image of random codes in the range of the network's input. */
    public static int[] image(IntegerNetwork network, long seed) {
        return RandomNetworks.image(network, seed);
    }

    private IntegerNetwork network(long seed) {
        Shape image = new Shape(between(1, 3), between(2, 9), between(2, 9));
        Code pixels = random.nextBoolean()
                ? new Code(8, true, -128, 127, 1.0 / 64, 0)
                : new Code(8, false, 0, 255, 1.0 / 256, 0);
        populations.add(Population.input("image", image, pixels));
        first(image);
        int layers = between(1, MOST_LAYERS);
        for (int p = 2; p <= layers; p++) {
            Synapses synapses = connect(p - 1, p);
            skip(p, synapses.out());
            populations.add(Population.spiking(
                    p,
                    "layer " + p,
                    synapses.out(),
                    program(synapses.out().channels(), weightBits[p] == BYTE_BITS ? 40 : 9_000),
                    null));
        }
        Shape sent = populations.getLast().shape();
        Shape classes = Shape.vector(between(1, 12));
        weightBits[layers + 1] = random.nextInt(3) == 0 ? WIDE_BITS : BYTE_BITS;
        Synapses last = new Synapses.Dense(
                sent, classes, weights(sent.size() * classes.size(), (1 << weightBits[layers + 1] - 1) - 1));
        projections.add(new Projection(projections.size(), layers, null, null, layers + 1, last));
        populations.add(new Population(layers + 1, "answer", last.out(), new int[1], null, null, 1));
        return new IntegerNetwork(
                "spiking " + seed, steps, Arrays.copyOf(weightBits, layers + 2), populations, projections);
    }

    private void first(Shape image) {
        Window window = random.nextInt(4) == 0
                ? null
                : Window.square(
                        between(1, Math.min(3, Math.min(image.height(), image.width()))), between(1, 2), between(0, 1));
        Shape out = window == null
                ? new Shape(between(1, 30), 1, 1)
                : window.output(between(1, 20), image.height(), image.width());
        int fanIn = window == null ? image.size() : image.channels() * window.kernelY() * window.kernelX();
        int[] weights = random.ints((long) fanIn * out.channels() * (window == null ? out.positions() : 1), -127, 128)
                .toArray();
        int shift = between(0, 8);
        populations.add(Population.spiking(
                1,
                "first",
                out,
                program(out.channels(), 60_000 >> shift),
                new DirectCoding(image, out, window, weights, shift)));
    }

    private Synapses connect(int source, int target) {
        Shape sent = populations.get(source).shape();
        int side = between(1, Math.min(2, Math.min(sent.height(), sent.width())));
        MaxGate gate = side == 1 ? null : MaxGate.of(sent, Window.square(side, side, 0));
        Shape in = gate == null ? sent : gate.out();
        int largest = new int[] {1, 7, 127, 32_767}[random.nextInt(4)];
        weightBits[target] = largest > Byte.MAX_VALUE ? WIDE_BITS : BYTE_BITS;
        Synapses synapses = random.nextInt(3) == 0 ? dense(in, largest) : convolution(in, largest);
        projections.add(new Projection(projections.size(), source, gate, null, target, synapses));
        return synapses;
    }

    private Synapses dense(Shape in, int largest) {
        Shape out = Shape.vector(between(1, 40));
        return new Synapses.Dense(in, out, weights(in.size() * out.size(), largest));
    }

    private Synapses convolution(Shape in, int largest) {
        Window window =
                Window.square(between(1, Math.min(3, Math.min(in.height(), in.width()))), between(1, 2), between(0, 1));
        Shape out = window.output(between(1, 20), in.height(), in.width());
        return new Synapses.Convolution(
                in,
                out,
                window,
                1,
                weights(out.channels() * in.channels() * window.kernelY() * window.kernelX(), largest));
    }

    /** Branches that wait. */
    private void skip(int target, Shape shape) {
        for (int earlier = 1; earlier < target - 1; earlier++) {
            if (populations.get(earlier).shape().equals(shape)) {
                projections.add(new Projection(
                        projections.size(),
                        earlier,
                        null,
                        null,
                        target,
                        new Synapses.Relay(shape, new int[] {between(-9, 9)}, 127)));
            }
        }
    }

    private NeuronProgram program(int channels, int largest) {
        int entries = random.nextBoolean() ? 1 : channels;
        if (random.nextInt(3) == 0) {
            LeakyNeurons.Reset reset = LeakyNeurons.Reset.values()[random.nextInt(2)];
            return new LeakyNeurons(
                    new int[] {2, 3, 4, 8, 12, 16, 32}[random.nextInt(7)],
                    random.nextBoolean() ? 0 : between(1, 5),
                    reset,
                    random.ints(entries, 1, largest + 1).toArray());
        }
        boolean[] inverted = new boolean[entries];
        for (int i = 0; i < entries; i++) {
            inverted[i] = random.nextInt(5) == 0;
        }
        PotentialRounding rounding =
                random.nextBoolean() ? PotentialRounding.SHIFT_ON_READ : PotentialRounding.SHIFT_ON_STORE;
        return new MintNeurons(
                new int[] {2, 3, 4, 5, 8, 16}[random.nextInt(6)],
                rounding,
                random.ints(entries, -largest / 4, largest + 1).toArray(),
                inverted);
    }

    private short[] weights(int count, int largest) {
        short[] weights = new short[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (short) between(-largest, largest);
        }
        return weights;
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
