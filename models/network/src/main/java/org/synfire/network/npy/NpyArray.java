package org.synfire.network.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * An array from a NumPy {@code .npy} file: little endian, row-major, of bool, int8, uint8, int16, uint16, int32, int64,
 * float32 or float64.
 *
 * <p><b>Source:</b> the NumPy format specification, versions 1.0 to 3.0. <b>Limits:</b> at most {@value #MAX_BYTES}
 * bytes of data; memory is taken as the data arrives, never because a header announces it.
 */
public final class NpyArray {
    private static final int MAX_BYTES = 1 << 30;

    private final String place;
    private final NpyElement element;
    private final int[] shape;
    private final ByteBuffer data;

    private NpyArray(String place, NpyElement element, int[] shape, byte[] data) {
        this.place = place;
        this.element = element;
        this.shape = shape;
        this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read or is not such an array
     */
    public static NpyArray read(Path file) {
        try (InputStream in = InputFile.open(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + FileReason.of(e), e);
        }
    }

    /**
     * How many dimensions the array of a file has, of which nothing else is read.
     *
     * @throws InputException if it cannot be read or is no NumPy array
     */
    public static int dimensions(Path file) {
        try (InputStream in = InputFile.open(file)) {
            return NpyHeader.read(in, file.toString()).shape().length;
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + FileReason.of(e), e);
        }
    }

    /**
     * Reads an array to the end of a stream.
     *
     * @param place named in errors
     * @throws InputException if it is not such an array, is truncated or goes on behind its end
     */
    static NpyArray read(InputStream in, String place) throws IOException {
        NpyHeader header = NpyHeader.read(in, place);
        NpyElement element = element(header.descriptor(), place);
        int[] shape = header.shape();
        long bytes = bytes(shape, element, place);
        byte[] data = in.readNBytes((int) bytes);
        if (data.length < bytes) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: truncated, %d of %d bytes of data", place, data.length, bytes));
        }
        if (in.read() != -1) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: goes on behind its %d bytes of data", place, bytes));
        }
        return new NpyArray(place, element, shape, data);
    }

    private static NpyElement element(String descriptor, String place) {
        Optional<NpyElement> found = NpyElement.of(descriptor);
        if (found.isPresent()) {
            return found.get();
        }
        if (descriptor.equals("|O")) {
            throw new InputException(place + ": holds Python objects, which only Python can read; save numbers of one"
                    + " type and one shape, for example with astype('uint8')");
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "%s: elements of type %s; bool, int8, uint8, int16, uint16, int32, int64, float32 and float64, little"
                        + " endian, are supported",
                place,
                descriptor));
    }

    private static long bytes(int[] shape, NpyElement element, String place) {
        long bytes = element.bytes();
        for (int dimension : shape) {
            if (dimension > 0 && bytes > MAX_BYTES / dimension) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: an array of shape %s is larger than %d bytes",
                        place,
                        Arrays.toString(shape),
                        MAX_BYTES));
            }
            bytes *= dimension;
        }
        return bytes;
    }

    /** The dimensions, slowest first; empty for a single value. */
    public int[] shape() {
        return shape.clone();
    }

    /** How many elements there are. */
    public int size() {
        return data.capacity() / element.bytes();
    }

    /**
     * All elements as integers, the last dimension running fastest.
     *
     * @throws InputException if the array holds real numbers, or integers of 64 bits that do not fit 32
     */
    public int[] integers() {
        int[] integers = new int[size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = integer(i);
        }
        return integers;
    }

    /**
     * An element as an integer.
     *
     * @param i its number, the last dimension running fastest
     * @throws InputException as {@link #integers}
     */
    public int integer(int i) {
        return narrow(whole(i));
    }

    /**
     * An element as an integer of 64 bits.
     *
     * @param i its number, the last dimension running fastest
     * @throws InputException if the array holds real numbers
     */
    public long whole(int i) {
        if (isReal()) {
            throw new InputException(place + ": holds real numbers where integers are expected");
        }
        return element.whole(data, i * element.bytes());
    }

    /** Whether the elements are real numbers. */
    public boolean isReal() {
        return element.isReal();
    }

    /**
     * An element as a real number, of any type.
     *
     * @param i its number, the last dimension running fastest
     */
    public double real(int i) {
        return element.real(data, i * element.bytes());
    }

    private int narrow(long value) {
        if (value != (int) value) {
            throw new InputException(String.format(Locale.ROOT, "%s: the value %d does not fit 32 bits", place, value));
        }
        return (int) value;
    }

    /**
     * All elements as bytes.
     *
     * @throws InputException if the array is not of int8
     */
    public byte[] bytes() {
        if (element != NpyElement.INT8) {
            throw new InputException(place + ": elements of type " + element.descriptor() + " where int8 is expected");
        }
        return data.array().clone();
    }

    /**
     * All elements as real numbers.
     *
     * @throws InputException if the array is not of float32
     */
    public float[] reals() {
        if (element != NpyElement.FLOAT32) {
            throw new InputException(
                    place + ": elements of type " + element.descriptor() + " where float32 is expected");
        }
        float[] reals = new float[size()];
        data.asFloatBuffer().get(reals);
        return reals;
    }

    /**
     * This array, if it has a shape.
     *
     * @throws InputException if the dimensions are not these
     */
    public NpyArray requireShape(int... expected) {
        if (!Arrays.equals(shape, expected)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: an array of shape %s where %s is expected",
                    place,
                    Arrays.toString(shape),
                    Arrays.toString(expected)));
        }
        return this;
    }
}
