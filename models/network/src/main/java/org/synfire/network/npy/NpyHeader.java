package org.synfire.network.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;

/**
 * The header of a NumPy file.
 *
 * @param descriptor type of the elements; of structures, the list of their fields in brackets
 * @param shape the dimensions, slowest first
 */
record NpyHeader(String descriptor, int[] shape) {
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER =
            Pattern.compile("\\{\\s*'descr':\\s*(?:'([^']*)'|(\\[.*])),\\s*'fortran_order':\\s*(True|False),"
                    + "\\s*'shape':\\s*\\(([\\d,\\s]*)\\),?\\s*}\\s*");

    /** @throws InputException if it is no such header, or the array is stored column by column */
    static NpyHeader read(InputStream in, String place) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length + 2);
        if (magic.length < MAGIC.length + 2 || !Arrays.equals(magic, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InputException(place + ": not a NumPy array (it does not start with \\x93NUMPY)");
        }
        Matcher header = header(in, magic[MAGIC.length], place);
        if (header.group(3).equals("True")) {
            throw new InputException(
                    place + ": is stored column by column (fortran_order); save it with numpy.ascontiguousarray");
        }
        String descriptor = header.group(1) == null ? header.group(2) : header.group(1);
        return new NpyHeader(descriptor, shape(header.group(4), place));
    }

    /** Whether the elements are structures with fields. */
    boolean isOfStructures() {
        return descriptor.startsWith("[");
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
}
