package org.synfire.network.file;

/**
 * Integers of a few bits, one after the other without gaps.
 *
 * <p><b>Format:</b> two's complement of {@code bits} bits each; integer i takes the bits {@code i * bits} and up of the
 * stream, bit n of the stream being bit {@code n % 8} (0 the least) of byte {@code n / 8}; the last byte is filled with
 * zeros.
 */
final class PackedIntegers {
    private PackedIntegers() {}

    /** Bytes that so many integers take. */
    static long bytes(long count, int bits) {
        return Math.ceilDiv(Math.multiplyExact(count, (long) bits), 8);
    }

    /** @param values each within the range of {@code bits} bits */
    static byte[] pack(int[] values, int bits) {
        byte[] packed = new byte[Math.toIntExact(bytes(values.length, bits))];
        for (int i = 0; i < values.length; i++) {
            for (int b = 0; b < bits; b++) {
                long position = (long) i * bits + b;
                packed[(int) (position >> 3)] |= (byte) ((values[i] >> b & 1) << (position & 7));
            }
        }
        return packed;
    }

    /** @param packed {@link #bytes} bytes */
    static int[] unpack(byte[] packed, int count, int bits) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            int value = 0;
            for (int b = 0; b < bits; b++) {
                long position = (long) i * bits + b;
                value |= (packed[(int) (position >> 3)] >> (position & 7) & 1) << b;
            }
            values[i] = value << (32 - bits) >> (32 - bits);
        }
        return values;
    }
}
