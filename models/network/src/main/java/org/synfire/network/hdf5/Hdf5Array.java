package org.synfire.network.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetBase;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.synfire.engine.InputException;

/** An array of an HDF5 file, which is read when it is asked for. */
public final class Hdf5Array {
    private static final int LIST_BYTES = 16;

    private final Hdf5File file;
    private final Dataset dataset;
    private final String path;

    Hdf5Array(Hdf5File file, Dataset dataset, String path) {
        this.file = file;
        this.dataset = dataset;
        this.path = path;
    }

    private String place() {
        return "dataset " + path;
    }

    /** An error that names this array. */
    public InputException fault(String what) {
        return new InputException(file.file() + ": " + place() + " " + what);
    }

    /**
     * The dimensions, slowest first; empty for a single value.
     *
     * @throws InputException if one exceeds 2^31-1
     */
    public int[] shape() {
        return file.guarded(place(), () -> dataset.getDimensions().clone());
    }

    /** How many elements there are. */
    private long size() {
        return file.guarded(
                place(), () -> Arrays.stream(dataset.getDimensionsAsLong()).reduce(1, Math::multiplyExact));
    }

    /**
     * All elements as real numbers, the last dimension running fastest; a truth value is 0 or 1.
     *
     * @throws InputException if they are no numbers, are damaged, or are far more than the file can hold
     */
    public double[] reals() {
        return reals(values());
    }

    private double[] reals(Object values) {
        return switch (values) {
            case double[] reals -> reals;
            case float[] reals -> filled(reals.length, i -> reals[i]);
            case long[] integers -> filled(integers.length, i -> integers[i]);
            case int[] integers -> filled(integers.length, i -> integers[i]);
            case short[] integers -> filled(integers.length, i -> integers[i]);
            case byte[] integers -> filled(integers.length, i -> integers[i]);
            case Object[] others -> filled(others.length, i -> real(others[i]));
            default -> throw fault("holds no numbers where numbers are expected");
        };
    }

    private static double[] filled(int size, IntToDoubleFunction value) {
        double[] reals = new double[size];
        Arrays.setAll(reals, value);
        return reals;
    }

    private double real(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case String name when name.equalsIgnoreCase("TRUE") -> 1;
            case String name when name.equalsIgnoreCase("FALSE") -> 0;
            case null, default -> throw fault("holds no numbers where numbers are expected");
        };
    }

    /** Whether the elements are texts. */
    public boolean isText() {
        return file.guarded(place(), () -> dataset.getJavaType() == String.class)
                && !file.guarded(
                        place(),
                        () -> dataset.getDataType().getClass().getSimpleName().startsWith("Enum"));
    }

    /**
     * All elements as texts.
     *
     * @throws InputException if they are no texts, or damaged
     */
    public List<String> texts() {
        Object values = values();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Array.getLength(values); i++) {
            if (!(Array.get(values, i) instanceof String text)) {
                throw fault("holds no texts where texts are expected");
            }
            texts.add(text);
        }
        return texts;
    }

    /**
     * All elements as lists of numbers of different length.
     *
     * @throws InputException if they are no such lists, or damaged
     */
    public List<double[]> lists() {
        Object values = values();
        List<double[]> lists = new ArrayList<>();
        for (int i = 0; i < Array.getLength(values); i++) {
            Object list = Array.get(values, i);
            if (list == null || !list.getClass().isArray()) {
                throw fault("holds no lists of numbers where such lists are expected");
            }
            lists.add(reals(list));
        }
        return lists;
    }

    /** The elements as an array of Java's. */
    private Object values() {
        long size = size();
        long bytes =
                Math.max(1, file.guarded(place(), () -> dataset.getDataType().getSize()));
        file.take(place(), size, file.guarded(place(), dataset::isVariableLength) ? bytes + LIST_BYTES : bytes);
        if (dataset instanceof ChunkedDataset chunked) {
            int[] chunk = file.guarded(place(), chunked::getChunkDimensions);
            long elements = file.guarded(
                    place(),
                    () -> Arrays.stream(chunk).mapToLong(extent -> extent).reduce(1, Math::multiplyExact));
            file.take("a chunk of " + place(), elements, bytes);
        }
        if (dataset instanceof DatasetBase base && file.guarded(place(), dataset::isVariableLength)) {
            file.take(place(), file.guarded(place(), () -> HeapObjects.bytes(base, file.storage())), 1);
        }
        Object values = file.guarded(place(), dataset::getDataFlat);
        if (values == null) {
            return new Object[0];
        }
        return values.getClass().isArray() ? values : new Object[] {values};
    }
}
