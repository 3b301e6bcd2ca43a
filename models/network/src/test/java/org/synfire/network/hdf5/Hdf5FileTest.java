package org.synfire.network.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.hdf5.TinyHdf5.Doubles;

/** Groups, arrays, texts, lists and attributes are read, and what a file announces without holding it is refused. */
class Hdf5FileTest {
    @TempDir
    private Path folder;

    private Hdf5Group root(Map<String, ?> content) throws IOException {
        return Hdf5File.read(Files.write(folder.resolve("a.h5"), TinyHdf5.file(content)))
                .root();
    }

    @Test
    void everyKindOfContentIsRead() throws IOException {
        Hdf5Group root = root(Map.of(
                "@title",
                "tiny",
                "@dt",
                0.5,
                "numbers",
                new long[] {-1, 1L << 40},
                "table",
                new Doubles(new int[] {2, 3}, 1, 2, 3, 4, 5, 6),
                "words",
                new String[][] {{"a", "\u00e4"}, {"", "d"}},
                "lists",
                new double[][] {{1, 2, 3}, {}, {4}},
                "group",
                Map.of("value", 7.0)));
        assertEquals(List.of("group"), root.groups());
        assertEquals(List.of("lists", "numbers", "table", "words"), root.arrays());
        assertEquals(Optional.of("tiny"), root.text("title"));
        assertEquals(Optional.of(0.5), root.number("dt"));
        assertEquals(Optional.empty(), root.text("none"));
        assertArrayEquals(
                new double[] {-1, 1L << 40}, root.requireArray("numbers").reals());
        assertArrayEquals(new int[] {2, 3}, root.requireArray("table").shape());
        assertEquals(List.of("a", "\u00e4", "", "d"), root.requireArray("words").texts());
        List<double[]> lists = root.requireArray("lists").lists();
        assertArrayEquals(new double[] {1, 2, 3}, lists.get(0));
        assertEquals(0, lists.get(1).length);
        assertArrayEquals(
                new double[] {7},
                root.group("group").orElseThrow().requireArray("value").reals());
    }

    @Test
    void wrongKindsAreRefused() throws IOException {
        Hdf5Group root = root(Map.of("words", new String[][] {{"a"}}, "numbers", new long[] {1}));
        assertTrue(assertThrows(
                        InputException.class, () -> root.requireArray("words").reals())
                .getMessage()
                .endsWith("a.h5: dataset /words holds no numbers where numbers are expected"));
        assertThrows(InputException.class, () -> root.requireArray("numbers").texts());
        assertThrows(InputException.class, () -> root.requireArray("numbers").lists());
        assertThrows(InputException.class, () -> root.requireArray("none"));
    }

    /** Ten thousand lists that all are one and the same object of a heap. */
    @Test
    void listsThatShareAnObjectAreCounted() throws IOException {
        Map<String, Object> content = new TreeMap<>();
        double[][] lists = new double[10_000][0];
        lists[0] = new double[100_000];
        content.put("lists", lists);
        byte[] file = TinyHdf5.file(content);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int places = indexOfPlaces(bytes);
        for (int i = 0; i < lists.length; i++) {
            bytes.putInt(places + 16 * i + 12, 1);
        }
        Path path = Files.write(folder.resolve("shared.h5"), file);
        Hdf5Array array = Hdf5File.read(path).root().requireArray("lists");
        String message = assertThrows(InputException.class, array::lists).getMessage();
        assertTrue(message.contains("announces 8000000000 elements of 1 bytes"), message);
    }

    /** The first place is that of element 1 of the heap, and the next one that of element 2. */
    private static int indexOfPlaces(ByteBuffer bytes) {
        for (int at = 0; at + 32 <= bytes.capacity(); at += 8) {
            if (bytes.getInt(at) == 100_000 && bytes.getInt(at + 12) == 1 && bytes.getInt(at + 28) == 2) {
                return at;
            }
        }
        throw new AssertionError("no places");
    }

    /** A file that another program wrote: jHDF itself, with chunks and compression where it can. */
    @Test
    void filesOfTheLibraryAreRead() throws IOException {
        Path file = folder.resolve("library.h5");
        try (WritableHdfFile written = HdfFile.write(file)) {
            written.putDataset("floats", new float[][] {{1, 2}, {3, 4}});
            written.putGroup("inner").putDataset("bytes", new byte[] {1, -1});
        }
        Hdf5Group root = Hdf5File.read(file).root();
        assertArrayEquals(new double[] {1, 2, 3, 4}, root.requireArray("floats").reals());
        assertArrayEquals(
                new double[] {1, -1},
                root.group("inner").orElseThrow().requireArray("bytes").reals());
    }
}
