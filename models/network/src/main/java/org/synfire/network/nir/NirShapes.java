package org.synfire.network.nir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirNode.Padding;

/** The shape that a node makes of the shape that comes in. */
final class NirShapes {
    private final String place;

    /** @param place the file, named in errors */
    NirShapes(String place) {
        this.place = place;
    }

    private InputException fault(String name, String what) {
        return new InputException(place + ": node '" + name + "' " + what);
    }

    /**
     * The shape behind a node.
     *
     * @throws InputException if the node cannot take the shape in front of it
     */
    int[] after(String name, NirNode node, int[] in) {
        return switch (node) {
            case NirGraph _ -> throw new IllegalArgumentException("a nested graph: " + name);
            case NirNode.Input input -> input.shape();
            case NirNode.Output output -> output(name, output.shape(), in);
            case NirNode.Affine affine -> {
                int[] out = matrix(name, affine.weight(), in);
                if (affine.bias().size() != 1 && affine.bias().size() != out[0]) {
                    throw fault(name, "has " + affine.bias().size() + " biases for " + out[0] + " outputs");
                }
                yield out;
            }
            case NirNode.Linear linear -> matrix(name, linear.weight(), in);
            case NirNode.Scale scale -> elements(name, in, scale.scale());
            case NirNode.Convolution convolution -> convolution(name, convolution, in);
            case NirNode.Pool pool -> pool(name, pool, in);
            case NirNode.Flatten flatten -> flatten(name, flatten, in);
            case NirNode.Delay delay -> elements(name, in, delay.delay());
            case NirNode.Threshold threshold -> elements(name, in, threshold.threshold());
            case NirNode.Neuron neuron -> elements(name, in, arrays(neuron).toArray(NirArray[]::new));
        };
    }

    /** The parameters of a neuron. */
    static Stream<NirArray> arrays(NirNode.Neuron neuron) {
        return switch (neuron) {
            case NirNode.I i -> Stream.of(i.r());
            case NirNode.IF f -> Stream.of(f.r(), f.threshold(), f.reset());
            case NirNode.LI li -> Stream.of(li.tau(), li.r(), li.leak());
            case NirNode.LIF lif -> Stream.of(lif.tau(), lif.r(), lif.leak(), lif.threshold(), lif.reset());
            case NirNode.CubaLI cuba ->
                Stream.of(cuba.tauSynapse(), cuba.tauMembrane(), cuba.r(), cuba.leak(), cuba.inputWeight());
            case NirNode.CubaLIF cuba ->
                Stream.of(
                        cuba.tauSynapse(),
                        cuba.tauMembrane(),
                        cuba.r(),
                        cuba.leak(),
                        cuba.inputWeight(),
                        cuba.threshold(),
                        cuba.reset());
        };
    }

    private int[] output(String name, int[] stated, int[] in) {
        if (stated.length > 0 && NirShape.size(stated) != NirShape.size(in)) {
            throw fault(
                    name, "states the shape " + NirShape.words(stated) + ", but " + NirShape.words(in) + " comes in");
        }
        return in;
    }

    private int[] matrix(String name, NirArray weight, int[] in) {
        int outputs = weight.shape()[0];
        int inputs = weight.shape()[1];
        int size = NirShape.size(in);
        if (size != inputs) {
            throw fault(
                    name,
                    "has a weight of " + outputs + " x " + inputs + " [output][input], but " + size
                            + " values come in (" + NirShape.words(in) + ")"
                            + (size == outputs
                                    ? "; the weight fits only transposed, so the file stores [input][output]: export it"
                                            + " with its weights transposed"
                                    : ""));
        }
        return new int[] {outputs};
    }

