package org.synfire.network.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER =
            Pattern.compile("\\{\\s*'descr':\\s*'([^']*)',\\s*'fortran_order':\\s*(True|False),"
                    + "\\s*'shape':\\s*\\(([\\d,\\s]*)\\),?\\s*}\\s*");

    private final String place;
    private final Element element;
    private final int[] shape;
    private final ByteBuffer data;

    private enum Element {
        BOOL("|b1", 1),
        INT8("|i1", 1),
        UINT8("|u1", 1),
        INT16("<i2", 2),
        UINT16("<u2", 2),
        INT32("<i4", 4),
        INT64("<i8", 8),
        FLOAT32("<f4", 4),
        FLOAT64("<f8", 8);

        private final String descriptor;
        private final int bytes;

        Element(String descriptor, int bytes) {
            this.descriptor = descriptor;
            this.bytes = bytes;
        }
    }

    private NpyArray(String place, Element element, int[] shape, byte[] data) {
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
     * Reads an array to the end of a stream.
     *
     * @param place named in errors
     * @throws InputException if it is not such an array, is truncated or goes on behind its end
     */
    static NpyArray read(InputStream in, String place) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length + 2);
        if (magic.length < MAGIC.length + 2 || !Arrays.equals(magic, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InputException(place + ": not a NumPy array (it does not start with \\x93NUMPY)");
        }
        Matcher header = header(in, magic[MAGIC.length], place);
        Element element = element(header.group(1), place);
        if (header.group(2).equals("True")) {
            throw new InputException(
                    place + ": is stored column by column (fortran_order); save it with numpy.ascontiguousarray");
        }
        int[] shape = shape(header.group(3), place);
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

    private static Matcher header(InputStream in, int version, String place) throws IOException {
        byte[] length = in.readNBytes(version == 1 ? 2 : 4);
        if (version < 1 || version > 3 || length.length < (version == 1 ? 2 : 4)) {
            throw new InputException(place + ": the array's header is truncated or of an unknown version, " + version);
        }
        long bytes = 0;
        for (int i = length.length - 1; i >= 0; i--) {
            bytes = bytes << 8 | (length[i] & 0xff);
        }
        if (bytes > MAX_HEADER_BYTES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: an array header of %d bytes; at most %d are sensible",
                    place,
                    bytes,
                    MAX_HEADER_BYTES));
        }
        String text = new String(in.readNBytes((int) bytes), StandardCharsets.UTF_8);
        Matcher matcher = HEADER.matcher(text);
        if (!matcher.matches()) {
            throw new InputException(place + ": cannot make sense of the array's header: " + text.strip());
        }
        return matcher;
    }

    private static Element element(String descriptor, String place) {
        for (Element element : Element.values()) {
            if (element.descriptor.equals(descriptor)) {
                return element;
            }
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

    private static int[] shape(String dimensions, String place) {
        try {
            return Arrays.stream(dimensions.split(","))
                    .map(String::strip)
                    .filter(d -> !d.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new InputException(place + ": an array of shape (" + dimensions + ") is too large", e);
        }
    }

    private static long bytes(int[] shape, Element element, String place) {
        long bytes = element.bytes;
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
        return data.capacity() / element.bytes;
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
        return switch (element) {
            case INT8 -> data.get(i);
            case BOOL, UINT8 -> data.get(i) & 0xff;
            case INT16 -> data.getShort(2 * i);
            case UINT16 -> data.getShort(2 * i) & 0xffff;
            case INT32 -> data.getInt(4 * i);
            case INT64 -> narrow(data.getLong(8 * i));
            case FLOAT32, FLOAT64 ->
                throw new InputException(place + ": holds real numbers where integers are expected");
        };
    }

    /** Whether the elements are real numbers. */
    public boolean isReal() {
        return element == Element.FLOAT32 || element == Element.FLOAT64;
    }

    /**
     * An element as a real number, of any type.
     *
     * @param i its number, the last dimension running fastest
     */
    public double real(int i) {
        return switch (element) {
            case FLOAT32 -> data.getFloat(4 * i);
            case FLOAT64 -> data.getDouble(8 * i);
            default -> integer(i);
        };
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
        if (element != Element.INT8) {
            throw new InputException(place + ": elements of type " + element.descriptor + " where int8 is expected");
        }
        return data.array().clone();
    }

    /**
     * All elements as real numbers.
     *
     * @throws InputException if the array is not of float32
     */
    public float[] reals() {
        if (element != Element.FLOAT32) {
            throw new InputException(place + ": elements of type " + element.descriptor + " where float32 is expected");
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
