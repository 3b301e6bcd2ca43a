package org.synfire.engine.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Saves fields, each behind its name, kind and number of values. <b>Threads:</b> one. */
final class StateWriter implements StateFields {
    private final DataOutputStream out;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(StateReader.BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    StateWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    private void begin(String name, FieldKind kind, long count) {
        try {
            out.writeUTF(name);
            out.writeByte(kind.letter());
            out.writeLong(count);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Writes so many values, a buffer at a time. */
    private void values(int count, int bytes, IntConsumer put) {
        for (int i = 0; i < count; i++) {
            if (buffer.remaining() < bytes) {
                flush();
            }
            put.accept(i);
        }
        flush();
    }

    private void flush() {
        try {
            out.write(buffer.array(), 0, buffer.position());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        buffer.clear();
    }

    @Override
    public long whole(String name, long value) {
        begin(name, FieldKind.WHOLE, 1);
        values(1, Long.BYTES, i -> buffer.putLong(value));
        return value;
    }

    @Override
    public double real(String name, double value) {
        begin(name, FieldKind.REAL, 1);
        values(1, Long.BYTES, i -> buffer.putLong(Double.doubleToRawLongBits(value)));
        return value;
    }

    @Override
    public String text(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > StateReader.MOST_TEXT_BYTES) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes: " + name);
        }
        begin(name, FieldKind.TEXT, bytes.length);
        values(bytes.length, 1, i -> buffer.put(bytes[i]));
        return value;
    }

    @Override
    public void all(String name, long[] values) {
        begin(name, FieldKind.LONGS, values.length);
        values(values.length, Long.BYTES, i -> buffer.putLong(values[i]));
    }

    @Override
    public void all(String name, int[] values) {
        begin(name, FieldKind.INTS, values.length);
        values(values.length, Integer.BYTES, i -> buffer.putInt(values[i]));
    }

    @Override
    public void all(String name, double[] values) {
        begin(name, FieldKind.REALS, values.length);
        values(values.length, Long.BYTES, i -> buffer.putLong(Double.doubleToRawLongBits(values[i])));
    }

    @Override
    public void memory(String name, MemorySegment memory) {
        begin(name, FieldKind.MEMORY, memory.byteSize());
        MemorySegment bytes = MemorySegment.ofArray(buffer.array());
        for (long at = 0; at < memory.byteSize(); at += buffer.position()) {
            buffer.clear();
            int count = (int) Math.min(buffer.capacity(), memory.byteSize() - at);
            MemorySegment.copy(memory, at, bytes, 0, count);
            try {
                out.write(buffer.array(), 0, count);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
            buffer.position(count);
        }
        buffer.clear();
    }

    @Override
    public long[] varying(String name, long[] values) {
        all(name, values);
        return values;
    }

    @Override
    public int[] varying(String name, int[] values) {
        all(name, values);
        return values;
    }

    @Override
    public void part(String name, Checkpointed part) {
        begin(name, FieldKind.PART, 0);
        part.state(this);
    }
}