    private int[] elements(String name, int[] in, NirArray... arrays) {
        for (NirArray array : arrays) {
            if (!array.fits(in)) {
                throw fault(
                        name,
                        "has parameters of the shape " + NirShape.words(array.shape()) + ", but " + NirShape.words(in)
                                + " comes in");
            }
        }
        for (NirArray array : arrays) {
            boolean hasOnePerElement = array.size() > 1 && array.size() == NirShape.size(in);
            if (hasOnePerElement && !NirShape.isAlike(array.shape(), in)) {
                throw fault(
                        name,
                        "has parameters of the shape " + NirShape.words(array.shape()) + ", but " + NirShape.words(in)
                                + " comes in, which has another order");
            }
        }
        return in;
    }

    private int[] convolution(String name, NirNode.Convolution node, int[] in) {
        int dimensions = node.dimensions();
        int[] shape = NirShape.ofRank(dimensions + 1, in);
        int[] weight = node.weight().shape();
        if (shape.length != dimensions + 1 || shape[0] != weight[1] * node.groups()) {
            throw fault(
                    name,
                    "takes " + weight[1] * node.groups() + " channels in " + dimensions + " dimensions, but "
                            + NirShape.words(in) + " comes in");
        }
        int[] out = new int[dimensions + 1];
        out[0] = weight[0];
        for (int axis = 0; axis < dimensions; axis++) {
            int window = (weight[axis + 2] - 1) * node.dilation()[axis] + 1;
            int padded = shape[axis + 1] + padded(node.padding(), axis, window - 1);
            out[axis + 1] = extent(name, padded, window, node.stride()[axis]);
        }
        return requireSize(name, out);
    }

    private static int padded(Padding padding, int axis, int same) {
        return switch (padding) {
            case Padding.Sides(int[] sides) -> 2 * sides[axis];
            case Padding.Same() -> same;
        };
    }

    private int extent(String name, int padded, int window, int stride) {
        if (window > padded) {
            throw fault(name, "has a window of " + window + " elements, but only " + padded + " come in");
        }
        return (padded - window) / stride + 1;
    }

    private int[] requireSize(String name, int[] shape) {
        if (NirShape.size(shape) < 1) {
            throw fault(name, "makes " + NirShape.words(shape) + " values, more than 2^26");
        }
        return shape;
    }

    private int[] pool(String name, NirNode.Pool node, int[] in) {
        int[] shape = NirShape.ofRank(3, in);
        if (shape.length != 3) {
            throw fault(name, "takes channels, rows and columns, but " + NirShape.words(in) + " comes in");
        }
        int[] out = {shape[0], 0, 0};
        for (int axis = 0; axis < 2; axis++) {
            int padded = shape[axis + 1] + 2 * node.padding()[axis];
            out[axis + 1] = extent(name, padded, node.kernel()[axis], node.stride()[axis]);
        }
        return requireSize(name, out);
    }

    /** With a batch dimension in the file's shape, the first dimension counts from it; the batch is never flattened. */
    private int[] flatten(String name, NirNode.Flatten node, int[] in) {
        int batch = node.inputShape().length == in.length + 1 ? 1 : 0;
        int rank = in.length + batch;
        int first = (node.first() < 0 ? node.first() + rank : node.first()) - batch;
        int last = (node.last() < 0 ? node.last() + rank : node.last()) - batch;
        if (last >= in.length || last < first) {
            throw fault(
                    name,
                    "flattens the dimensions " + node.first() + " to " + node.last() + ", but " + NirShape.words(in)
                            + " comes in");
        }
        int from = Math.max(0, first);
        int[] middle = {NirShape.size(Arrays.copyOfRange(in, from, last + 1))};
        return Stream.of(Arrays.copyOfRange(in, 0, from), middle, Arrays.copyOfRange(in, last + 1, in.length))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** Whether two shapes lead into the same node. @throws InputException if not */
    void requireAlike(String name, int[] shape, List<String> sources, String source, int[] other) {
        if (!NirShape.isAlike(shape, other)) {
            throw fault(
                    name,
                    "has edges from '" + sources.getFirst() + "' of the shape " + NirShape.words(shape) + " and from '"
                            + source + "' of the shape " + NirShape.words(other) + ", which cannot be added");
        }
    }
}
