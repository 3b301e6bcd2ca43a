package org.synfire.network.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Types of elements in NumPy files, little endian. */
enum NpyElement {
    BOOL("|b1", 1),
    INT8("|i1", 1),
    UINT8("|u1", 1),
    INT16("<i2", 2),
    UINT16("<u2", 2),
    INT32("<i4", 4),
    UINT32("<u4", 4),
    INT64("<i8", 8),
    UINT64("<u8", 8),
    FLOAT32("<f4", 4),
    FLOAT64("<f8", 8);

    private final String descriptor;
    private final int bytes;

    NpyElement(String descriptor, int bytes) {
        this.descriptor = descriptor;
        this.bytes = bytes;
    }

    static Optional<NpyElement> of(String descriptor) {
        return Arrays.stream(values())
                .filter(element -> element.descriptor.equals(descriptor))
                .findFirst();
    }

    String descriptor() {
        return descriptor;
    }

    int bytes() {
        return bytes;
    }

    boolean isReal() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /** The integer at a byte; of a real number, what is before its point. Above 2^63-1 it is negative. */
    long whole(ByteBuffer data, int offset) {
        return switch (this) {
            case INT8 -> data.get(offset);
            case BOOL, UINT8 -> data.get(offset) & 0xff;
            case INT16 -> data.getShort(offset);
            case UINT16 -> data.getShort(offset) & 0xffff;
            case INT32 -> data.getInt(offset);
            case UINT32 -> Integer.toUnsignedLong(data.getInt(offset));
            case INT64, UINT64 -> data.getLong(offset);
            case FLOAT32, FLOAT64 -> (long) real(data, offset);
        };
    }

    /** The number at a byte. */
    double real(ByteBuffer data, int offset) {
        return switch (this) {
            case FLOAT32 -> data.getFloat(offset);
            case FLOAT64 -> data.getDouble(offset);
            default -> whole(data, offset);
        };
    }
}
