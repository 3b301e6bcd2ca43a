package org.synfire.network.event.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/** The bytes of a file, little endian, and errors that name the file and the byte. */
final class EventBytes {
    static final int MOST_BYTES = 1 << 30;

    private final Path file;
    private final ByteBuffer bytes;

    private EventBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws InputException if the file cannot be read or has more than {@value #MOST_BYTES} bytes */
    static EventBytes read(Path file) {
        try {
            return new EventBytes(file, InputFile.bytes(file, MOST_BYTES));
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
    }

    Path file() {
        return file;
    }

    int size() {
        return bytes.capacity();
    }

    int u8(int offset) {
        return bytes.get(offset) & 0xff;
    }

    int u16(int offset) {
        return bytes.getShort(offset) & 0xffff;
    }

    int i32(int offset) {
        return bytes.getInt(offset);
    }

    long u32(int offset) {
        return Integer.toUnsignedLong(bytes.getInt(offset));
    }

    long i64(int offset) {
        return bytes.getLong(offset);
    }

    /** A copy of some bytes. */
    byte[] copy(int offset, int length) {
        byte[] part = new byte[length];
        bytes.get(offset, part);
        return part;
    }

    /** Whether the bytes at an offset are these characters. */
    boolean hasText(int offset, String text) {
        if (offset + text.length() > size()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(offset + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text() {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    /** An error at a byte. */
    InputException fault(long offset, String what) {
        return new InputException(String.format(Locale.ROOT, "%s: at byte %d: %s", file, offset, what));
    }

    /** @throws InputException if less than so many bytes follow an offset */
    void require(long offset, long length, String what) {
        if (length < 0 || offset + length > size()) {
            throw fault(
                    offset,
                    String.format(
                            Locale.ROOT,
                            "truncated, %s needs %d bytes and %d are left; copy the file again",
                            what,
                            length,
                            Math.max(0, size() - offset)));
        }
    }

    /** @throws InputException if what follows an offset is not a whole number of events of so many bytes */
    void requireWhole(int offset, int eventBytes) {
        int rest = (size() - offset) % eventBytes;
        if (rest != 0) {
            throw fault(
                    (long) size() - rest,
                    String.format(
                            Locale.ROOT,
                            "truncated, an event has %d bytes and %d are left; copy the file again",
                            eventBytes,
                            rest));
        }
    }
}
