package org.synfire.network.nir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.hdf5.Hdf5Array;
import org.synfire.network.hdf5.Hdf5Group;
import org.synfire.network.nir.NirNode.Padding;

/** Reads a node that is no graph, and refuses values that cannot be. */
final class NirNodeReader {
    private static final int MOST_EXTENT = 1 << 20;

    private final Path file;
    private final Hdf5Group group;
    private final String name;
    private final String type;

    /**
     * A reader of one node.
     *
     * @param name of the node, for errors
     * @param type of the node
     */
    NirNodeReader(Path file, Hdf5Group group, String name, String type) {
        this.file = file;
        this.group = group;
        this.name = name;
        this.type = type;
    }

    NirNode node() {
        return switch (type) {
            case "Input" -> new NirNode.Input(shape("shape"));
            case "Output" -> new NirNode.Output(shape("shape"));
            case "Affine" -> new NirNode.Affine(weight(), required("bias"));
            case "Linear" -> new NirNode.Linear(weight());
            case "Scale" -> new NirNode.Scale(required("scale"));
            case "Conv1d" -> convolution(1);
            case "Conv2d" -> convolution(2);
            case "SumPool2d", "AvgPool2d" ->
                new NirNode.Pool(
                        type.equals("AvgPool2d"),
                        extents("kernel_size", 2, 1),
                        extents("stride", 2, 1),
                        extents("padding", 2, 0));
            case "Flatten" -> new NirNode.Flatten(whole("start_dim", 0), whole("end_dim", -1), shape("input_type"));
            case "Delay" -> new NirNode.Delay(notNegative("delay"));
            case "Threshold" -> new NirNode.Threshold(required("threshold"));
            case "I" -> new NirNode.I(required("r"));
            case "IF" -> new NirNode.IF(required("r"), threshold(), reset());
            case "LI" -> new NirNode.LI(positive("tau"), required("r"), required("v_leak"));
            case "LIF" -> new NirNode.LIF(positive("tau"), required("r"), required("v_leak"), threshold(), reset());
            case "CubaLI" ->
                new NirNode.CubaLI(
                        positive("tau_syn"), positive("tau_mem"), required("r"), required("v_leak"), inputWeight());
            case "CubaLIF" ->
                new NirNode.CubaLIF(
                        positive("tau_syn"),
                        positive("tau_mem"),
                        required("r"),
                        required("v_leak"),
                        inputWeight(),
                        threshold(),
                        reset());
            default ->
                throw fault("is of the unknown type '" + type + "'; NIR's primitives are Input, Output, Affine, Linear,"
                        + " Scale, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Delay, Threshold, I, IF, LI, LIF,"
                        + " CubaLI, CubaLIF and NIRGraph");
        };
    }

    private InputException fault(String what) {
        return new InputException(file + ": node '" + name + "' " + what);
    }

    private InputException fault(String field, String what) {
        return fault("(" + type + "): " + field + " " + what);
    }

    /** The array of the first name that the node has. */
    private Optional<NirArray> found(String... names) {
        for (String one : names) {
            Optional<Hdf5Array> array = group.array(one);
            if (array.isPresent()) {
                return Optional.of(numbers(one, array.get()));
            }
        }
        return Optional.empty();
    }

