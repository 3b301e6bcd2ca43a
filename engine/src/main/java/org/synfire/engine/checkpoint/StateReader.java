package org.synfire.engine.checkpoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.synfire.engine.InputException;

/**
 * Restores fields that {@link StateWriter} saved. <b>Memory:</b> arrays of varying length grow with what is read, so a
 * number in the file alone takes none. <b>Threads:</b> one.
 */
final class StateReader implements StateFields {
    static final int BUFFER_BYTES = 1 << 16;
    static final int MOST_TEXT_BYTES = 1 << 20;

    private static final int FIRST_VALUES = 1 << 10;
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;
    private static final int SHOWN = 100;

    private final String file;
    private final DataInputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Deque<String> parts = new ArrayDeque<>();

    /** @param file as messages name it */
    StateReader(String file, InputStream in) {
        this.file = file;
        this.in = new DataInputStream(in);
    }

    /** @throws InputException if fields are left */
    void requireEnd() {
        try {
            if (in.read() >= 0) {
                throw new InputException(file + " has more fields than the state of this run; delete it");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The number of values of the next field, which has this name and kind. */
    private long begin(String name, FieldKind kind) {
        try {
            String found = in.readUTF();
            int letter = in.readUnsignedByte();
            long count = in.readLong();
            if (!found.equals(name) || letter != kind.letter() || count < 0) {
                throw other(name, kind.words(1), found, FieldKind.words(letter, count));
            }
            return count;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void begin(String name, FieldKind kind, long expected) {
        long count = begin(name, kind);
        if (count != expected) {
            throw other(name, kind.words(expected), name, kind.words(count));
        }
    }

    private InputException other(String name, String own, String found, String foundWords) {
        StringBuilder place = new StringBuilder();
        parts.descendingIterator().forEachRemaining(part -> place.append(part).append(", "));
        return new InputException(String.format(
                Locale.ROOT,
                "%s is no checkpoint of this run: %s'%s' is %s here, and '%s' there is %s",
                file,
                place,
                name,
                own,
                shown(found),
                foundWords));
    }

    private static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
    }

    /** Reads so many values, a buffer at a time. */
    private void values(int count, int bytes, IntConsumer get) {
        int perBuffer = BUFFER_BYTES / bytes;
        int next = 0;
        while (next < count) {
            int end = next + Math.min(perBuffer, count - next);
            fill((end - next) * bytes);
            for (; next < end; next++) {
                get.accept(next);
            }
        }
    }

    private void fill(int bytes) {
        try {
            in.readFully(buffer.array(), 0, bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        buffer.clear();
    }

    @Override
    public long whole(String name, long value) {
        begin(name, FieldKind.WHOLE, 1);
        fill(Long.BYTES);
        return buffer.getLong();
    }

    @Override
    public double real(String name, double value) {
        begin(name, FieldKind.REAL, 1);
        fill(Long.BYTES);
        return Double.longBitsToDouble(buffer.getLong());
    }

    @Override
    public String text(String name, String value) {
        long count = begin(name, FieldKind.TEXT);
        if (count > MOST_TEXT_BYTES) {
            throw other(name, FieldKind.TEXT.words(1), name, "a text of " + count + " bytes");
        }
        byte[] bytes = new byte[(int) count];
        values(bytes.length, 1, i -> bytes[i] = buffer.get());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void all(String name, long[] values) {
        begin(name, FieldKind.LONGS, values.length);
        values(values.length, Long.BYTES, i -> values[i] = buffer.getLong());
    }

    @Override
    public void all(String name, int[] values) {
        begin(name, FieldKind.INTS, values.length);
        values(values.length, Integer.BYTES, i -> values[i] = buffer.getInt());
    }

    @Override
    public void all(String name, double[] values) {
        begin(name, FieldKind.REALS, values.length);
        values(values.length, Long.BYTES, i -> values[i] = Double.longBitsToDouble(buffer.getLong()));
    }

    @Override
    public void memory(String name, MemorySegment memory) {
        begin(name, FieldKind.MEMORY, memory.byteSize());
        MemorySegment bytes = MemorySegment.ofArray(buffer.array());
        long at = 0;
        while (at < memory.byteSize()) {
            int count = (int) Math.min(BUFFER_BYTES, memory.byteSize() - at);
            fill(count);
            MemorySegment.copy(bytes, 0, memory, at, count);
            at += count;
        }
    }

    private int varying(String name, FieldKind kind) {
        long count = begin(name, kind);
        if (count > MOST_VALUES) {
            throw other(name, kind.words(MOST_VALUES) + " at most", name, kind.words(count));
        }
        return (int) count;
    }

    @Override
    public long[] varying(String name, long[] values) {
        int count = varying(name, FieldKind.LONGS);
        long[][] read = {new long[Math.min(count, FIRST_VALUES)]};
        values(count, Long.BYTES, i -> {
            if (i == read[0].length) {
                read[0] = Arrays.copyOf(read[0], (int) Math.min(count, 2L * i));
            }
            read[0][i] = buffer.getLong();
        });
        return read[0];
    }

    @Override
    public int[] varying(String name, int[] values) {
        int count = varying(name, FieldKind.INTS);
        int[][] read = {new int[Math.min(count, FIRST_VALUES)]};
        values(count, Integer.BYTES, i -> {
            if (i == read[0].length) {
                read[0] = Arrays.copyOf(read[0], (int) Math.min(count, 2L * i));
            }
            read[0][i] = buffer.getInt();
        });
        return read[0];
    }

    @Override
    public void part(String name, Checkpointed part) {
        begin(name, FieldKind.PART, 0);
        parts.push(name);
        part.state(this);
        parts.pop();
    }
}
