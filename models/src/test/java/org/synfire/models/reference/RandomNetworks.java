package org.synfire.models.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.synfire.models.integer.Code;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.integer.MaxGate;
import org.synfire.models.integer.NumberFormats;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.Projection;
import org.synfire.models.integer.Register;
import org.synfire.models.integer.Rescale;
import org.synfire.models.integer.ScaledIntegration;
import org.synfire.models.integer.Sparsity;
import org.synfire.models.integer.Synapses;
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;

/**
 * Small integer networks drawn from a seed, with everything that such a network can have: convolutions with groups,
 * stride, dilation and uneven padding, full connections, relays across levels, pooling and rearrangement on the way,
 * signed and unsigned codes, biases and rescales per layer, channel and neuron.
 */
public final class RandomNetworks {
    private final Random random;
    private final int bits;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();

    private RandomNetworks(long seed) {
        this.random = new Random(seed);
        this.bits = between(Code.MIN_BITS, Code.MAX_BITS);
    }

    /** The network of a seed: an input, two to five coded layers, a raw answer. */
    public static IntegerNetwork draw(long seed) {
        return new RandomNetworks(seed).network(seed);
    }

    /** A network with its layers in registers of random widths and, some of them, spikes kept back. */
    public static IntegerNetwork altered(IntegerNetwork network, long seed, boolean scaled, boolean sparse) {
        RandomNetworks draw = new RandomNetworks(seed);
        NumberFormats formats = draw.formats();
        return network.with(p -> p.id() == 0 ? p : draw.altered(p, network.bits(), scaled ? formats : null, sparse));
    }

    private NumberFormats formats() {
        boolean asDarwin3 = random.nextBoolean();
        Register.Overflow overflow = Register.Overflow.values()[random.nextInt(2)];
        Register sum = new Register(asDarwin3 ? 16 : between(8, 32), overflow);
        return new NumberFormats(
                sum, new Register(asDarwin3 ? 16 : between(8, 32), overflow), asDarwin3 ? 16 : between(8, 32));
    }

    /** @param formats {@code null} for exact sums */
    private Population altered(Population population, int codeBits, NumberFormats formats, boolean sparse) {
        Population altered = population;
        if (formats != null) {
            int most = Integer.MAX_VALUE >>> Integer.SIZE - formats.multiplierBits();
            Rescale rescale = population.isRaw()
                    ? null
                    : Rescale.nearest(
                            random.doubles(entries(population.shape()), 0, 0.1).toArray(),
                            population.code().zeroPoint(),
                            formats.multiplierBits());
            altered = altered.with(new ScaledIntegration(
                    formats,
                    random.nextInt(most) + 1,
                    between(codeBits - 1, 40),
                    bias(population.shape()),
                    rescale,
                    random.nextBoolean()));
        }
        return sparse && population.isCodedLayer() && random.nextInt(3) > 0
                ? altered.with(new Sparsity(between(0, codeBits - 1), between(0, codeBits)))
                : altered;
    }

    /** An image of random codes in the range of the network's input. */
    public static int[] image(IntegerNetwork network, long seed) {
        Code code = network.input().code();
        return new Random(seed)
                .ints(network.input().shape().size(), code.low(), code.high() + 1)
                .toArray();
    }

    private IntegerNetwork network(long seed) {
        populations.add(Population.input("input", new Shape(between(1, 4), between(1, 9), between(1, 9)), code()));
        int layers = between(2, 5);
        for (int p = 1; p <= layers; p++) {
            Synapses synapses = connect(p - 1, p, random.nextInt(4));
            for (int earlier = 0; earlier < p - 1; earlier++) {
                if (populations.get(earlier).shape().equals(synapses.out()) && random.nextBoolean()) {
                    connect(
                            earlier,
                            p,
                            new Synapses.Relay(
                                    synapses.out(),
                                    weights(
                                            random.nextBoolean()
                                                    ? 1
                                                    : synapses.out().channels(),
                                            1000),
                                    127));
                }
            }
            populations.add(coded(p, synapses.out()));
        }
        Synapses last = connect(layers, layers + 1, 0);
        populations.add(new Population(layers + 1, "answer", last.out(), bias(last.out()), null, null, 1));
        return new IntegerNetwork("random " + seed, bits, 8, populations, projections);
    }

