package org.synfire.network.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a NumPy archive of arrays of int32 and float64, which {@link NpzArchive} and NumPy read.
 *
 * <p><b>Memory:</b> none but a buffer. <b>Exactness:</b> equal arrays give equal bytes. <b>Threads:</b> one.
 */
public final class NpzWriter implements AutoCloseable {
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int PREFIX_BYTES = 10;
    private static final int ALIGNMENT = 64;
    private static final int BUFFER_BYTES = 1 << 16;

    private final ZipOutputStream zip;

    /** Writes to a stream, which {@link #close} closes. */
    public NpzWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    /**
     * Adds an array.
     *
     * @param name without an ending
     * @param values by number, the last dimension running fastest
     * @param shape the dimensions, slowest first
     */
    public void add(String name, IntUnaryOperator values, int... shape) throws IOException {
        add(name, "<i4", (buffer, i) -> buffer.putInt(values.applyAsInt(i)), shape);
    }

    /**
     * Adds an array of real numbers.
     *
     * @param name without an ending
     * @param values by number, the last dimension running fastest
     * @param shape the dimensions, slowest first
     */
    public void addReals(String name, IntToDoubleFunction values, int... shape) throws IOException {
        add(name, "<f8", (buffer, i) -> buffer.putDouble(values.applyAsDouble(i)), shape);
    }

    /** Puts a value into a buffer that has room for it. */
    private interface Values {
        void put(ByteBuffer buffer, int number);
    }

    private void add(String name, String type, Values values, int... shape) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
        zip.write(header(type, shape));
        int size = IntStream.of(shape).reduce(1, Math::multiplyExact);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            values.put(buffer, i);
            if (!buffer.hasRemaining()) {
                flush(buffer);
            }
        }
        flush(buffer);
        zip.closeEntry();
    }

    private void flush(ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        zip.write(bytes);
        buffer.clear();
    }

    /** The header of version 1.0; the data behind it are aligned. */
    private static byte[] header(String type, int[] shape) {
        String dimensions = IntStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String text = String.format(
                Locale.ROOT,
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }",
                type,
                dimensions,
                shape.length == 1 ? "," : "");
        int length = Math.ceilDiv(PREFIX_BYTES + text.length() + 1, ALIGNMENT) * ALIGNMENT - PREFIX_BYTES;
        return ByteBuffer.allocate(PREFIX_BYTES + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
