package org.synfire.network.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * One IDX file of unsigned bytes: a magic number, the extent of every dimension, then the bytes, the last dimension
 * fastest.
 *
 * <p><b>Memory:</b> grows with the bytes really read, never with what the header claims; at most {@link #MAX_BYTES}.
 * <b>Errors:</b> a wrong magic number, an extent below 1, a body that is shorter or longer than the header says,
 * damaged compression: an {@link InputException} with the file and the place.
 */
record IdxArray(int[] extents, byte[] bytes) {
    /** Larger bodies are refused: 1 GiB, twenty times the training images of MNIST. */
    static final int MAX_BYTES = 1 << 30;

    private static final int UNSIGNED_BYTES = 0x08;
    private static final int BUFFER_BYTES = 1 << 16;

    int extent(int dimension) {
        return extents[dimension];
    }

    /**
     * @param file gzipped if its name ends in {@code .gz}
     * @param what what the file should hold, for messages
     * @param dimensions how many dimensions it must have
     */
    static IdxArray read(Path file, String what, int dimensions) {
        try (DataInputStream in = new DataInputStream(stream(file))) {
            int[] extents = header(file, in, what, dimensions);
            return new IdxArray(extents, body(file, in, length(file, extents), headerBytes(dimensions)));
        } catch (EOFException e) {
            throw new InputException(file + ": ends inside its gzip header; fetch it again", e);
        } catch (ZipException e) {
            throw new InputException(file + ": damaged gzip data (" + e.getMessage() + "); fetch it again", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(e), e);
        }
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream raw = InputFile.open(file);
        try {
            return file.toString().endsWith(".gz")
                    ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
                    : new BufferedInputStream(raw, BUFFER_BYTES);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static int headerBytes(int dimensions) {
        return 4 + 4 * dimensions;
    }

    private static int[] header(Path file, DataInputStream in, String what, int dimensions) throws IOException {
        try {
            checkMagic(file, in.readInt(), what, dimensions);
            int[] extents = new int[dimensions];
            for (int d = 0; d < dimensions; d++) {
                extents[d] = in.readInt();
            }
            return extents;
        } catch (EOFException e) {
            throw new InputException(
                    file + ": ends inside its header; IDX " + what + " start with " + headerBytes(dimensions)
                            + " bytes",
                    e);
        }
    }

    private static void checkMagic(Path file, int magic, String what, int dimensions) {
        int expected = UNSIGNED_BYTES << 8 | dimensions;
        if (magic != expected) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s: starts with 0x%08x; IDX %s start with 0x%08x", file, magic, what, expected));
        }
    }

    private static int length(Path file, int[] extents) {
        long length = 1;
        for (int d = 0; d < extents.length; d++) {
            if (extents[d] < 1) {
                throw new InputException(file + ": dimension " + d + " (byte " + headerBytes(d) + ") is "
                        + Integer.toUnsignedString(extents[d]) + "; expected 1.." + Integer.MAX_VALUE);
            }
            // each factor is below 2^31 and the product so far at most 2^30, so a long cannot overflow
            length *= extents[d];
            if (length > MAX_BYTES) {
                throw new InputException(
                        file + ": its header claims more than the " + MAX_BYTES + " bytes that are read at most");
            }
        }
        return (int) length;
    }

    private static byte[] body(Path file, InputStream in, int length, int headerBytes) throws IOException {
        int fileBytes = headerBytes + length;
        try {
            // readNBytes takes memory as the bytes arrive: a header that lies cannot make it allocate
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new InputException(file + ": ends at byte " + (headerBytes + bytes.length)
                        + "; its header asks for " + fileBytes + " bytes");
            }
            if (in.read() >= 0) {
                throw new InputException(
                        file + ": goes on after byte " + fileBytes + ", where its header says it ends");
            }
            return bytes;
        } catch (EOFException e) {
            throw new InputException(
                    file + ": its gzip data breaks off; its header asks for " + fileBytes
                            + " bytes unpacked; fetch it again",
                    e);
        }
    }
}
