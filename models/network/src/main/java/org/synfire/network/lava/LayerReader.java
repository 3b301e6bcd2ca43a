package org.synfire.network.lava;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.hdf5.Hdf5Array;
import org.synfire.network.hdf5.Hdf5Group;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/** Reads one layer, and refuses what is not possible. Arrays count rows before columns. */
final class LayerReader {
    private static final int MOST_EXTENT = 1 << 20;
    private static final int MOST_NEURONS = 1 << 22;
    private static final int MOST_BIAS = 1 << 17;
    private static final int MOST_DIMENSIONS = 3;
    private static final String DENSE = "dense";
    private static final String RECURRENT = "dense_rec";

    private static final Map<String, String> REFUSED = Map.of(
            "convT", "a transposed convolution",
            "unpool", "an unpooling",
            "concat", "a concatenation of layers",
            "dense_comp", "complex weights");

    private final Path file;
    private final Hdf5Group group;
    private final int number;
    private final String type;

    LayerReader(Path file, Hdf5Group group, int number, String type) {
        this.file = file;
        this.group = group;
        this.number = number;
        this.type = type;
    }

    String type() {
        return type;
    }

    private String name() {
        return type + number;
    }

    /** An error that names the layer. */
    InputException fault(String what) {
        return new InputException(file + ": layer " + number + " (" + type + ") " + what);
    }

    /** The input's shape. */
    Shape input() {
        if (group.group("neuron").isPresent()) {
            throw fault("has neurons that make spikes of pixels; give spikes instead, such as --encode makes of images,"
                    + " and write the file without the neurons of its input");
        }
        return shape();
    }

    /** The shape of what the first layer reads, where the file has no input layer. */
    Shape firstShape() {
        return switch (type) {
            case DENSE, RECURRENT -> Shape.vector(columns(array("weight").shape()));
            case "conv" -> {
                Shape out = shape();
                Window window = window(extents("stride", 1), padding());
                if (window.strideY() != 1 || window.strideX() != 1) {
                    throw fault("comes first, and with a stride above 1 nothing says the shape of its input; write the"
                            + " file with an input layer");
                }
                yield new Shape(
                        whole("inChannels", 1, MOST_EXTENT),
                        out.height() + (window.kernelY() - 1) * window.dilationY() - 2 * window.padTop(),
                        out.width() + (window.kernelX() - 1) * window.dilationX() - 2 * window.padLeft());
            }
            case "pool", "average" ->
                throw fault("comes first, so nothing says the shape of its input; write the file with an input layer");
            default -> throw unknown();
        };
    }

    /** The last dimension of a matrix. */
    private int columns(int[] shape) {
        if (shape.length < 2) {
            throw fault("has weights of the shape " + words(shape)
                    + ", where [outputs][inputs] are expected; write the file with an input layer");
        }
        return shape[1];
    }

    private InputException unknown() {
        return REFUSED.containsKey(type)
                ? fault("is " + REFUSED.get(type)
                        + ", which is not read, as lava-dl's netx does not read it; build the network of input, dense,"
                        + " conv, pool and flatten")
                : fault("is of an unknown type; known are input, dense, dense_rec, conv, pool, flatten and average");
    }

    /** The layer over a map of this shape. */
    LavaLayer layer(Shape in) {
        try {
            return made(in);
        } catch (InputException impossible) {
            // a window or a shape knows what is wrong with it, but not whose it is
            throw impossible.getMessage().startsWith(file.toString())
                    ? impossible
                    : fault("is not possible: " + impossible.getMessage());
        }
    }

    private LavaLayer made(Shape in) {
        return switch (type) {
            case DENSE -> group.group("neuron").isPresent() ? dense(in) : summing(in);
            case RECURRENT -> recurrent(in);
            case "conv" -> convolution(in);
            case "pool" -> pool(in);
            case "average" -> average(in);
            default -> throw unknown();
        };
    }

    private LavaLayer spiking(Synapses synapses, Optional<Synapses> recurrent, CubaNeurons neurons) {
        Shape out = synapses.out();
        return new LavaLayer.Spiking(
                name(),
                synapses,
                recurrent,
                neurons,
                group.array("bias").isPresent() ? wholes("bias", -MOST_BIAS, MOST_BIAS, out) : new int[1],
                group.array("delay").isPresent()
                        ? wholes("delay", 0, SparseSynapses.MAX_EXTRA_DELAY, out)
                        : new int[1]);
    }

    /** Takes away the zeros at the end that all weights share, and gives neurons whose unit has them. */
    private static CubaNeurons reduced(CubaNeurons neurons, short[]... weights) {
        int any = 0;
        for (short[] some : weights) {
            for (short weight : some) {
                any |= weight;
            }
        }
        int zeros = Integer.numberOfTrailingZeros(any);
        int bits = any == 0 ? 0 : Math.min(zeros, CubaNeurons.MOST_UNIT_EXPONENT - neurons.weightExponent());
        for (short[] some : weights) {
            for (int i = 0; i < some.length; i++) {
                some[i] = (short) (some[i] >> bits);
            }
        }
        return neurons.withoutBits(bits);
    }