    private NirArray numbers(String field, Hdf5Array array) {
        int[] shape = array.shape();
        double[] values = array.reals();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw fault(
                        field,
                        String.format(
                                Locale.ROOT,
                                "holds %s at position %d; train or export the network again",
                                values[i],
                                i));
            }
        }
        if (NirShape.size(shape) != values.length) {
            throw fault(field, "is empty or too large, its shape is " + NirShape.words(shape));
        }
        return new NirArray(shape, values);
    }

    private NirArray required(String... names) {
        return found(names).orElseThrow(() -> fault(names[0], "is missing; write the file again with it"));
    }

    private NirArray weight() {
        NirArray weight = required("weight", "weights");
        int[] shape = weight.shape();
        int rank = shape.length;
        if (rank < 2 || weight.size() != shape[rank - 1] * shape[rank - 2]) {
            throw fault("weight", "has the shape " + NirShape.words(shape) + "; [output][input] is expected");
        }
        return new NirArray(Arrays.copyOfRange(shape, rank - 2, rank), weight.values());
    }

    private NirArray positive(String field) {
        return checked(required(field), field, Double.MIN_VALUE, "a time constant is above 0 s");
    }

    private NirArray notNegative(String field) {
        return checked(required(field), field, 0, "a delay is not negative");
    }

    private NirArray threshold() {
        return checked(required("v_threshold", "theta"), "v_threshold", Double.MIN_VALUE, "a threshold is above 0");
    }

    private NirArray checked(NirArray array, String field, double least, String rule) {
        for (int i = 0; i < array.size(); i++) {
            if (array.values()[i] < least) {
                throw fault(
                        field,
                        String.format(
                                Locale.ROOT,
                                "is %s at position %d, but %s; mend the network where it was trained",
                                array.values()[i],
                                i,
                                rule));
            }
        }
        return array;
    }

    private NirArray reset() {
        return found("v_reset").orElse(NirArray.of(0));
    }

    private NirArray inputWeight() {
        return found("w_in").orElse(NirArray.of(1));
    }

    private int whole(String field, int absent) {
        Optional<NirArray> array = found(field);
        if (array.isEmpty()) {
            return absent;
        }
        return whole(field, array.get().values()[0]);
    }

    private int whole(String field, double value) {
        if (value != (int) value || Math.abs(value) > MOST_EXTENT) {
            throw fault(field, "is " + value + " where a whole number up to " + MOST_EXTENT + " is expected");
        }
        return (int) value;
    }

    /** A shape; empty if the file has none. */
    private int[] shape(String field) {
        return found(field)
                .map(array -> Arrays.stream(array.values())
                        .mapToInt(value -> whole(field, value))
                        .toArray())
                .orElse(new int[0]);
    }

    /** A number for each dimension, from a list or from one for all. */
    private int[] extents(String field, int dimensions, int least) {
        int[] values = shape(field);
        if (values.length == 1 && dimensions == 2) {
            values = new int[] {values[0], values[0]};
        }
        if (values.length != dimensions || Arrays.stream(values).anyMatch(value -> value < least)) {
            throw fault(
                    field,
                    "is " + NirShape.words(values) + " where " + dimensions + " numbers of at least " + least
                            + " are expected");
        }
        return values;
    }

    private NirNode convolution(int dimensions) {
        NirArray weight = required("weight");
        if (weight.shape().length != dimensions + 2) {
            throw fault(
                    "weight",
                    "has the shape " + NirShape.words(weight.shape()) + " where " + (dimensions + 2)
                            + " dimensions are expected");
        }
        int groups = whole("groups", 1);
        if (groups < 1 || weight.shape()[0] % groups != 0) {
            throw fault("groups", "is " + groups + ", which does not divide " + weight.shape()[0] + " output channels");
        }
        NirArray bias = found("bias").orElse(NirArray.of(0));
        if (bias.size() != 1 && bias.size() != weight.shape()[0]) {
            throw fault("bias", "has " + bias.size() + " values for " + weight.shape()[0] + " output channels");
        }
        return new NirNode.Convolution(
                weight,
                bias,
                extents("stride", dimensions, 1),
                padding(dimensions),
                extents("dilation", dimensions, 1),
                groups);
    }

    private Padding padding(int dimensions) {
        Optional<Hdf5Array> array = group.array("padding");
        if (array.isPresent() && array.get().isText()) {
            List<String> words = array.get().texts();
            return switch (words.isEmpty() ? "" : words.getFirst()) {
                case "same" -> new Padding.Same();
                case "valid" -> new Padding.Sides(new int[dimensions]);
                default -> throw fault("padding", "is " + words + "; same, valid and numbers are read");
            };
        }
        return new Padding.Sides(extents("padding", dimensions, 0));
    }
}
