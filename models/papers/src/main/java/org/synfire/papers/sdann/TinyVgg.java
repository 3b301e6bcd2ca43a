package org.synfire.papers.sdann;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.synfire.network.data.RandomImages;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.reference.DenseReference;

/**
 * A network of the size of the paper's Tiny-VGG, with random weights: an answer to what so many spikes cost, not to
 * what they mean.
 *
 * <p><b>Source:</b> the paper's layer list is not published. Known are at most 5.76 M parameters (its table 1) and 1.79
 * mJ a sample on one chip (table 10), which at 5.47 pJ are 327 M synaptic operations; with 0.9 spikes per activation,
 * which fits tables 4 to 7, that is about 0.36 G multiplications. The layers here were chosen to meet both.
 * <b>Activations:</b> each layer's factor is set so that its sums, which are nearly normal and half of them negative,
 * give codes with a standard deviation that sends {@value #SPIKES_PER_ACTIVATION} spikes on average.
 */
public final class TinyVgg {
    /** Most parameters of the paper's deployed models. */
    public static final double PAPER_PARAMETERS = 5.76e6;
    /** The paper's energy of a sample without sparse spikes, table 10. */
    public static final double PAPER_MILLIJOULES = 1.79;
    /** Mean spikes of an 8-bit train, from the paper's tables 4 to 7. */
    public static final double SPIKES_PER_ACTIVATION = 0.9;

    private static final Code CODE = new Code(8, true, 0, 127, 1.0 / 127, 0);
    private static final int SIDE = 64;
    private static final int CLASSES = 1000;
    private static final int TRIED_IMAGES = 2;
    private static final int[] POOL = {};
    private static final int[][] CHANNELS = {
        {32}, {32}, {32}, POOL, {64}, {64}, {64}, POOL, {128}, {128}, {128}, POOL, {256}, {256}, {256}, POOL, {256},
        {256}
    };
    private static final int HIDDEN = 256;

    private final Random random;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();

    private TinyVgg(long seed) {
        this.random = new Random(seed);
    }

    /** The network of a seed. */
    public static EncodedNetwork draw(long seed) {
        return encoded(new TinyVgg(seed).network());
    }

    private static EncodedNetwork encoded(IntegerNetwork network) {
        return new EncodedNetwork(network, Preprocessing.unit().inputCodes(network.input()));
    }

    /** What a random network sees: random pixels. */
    public static RandomImages images(int count, long seed) {
        return new RandomImages(3, SIDE, SIDE, count, seed);
    }

    /** Multiplications of a sample. */
    public static long macs(IntegerNetwork network) {
        return network.projections().stream()
                .mapToLong(p -> p.synapses().connections())
                .sum();
    }

    /** Weights and biases. */
    public static long parameters(IntegerNetwork network) {
        return network.projections().stream()
                        .mapToLong(p -> switch (p.synapses()) {
                            case Synapses.Convolution s -> s.weights().length;
                            case Synapses.Dense s -> s.weights().length;
                            case Synapses.Identity s -> s.weights().length;
                            case SparseSynapses s -> s.connections();
                        })
                        .sum()
                + network.populations().stream()
                        .skip(1)
                        .mapToLong(p -> p.shape().channels())
                        .sum();
    }

    private IntegerNetwork network() {
        populations.add(new Population(0, "image", new Shape(3, SIDE, SIDE), new Neurons.ImageInput(CODE)));
        Optional<MaxGate> gate = Optional.empty();
        for (int[] channels : CHANNELS) {
            Shape last = populations.getLast().shape();
            if (channels == POOL) {
                gate = Optional.of(MaxGate.of(last, Window.square(2, 2, 0)));
            } else {
                Shape in = gate.map(MaxGate::out).orElse(last);
                Shape out = new Shape(channels[0], in.height(), in.width());
                add(
                        "conv" + populations.size(),
                        gate,
                        new Synapses.Convolution(
                                in, out, Window.square(3, 1, 1), 1, centred(out.channels(), in.channels() * 9)));
                gate = Optional.empty();
            }
        }
        Shape last = populations.getLast().shape();
        add("hidden", Optional.empty(), new Synapses.Dense(last, Shape.vector(HIDDEN), centred(HIDDEN, last.size())));
        add(
                "answer",
                Optional.empty(),
                new Synapses.Dense(Shape.vector(HIDDEN), Shape.vector(CLASSES), centred(CLASSES, HIDDEN)));
        return IntegerNetwork.inPhase("tiny-vgg stand-in, random", 8, 8, populations, projections);
    }

    /** Weights of which each output's sum to about 0, so that half of the sums are negative. */
    private short[] centred(int outputs, int inputs) {
        short[] weights = new short[outputs * inputs];
        for (int o = 0; o < outputs; o++) {
            int sum = 0;
            for (int i = 0; i < inputs; i++) {
                int weight =
                        Math.clamp(Math.round(random.nextGaussian() * 30 - (double) sum / (inputs - i)), -127, 127);
                weights[o * inputs + i] = (short) weight;
                sum += weight;
            }
        }
        return weights;
    }

    private void add(String name, Optional<MaxGate> gate, Synapses synapses) {
        int id = populations.size();
        projections.add(new Projection(id - 1, id - 1, gate, Optional.empty(), id, synapses, 1));
        populations.add(new Population(id, name, synapses.out(), new Neurons.Answer(new int[1], 1)));
        if (!name.equals("answer")) {
            Rescale rescale = Rescale.nearest(new double[] {factor()}, 0);
            populations.set(id, populations.get(id).with(new Neurons.Stem(CODE, new int[1], rescale)));
        }
    }

    /** The factor from the last layer's sums to codes with the wanted number of spikes. */
    private double factor() {
        IntegerNetwork soFar = IntegerNetwork.inPhase("so far", 8, 8, populations, projections);
        DenseReference reference = new DenseReference(soFar);
        int[] input = new int[soFar.input().shape().size()];
        byte[] pixels = new byte[input.length];
        int size = soFar.output().shape().size();
        int[] sums = new int[size * TRIED_IMAGES];
        for (int image = 0; image < TRIED_IMAGES; image++) {
            images(TRIED_IMAGES, 1).pixels(image, pixels);
            encoded(soFar).inputCodes().encode(pixels, input);
            reference.compute(input);
            System.arraycopy(reference.answer(), 0, sums, image * size, size);
        }
        return factor(sums);
    }

    private static double factor(int[] sums) {
        double low = 1e-9;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(low * high);
            if (spikes(sums, middle) < SPIKES_PER_ACTIVATION) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    private static double spikes(int[] sums, double factor) {
        long spikes = 0;
        for (int sum : sums) {
            spikes += Integer.bitCount(Math.clamp(Math.round(sum * factor), 0, 127));
        }
        return (double) spikes / sums.length;
    }
}
