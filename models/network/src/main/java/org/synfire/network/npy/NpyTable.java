package org.synfire.network.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * A one-dimensional NumPy array of structures: columns of numbers with names, as {@code numpy.save} writes record
 * arrays. Bytes between the fields are left aside.
 *
 * <p><b>Source:</b> the NumPy format specification, versions 1.0 to 3.0. <b>Limits:</b> at most {@value #MAX_BYTES}
 * bytes of data; memory is taken as the data arrives.
 */
public final class NpyTable {
    private static final int MAX_BYTES = 1 << 30;
    private static final Pattern FIELD = Pattern.compile("\\(\\s*'([^']*)',\\s*'([^']*)'\\s*\\)");
    private static final Pattern BETWEEN_FIELDS = Pattern.compile("\\[[\\s,]*]");
    private static final Pattern PADDING = Pattern.compile("\\|V(\\d{1,4})");

    private final String place;
    private final Map<String, Column> columns;
    private final int rowBytes;
    private final ByteBuffer data;

    private record Column(NpyElement element, int offset) {}

    private NpyTable(String place, Map<String, Column> columns, int rowBytes, byte[] data) {
        this.place = place;
        this.columns = columns;
        this.rowBytes = rowBytes;
        this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Whether a file holds structures.
     *
     * @throws InputException if it cannot be read or is no NumPy array
     */
    public static boolean isOne(Path file) {
        try (InputStream in = InputFile.open(file)) {
            return NpyHeader.read(in, file.toString()).isOfStructures();
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + FileReason.of(e), e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read, or is no such array
     */
    public static NpyTable read(Path file) {
        try (InputStream in = InputFile.open(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + FileReason.of(e), e);
        }
    }

    private static NpyTable read(InputStream in, String place) throws IOException {
        NpyHeader header = NpyHeader.read(in, place);
        String between = FIELD.matcher(header.descriptor()).replaceAll("");
        if (!BETWEEN_FIELDS.matcher(between).matches() || header.shape().length != 1) {
            throw new InputException(place + ": is no list of structures of numbers: " + header.descriptor());
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        int rowBytes = 0;
        Matcher field = FIELD.matcher(header.descriptor());
        while (field.find()) {
            Optional<NpyElement> element = NpyElement.of(field.group(2));
            Matcher padding = PADDING.matcher(field.group(2));
            if (element.isPresent()) {
                columns.put(field.group(1), new Column(element.get(), rowBytes));
                rowBytes += element.get().bytes();
            } else if (padding.matches()) {
                rowBytes += Integer.parseInt(padding.group(1));
            } else {
                throw new InputException(place + ": the field " + field.group(1) + " is of type " + field.group(2)
                        + "; bool, integers and real numbers, little endian, are read");
            }
        }
        if (columns.isEmpty()) {
            throw new InputException(place + ": its structures have no field");
        }
        long bytes = (long) header.shape()[0] * rowBytes;
        if (bytes > MAX_BYTES) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: %d bytes of structures; at most %d", place, bytes, MAX_BYTES));
        }
        byte[] data = in.readNBytes((int) bytes);
        if (data.length < bytes) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: truncated, %d of %d bytes of data", place, data.length, bytes));
        }
        return new NpyTable(place, columns, rowBytes, data);
    }

    /** Names of the columns. */
    public List<String> names() {
        return new ArrayList<>(columns.keySet());
    }

    /** How many rows there are. */
    public int rows() {
        return data.capacity() / rowBytes;
    }

    /**
     * A number as a real one.
     *
     * @param row 0..rows()-1
     * @param name of the column
     * @throws InputException if there is no such column
     */
    public double real(int row, String name) {
        Column column = column(name);
        return column.element.real(data, row * rowBytes + column.offset);
    }

    /**
     * A number as an integer; of a real number, what is before its point.
     *
     * @param row 0..rows()-1
     * @param name of the column
     * @throws InputException if there is no such column
     */
    public long whole(int row, String name) {
        Column column = column(name);
        return column.element.whole(data, row * rowBytes + column.offset);
    }

    private Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new InputException(place + ": has no column " + name + "; there are " + names());
        }
        return column;
    }
}
