package org.synfire.network.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * An HDF5 file in memory.
 *
 * <p><b>Limits:</b> at most {@value #MOST_BYTES} bytes. All arrays that are read have together at most
 * {@value #LEAST_DATA} bytes and {@value #MOST_RATIO} more for each byte of the file, whatever sizes the file
 * announces. <b>Threads:</b> one.
 */
public final class Hdf5File {
    static final int MOST_BYTES = Integer.MAX_VALUE - 64;
    static final long LEAST_DATA = 1 << 22;
    static final long MOST_RATIO = 32;

    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int LEAST_HEADER = 48;

    private final Path file;
    private final HdfFile content;
    private long left;

    private Hdf5File(Path file, HdfFile content, long left) {
        this.file = file;
        this.content = content;
        this.left = left;
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read, is no HDF5 file, is truncated or damaged
     */
    public static Hdf5File read(Path file) {
        byte[] bytes = bytes(file);
        if (!hasMagic(bytes)) {
            throw new InputException(file + ": is no HDF5 file, " + kind(bytes)
                    + "; write the file again with the tool that trained the network");
        }
        requireWhole(file, bytes);
        HdfFile content = guarded(file, "the file", () -> HdfFile.fromBytes(bytes));
        return new Hdf5File(file, content, LEAST_DATA + MOST_RATIO * bytes.length);
    }

    private static byte[] bytes(Path file) {
        try {
            return InputFile.bytes(file, MOST_BYTES);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
    }

    private static boolean hasMagic(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static String kind(byte[] bytes) {
        if (bytes.length == 0) {
            return "it is empty";
        }
        if (bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K') {
            return "it is a ZIP archive, as PyTorch saves modules";
        }
        return "it does not begin with the mark of one";
    }

    /** Compares the end of the file that the superblock states with the file. */
    private static void requireWhole(Path file, byte[] bytes) {
        if (bytes.length < LEAST_HEADER) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s: truncated, at byte %d: the header is not whole", file, bytes.length));
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean isOld = header.get(8) < 2;
        if (header.get(isOld ? 13 : 9) == Long.BYTES) {
            long end = header.getLong(isOld ? 40 : 28);
            if (end > bytes.length) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: truncated, it has %d of %d bytes; copy the file again",
                        file,
                        bytes.length,
                        end));
            }
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** The group that has all others. */
    public Hdf5Group root() {
        return new Hdf5Group(this, content, "");
    }

    /** Where the library reads. */
    HdfBackingStorage storage() {
        return content.getHdfBackingStorage();
    }

    /** Calls the library. @throws InputException if the library finds the file damaged */
    <T> T guarded(String place, Supplier<T> call) {
        return guarded(file, place, call);
    }

    private static <T> T guarded(Path file, String place, Supplier<T> call) {
        try {
            return call.get();
        } catch (HdfException
                | BufferOverflowException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | NegativeArraySizeException
                | NoSuchElementException
                | ArithmeticException
                | ArrayStoreException
                | ClassCastException
                | NullPointerException
                | UnsupportedOperationException
                | StackOverflowError damaged) {
            throw new InputException(
                    file + ": " + place
                            + (isUnsupported(damaged)
                                    ? " is stored in a form of HDF5 that is not read; write it with h5py's defaults,"
                                            + " not with libver='latest'"
                                    : " cannot be decoded; the file is damaged or uses a rare form of HDF5, so copy it"
                                            + " again or write it with h5py's defaults"),
                    damaged);
        } catch (OutOfMemoryError tooLarge) {
            throw new InputException(file + ": the memory does not hold " + place, tooLarge);
        }
    }

    private static boolean isUnsupported(Throwable failure) {
        return failure instanceof UnsupportedHdfException
                || (failure.getCause() != null && isUnsupported(failure.getCause()));
    }

    /** Takes bytes from what may be read. @throws InputException if that is too much */
    void take(String place, long elements, long elementBytes) {
        long most = elementBytes <= 0 ? 0 : left / elementBytes;
        if (elements < 0 || elements > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: %s announces %d elements of %d bytes, far more than a file of this size holds; if it is right,"
                            + " write it without compression",
                    file,
                    place,
                    elements,
                    elementBytes));
        }
        left -= elements * elementBytes;
    }
}