    private Synapses connect(int source, int target, int kind) {
        Shape sent = populations.get(source).shape();
        MaxGate gate = random.nextInt(3) == 0 ? MaxGate.of(sent, poolingWindow(sent)) : null;
        Shape in = gate == null ? sent : gate.out();
        int[] order = random.nextInt(3) == 0 ? shuffled(in.size()) : null;
        Synapses synapses = kind == 0
                ? dense(in)
                : kind == 1 ? new Synapses.Relay(in, weights(in.channels(), 1000), 127) : convolution(in);
        projections.add(new Projection(projections.size(), source, gate, order, target, synapses));
        return synapses;
    }

    private void connect(int source, int target, Synapses synapses) {
        projections.add(new Projection(projections.size(), source, null, null, target, synapses));
    }

    private Synapses dense(Shape in) {
        Shape out = Shape.vector(between(1, 12));
        return new Synapses.Dense(in, out, weights(in.size() * out.size()));
    }

    private Synapses convolution(Shape in) {
        int groups = in.channels() % 2 == 0 && random.nextBoolean() ? 2 : random.nextBoolean() ? in.channels() : 1;
        int outChannels = groups * between(1, 3);
        Window window = window(in);
        Shape out = window.output(outChannels, in.height(), in.width());
        return new Synapses.Convolution(
                in,
                out,
                window,
                groups,
                weights(outChannels * (in.channels() / groups) * window.kernelY() * window.kernelX()));
    }

    private Window window(Shape in) {
        int kernelY = between(1, Math.min(4, in.height()));
        int kernelX = between(1, Math.min(4, in.width()));
        int dilationY = kernelY == 1 ? between(1, 3) : between(1, (in.height() - 1) / (kernelY - 1));
        int dilationX = kernelX == 1 ? between(1, 3) : between(1, (in.width() - 1) / (kernelX - 1));
        return new Window(
                kernelY,
                kernelX,
                between(1, 3),
                between(1, 3),
                dilationY,
                dilationX,
                between(0, 3),
                between(0, 3),
                between(0, 3),
                between(0, 3));
    }

    private Window poolingWindow(Shape in) {
        int kernelY = between(1, Math.min(3, in.height()));
        int kernelX = between(1, Math.min(3, in.width()));
        return new Window(
                kernelY,
                kernelX,
                between(1, 2),
                between(1, 2),
                1,
                1,
                between(0, kernelY - 1),
                between(0, kernelX - 1),
                0,
                0);
    }

    private Population coded(int id, Shape shape) {
        Code code = code();
        int entries = entries(shape);
        double[] factors = random.doubles(entries, 0, 0.1).toArray();
        return new Population(
                id, "layer " + id, shape, bias(shape), code, Rescale.nearest(factors, code.zeroPoint()), 0);
    }

    private Code code() {
        int most = (1 << bits) - 1;
        return switch (random.nextInt(4)) {
            case 0 -> new Code(bits, true, 0, most >> 1, 0.5, 0);
            case 1 -> new Code(bits, true, -(1 << bits - 1), most >> 1, 0.5, between(-1, 1));
            case 2 -> new Code(bits, false, 0, most, 0.5, between(0, most));
            default -> new Code(bits, false, 0, most, 0.5, 0);
        };
    }

    private int[] bias(Shape shape) {
        return weights(entries(shape), 500);
    }

    private int entries(Shape shape) {
        return new int[] {1, shape.channels(), shape.size()}[random.nextInt(3)];
    }

    private int[] weights(int count, int largest) {
        return random.ints(count, -largest, largest + 1).toArray();
    }

    private short[] weights(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Synapses.weights(bytes);
    }

    private int[] shuffled(int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return Arrays.stream(order).map(i -> random.nextInt(8) == 0 ? -1 : i).toArray();
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
