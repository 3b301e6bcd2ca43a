package org.synfire.network.event.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.synfire.engine.InputException;

/**
 * A table of a FlatBuffers message, whose fields are found by their numbers. All offsets are checked against the
 * message. <b>Source:</b> the FlatBuffers documentation, "FlatBuffer internals".
 */
final class FlatTable {
    private final EventBytes file;
    private final long place;
    private final ByteBuffer bytes;
    private final int table;

    private FlatTable(EventBytes file, long place, ByteBuffer bytes, int table) {
        this.file = file;
        this.place = place;
        this.bytes = bytes;
        this.table = table;
    }

    /** Whether a message carries this identifier. */
    static boolean isOf(byte[] message, int start, String identifier) {
        return message.length >= start + 8
                && new String(message, start + 4, 4, StandardCharsets.ISO_8859_1).equals(identifier);
    }

    /**
     * The root table of a message.
     *
     * @param place byte of the file, for errors
     * @param start of the message, behind a size
     * @throws InputException if it is not of this identifier or damaged
     */
    static FlatTable root(EventBytes file, long place, byte[] message, int start, String identifier) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        FlatTable whole = new FlatTable(file, place, bytes, 0);
        if (!isOf(message, start, identifier)) {
            throw whole.damaged();
        }
        return new FlatTable(file, place, bytes, whole.target(start));
    }

    private InputException damaged() {
        return file.fault(place, "a damaged table; copy the file again");
    }

    private int checked(long at, long length) {
        if (at < 0 || length < 0 || at + length > bytes.capacity()) {
            throw damaged();
        }
        return (int) at;
    }

    private int i32(long at) {
        return bytes.getInt(checked(at, 4));
    }

    long i64(long at) {
        return bytes.getLong(checked(at, 8));
    }

    int u16(long at) {
        return bytes.getShort(checked(at, 2)) & 0xffff;
    }

    int u8(long at) {
        return bytes.get(checked(at, 1)) & 0xff;
    }

    private int target(long at) {
        return checked(at + i32(at), 4);
    }

    /** Where a field is, or 0 if it is absent. */
    private int field(int number) {
        long fields = (long) table - i32(table);
        int size = u16(fields);
        int entry = 4 + 2 * number;
        int offset = entry + 2 > size ? 0 : u16(fields + entry);
        return offset == 0 ? 0 : checked((long) table + offset, 1);
    }

    /** A field of 32 bits; 0 if it is absent. */
    int integer(int number) {
        int at = field(number);
        return at == 0 ? 0 : i32(at);
    }

    /** A field of 64 bits, or a value for an absent one. */
    long whole(int number, long absent) {
        int at = field(number);
        return at == 0 ? absent : i64(at);
    }

    /** A field of text; empty if it is absent. */
    String text(int number) {
        int first = vector(number, 1);
        byte[] text = new byte[vectorLength(number)];
        bytes.get(first, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Where the elements of a vector begin. */
    int vector(int number, int elementBytes) {
        int at = field(number);
        return at == 0 ? 0 : checked(target(at) + 4L, (long) vectorLength(number) * elementBytes);
    }

    /** How many elements a vector has; 0 if it is absent. */
    int vectorLength(int number) {
        int at = field(number);
        return at == 0 ? 0 : i32(target(at));
    }
}
