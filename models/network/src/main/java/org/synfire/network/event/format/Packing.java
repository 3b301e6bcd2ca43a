package org.synfire.network.event.format;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.synfire.engine.InputException;

/** How packets of an AEDAT 4 file are compressed. */
enum Packing {
    NONE,
    LZ4,
    ZSTANDARD;

    /** So much may come from a packet without a question. */
    private static final long LEAST_BYTES = 1 << 22;
    /** So many bytes may come from one byte; packets of events reach about 20. */
    private static final long MOST_RATIO = 100;

    /**
     * The packing of this number.
     *
     * @throws InputException if there is none
     */
    static Packing of(int number, EventBytes file) {
        return switch (number) {
            case 0 -> NONE;
            case 1, 2 -> LZ4;
            case 3, 4 -> ZSTANDARD;
            default ->
                throw file.fault(
                        0,
                        "packets of the unknown compression " + number + "; none, LZ4 and Zstandard (0 to 4) are read");
        };
    }

    /**
     * The content of a packet.
     *
     * @throws InputException if it is damaged, or decompresses to far more than events do
     */
    byte[] unpacked(EventBytes file, int offset, int length) {
        byte[] packed = file.copy(offset, length);
        if (this == NONE) {
            return packed;
        }
        long most = Math.min(EventBytes.MOST_BYTES, LEAST_BYTES + MOST_RATIO * length);
        try (InputStream in = stream(packed)) {
            byte[] content = in.readNBytes((int) most);
            if (in.read() >= 0) {
                throw file.fault(offset, "a packet of " + length + " bytes decompresses to more than " + most);
            }
            return content;
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException damaged) {
            throw new InputException(
                    file.fault(offset, "a packet's compression is damaged; copy the file again")
                            .getMessage(),
                    damaged);
        }
    }

    private InputStream stream(byte[] packed) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(packed);
        return this == LZ4 ? new FramedLZ4CompressorInputStream(in) : new ZstdInputStreamNoFinalizer(in);
    }
}