    private LavaLayer dense(Shape in) {
        Shape out = Shape.vector(shape().size());
        short[] weights = weights("weight", out.size(), in.size());
        CubaNeurons neurons = reduced(neurons(out), weights);
        return spiking(new Synapses.Dense(in, out, weights), Optional.empty(), neurons);
    }

    private LavaLayer recurrent(Shape in) {
        Shape out = Shape.vector(shape().size());
        short[] weights = weights("weight", out.size(), in.size());
        short[] own = weights("weight_rec", out.size(), out.size());
        CubaNeurons neurons = reduced(neurons(out), weights, own);
        return spiking(new Synapses.Dense(in, out, weights), Optional.of(new Synapses.Dense(out, out, own)), neurons);
    }

    private LavaLayer summing(Shape in) {
        for (String other : List.of("bias", "delay")) {
            if (group.array(other).isPresent()) {
                throw fault("has no neurons, but a " + other + ", which sums do not have; write the file without it");
            }
        }
        Shape out = Shape.vector(shape().size());
        return new LavaLayer.Summing(name(), new Synapses.Dense(in, out, weights("weight", out.size(), in.size())), 1);
    }

    private LavaLayer convolution(Shape in) {
        Window window = window(extents("stride", 1), padding());
        int groups = whole("groups", 1, in.channels());
        Shape out = requireOutput(window.output(shape().channels(), in.height(), in.width()));
        if (in.channels() % groups != 0 || out.channels() % groups != 0) {
            throw fault("has " + groups + " groups, which do not divide its " + in.channels() + " input and "
                    + out.channels() + " output channels");
        }
        short[] weights = weights("weight", out.channels(), in.channels() / groups, window.kernelY(), window.kernelX());
        CubaNeurons neurons = reduced(neurons(out), weights);
        return spiking(new Synapses.Convolution(in, out, window, groups, weights), Optional.empty(), neurons);
    }

    private Shape requireOutput(Shape computed) {
        if (!computed.equals(shape())) {
            throw fault("has the shape " + shape() + ", but its kernel makes " + computed
                    + " of its input; the file's layers do not fit one another");
        }
        return computed;
    }

    /**
     * A sum of each channel's windows. As the tools do, as many rows and columns of zeros are added behind the map as
     * whole kernels leave over. They lay the channels of a map below one another, so that rows of a window must not
     * reach into the next channel.
     */
    private LavaLayer pool(Shape in) {
        int[] stride = group.array("stride").isPresent() ? extents("stride", 1) : extents("kernelSize", 1);
        int[] padding = padding();
        Window inner = window(stride, padding);
        int below = in.height() % inner.kernelY();
        int right = in.width() % inner.kernelX();
        if (padding[0] != 0
                || (inner.kernelY() - 1) * inner.dilationY() + 1 > inner.strideY()
                || (in.height() + below) % inner.strideY() != 0) {
            throw fault("has windows that reach into the rows of the next channel, because the tools lay channels below"
                    + " one another; take a stride of the kernel's size that divides the rows, and no padding");
        }
        Window window = inner.padded(0, padding[1], below, padding[1] + right);
        Shape out = requireOutput(window.output(in.channels(), in.height(), in.width()));
        short[] kernel = weights("weight", window.kernelY(), window.kernelX());
        CubaNeurons neurons = reduced(neurons(out), kernel);
        short[] weights = new short[in.channels() * kernel.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = kernel[i % kernel.length];
        }
        return spiking(new Synapses.Convolution(in, out, window, in.channels(), weights), Optional.empty(), neurons);
    }

    private LavaLayer average(Shape in) {
        int groups = shape().size();
        if (in.size() % groups != 0) {
            throw fault("makes " + groups + " groups of " + in.size() + " neurons, which they do not divide");
        }
        int each = in.size() / groups;
        SparseSynapses.Builder synapses = new SparseSynapses.Builder(in, Shape.vector(groups), in.size());
        for (int i = 0; i < in.size(); i++) {
            synapses.from(i).to(i / each, 1, 0);
        }
        return new LavaLayer.Summing(name(), synapses.build(), 1.0 / each);
    }

    private CubaNeurons neurons(Shape out) {
        Hdf5Group neuron = group.group("neuron").orElseThrow(() -> fault("has no neurons; write the file again"));
        String model = neuron.array("type")
                .map(array -> String.join(", ", array.texts()))
                .orElseThrow(() -> fault("has neurons without a type; write the file again"));
        if (!model.equals("CUBA") && !model.equals("LOIHI")) {
            throw fault("has neurons of the type '" + model
                    + "'; Loihi's current-based neurons, CUBA and LOIHI, are read, so train the network with them");
        }
        for (String graded : List.of("gradedSpike", "messageBits", "weight_exp")) {
            if (neuron.array(graded).isPresent() && numbers(neuron, graded)[0] != 0) {
                throw fault("has neurons with " + graded + ", but its neurons can only send plain spikes, and weights"
                        + " must be those that reach a neuron; train the network without it");
            }
        }
        LayerReader of = new LayerReader(file, neuron, number, type);
        return new CubaNeurons(
                of.wholes("iDecay", 0, CubaNeurons.ONE, out),
                of.wholes("vDecay", 0, CubaNeurons.ONE, out),
                of.wholes("vThMant", 1, CubaNeurons.MOST_THRESHOLD, out),
                neuron.array("refDelay").isPresent() ? of.whole("refDelay", 1, CubaNeurons.MOST_REFRACTORY) : 1,
                neuron.array("wgtExp").isPresent()
                        ? of.whole("wgtExp", CubaNeurons.LEAST_EXPONENT, CubaNeurons.MOST_EXPONENT)
                        : 0);
    }

