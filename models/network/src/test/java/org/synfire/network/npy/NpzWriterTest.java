package org.synfire.network.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives are read again, and begin as the format's specification says. */
class NpzWriterTest {
    @TempDir
    private Path folder;

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (NpzWriter writer = new NpzWriter(bytes)) {
            writer.add("large", i -> i * 7919 - 100, 3, 10_000);
            writer.add("layer/one", i -> Integer.MIN_VALUE, 1);
            writer.add("none", i -> 0, 0, 3);
        }
        return bytes.toByteArray();
    }

    @Test
    void arraysAreReadAgain() throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), archive());
        assertEquals(List.of("large", "layer/one", "none"), NpzArchive.names(file));
        NpzArchive read = NpzArchive.read(file);
        assertArrayEquals(new int[] {3, 10_000}, read.array("large").shape());
        assertEquals(29_999 * 7919 - 100, read.array("large").integer(29_999));
        assertEquals(Integer.MIN_VALUE, read.array("layer/one").integer(0));
        assertArrayEquals(new int[] {0, 3}, read.array("none").shape());
        assertArrayEquals(archive(), archive());
    }

    /** NumPy wants data at a multiple of 64 bytes. */
    @Test
    void dataAreAligned() throws IOException {
        Path file = Files.write(folder.resolve("a.npz"), archive());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry("layer/one.npy")).readAllBytes();
            int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
            assertEquals(0, (10 + header) % 64);
            assertEquals(10 + header + 4, bytes.length);
            assertEquals('\n', bytes[10 + header - 1]);
        }
    }
}