    private Shape shape() {
        int[] extents = wholes("shape", 1, MOST_EXTENT);
        if (Arrays.stream(extents).asDoubleStream().reduce(1, (a, b) -> a * b) > MOST_NEURONS) {
            throw fault(String.format(
                    Locale.ROOT, "has a shape of more than %,d neurons, which is more than is read", MOST_NEURONS));
        }
        return switch (extents.length) {
            case 1 -> Shape.vector(extents[0]);
            case 2 -> new Shape(1, extents[0], extents[1]);
            case MOST_DIMENSIONS -> new Shape(extents[0], extents[1], extents[2]);
            default -> throw fault("shape has " + extents.length + " numbers; 1 to 3 are expected");
        };
    }

    private int[] padding() {
        return group.array("padding").isPresent() ? extents("padding", 0) : new int[2];
    }

    private Window window(int[] stride, int[] padding) {
        int[] kernel = extents("kernelSize", 1);
        int[] dilation = group.array("dilation").isPresent() ? extents("dilation", 1) : new int[] {1, 1};
        return new Window(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                dilation[0],
                dilation[1],
                padding[0],
                padding[1],
                padding[0],
                padding[1]);
    }

    /** Rows and columns; one number stands for both. */
    private int[] extents(String field, int least) {
        int[] values = wholes(field, least, MOST_EXTENT);
        return switch (values.length) {
            case 1 -> new int[] {values[0], values[0]};
            case 2 -> values;
            default -> throw fault(field + " has " + values.length + " numbers; 1 or 2 are expected");
        };
    }

    private int whole(String field, int least, int most) {
        int[] values = wholes(field, least, most);
        if (values.length != 1) {
            throw fault(field + " has " + values.length + " numbers where one is expected");
        }
        return values[0];
    }

    /** One value, one for each channel, or one for each neuron. */
    private int[] wholes(String field, int least, int most, Shape shape) {
        int[] values = wholes(field, least, most);
        if (values.length != 1 && values.length != shape.channels() && values.length != shape.size()) {
            throw fault(String.format(
                    Locale.ROOT,
                    "%s has %d numbers for %s; 1, one for each channel or one for each neuron are expected",
                    field,
                    values.length,
                    shape));
        }
        return values;
    }

    private int[] wholes(String field, int least, int most) {
        double[] values = numbers(group, field);
        int[] wholes = new int[values.length];
        for (int i = 0; i < wholes.length; i++) {
            if (values[i] != Math.rint(values[i])) {
                throw fault(field + " has the number " + values[i]
                        + ", which is not whole; Loihi's numbers are, so write the file with the tool's own export");
            }
            if (!(values[i] >= least && values[i] <= most)) {
                throw fault(String.format(
                        Locale.ROOT, "%s has the number %.0f; %d..%d are possible", field, values[i], least, most));
            }
            wholes[i] = (int) values[i];
        }
        return wholes;
    }

    private double[] numbers(Hdf5Group of, String field) {
        double[] values = array(of, field).reals();
        if (values.length == 0) {
            throw fault(field + " is empty");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw fault(field + " holds " + value + "; train or export the network again");
            }
        }
        return values;
    }

    private Hdf5Array array(String field) {
        return array(group, field);
    }

    private Hdf5Array array(Hdf5Group of, String field) {
        return of.array(field)
                .orElseThrow(() -> fault(
                        of.group(field).isPresent()
                                ? "has " + field + " in parts, as complex numbers are; real ones are read"
                                : "has no " + field + "; write the file again with it"));
    }

    /**
     * Integer weights.
     *
     * @param expected their shape; dimensions of 1 may be missing or more
     */
    private short[] weights(String field, int... expected) {
        int[] shape = array(field).shape();
        int[] found = withoutOnes(shape);
        int[] wanted = withoutOnes(expected);
        if (!Arrays.equals(found, wanted)) {
            int[] reversed = wanted.clone();
            for (int i = 0; i < reversed.length; i++) {
                reversed[i] = wanted[wanted.length - 1 - i];
            }
            throw fault(field + " has the shape " + words(shape) + " where " + words(expected) + " fits"
                    + (Arrays.equals(found, reversed) ? "; transposed it would fit" : "; its layers do not fit"));
        }
        return Synapses.weights(wholes(field, Short.MIN_VALUE, Short.MAX_VALUE));
    }

    private static int[] withoutOnes(int... shape) {
        return Arrays.stream(shape).filter(extent -> extent != 1).toArray();
    }

    private static String words(int... shape) {
        return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    }
}
