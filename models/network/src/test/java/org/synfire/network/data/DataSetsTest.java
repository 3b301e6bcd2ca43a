package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
    @TempDir
    private Path path;

    private DataFolder folder;

    @BeforeEach
    void setUp() {
        folder = new DataFolder(path);
    }

    @Test
    void readsPlainIdxFiles() {
        ImageSet test = DataSets.open(folder.idxTest(12).path()).test();

        assertEquals(12, test.size());
        assertEquals(1, test.channels());
        assertEquals(2, test.height());
        assertEquals(3, test.width());
        assertEquals(6, test.imageBytes());
        assertEquals(10, test.classes());
        assertEquals(1, test.label(11));
        assertEquals(path.getFileName() + " test", test.name());
        assertArrayEquals(new byte[] {66, 67, 68, 69, 70, 71}, pixels(test, 11));
    }

    @Test
    void readsGzippedIdxFiles() {
        folder.write("train-images-idx3-ubyte.gz", DataFolder.gzip(DataFolder.idxImages(3)))
                .write("train-labels-idx1-ubyte.gz", DataFolder.gzip(DataFolder.idxLabels(3)));

        ImageSet train = DataSets.open(path).train();

        assertEquals(3, train.size());
        assertEquals(2, train.label(2));
        assertArrayEquals(new byte[] {12, 13, 14, 15, 16, 17}, pixels(train, 2));
    }

    @Test
    void readsCifarBatchesInOrder() {
        folder.write("data_batch_2.bin", DataFolder.cifar(7)).write("data_batch_1.bin", DataFolder.cifar(9, 0));

        ImageSet train = DataSets.open(path).train();

        assertEquals(3, train.size());
        assertEquals(3, train.channels());
        assertEquals(32, train.height());
        assertEquals(32, train.width());
        assertArrayEquals(new int[] {9, 0, 7}, new int[] {train.label(0), train.label(1), train.label(2)});
        byte[] last = pixels(train, 2);
        assertArrayEquals(
                new byte[] {1, 1, 2, 2, (byte) 200, (byte) 200},
                new byte[] {last[0], last[1023], last[1024], last[2047], last[2048], last[3071]});
    }

    /** As EMNIST has them. */
    @Test
    void hasAsManyClassesAsTheLargestLabelNeeds() {
        folder.idxTest(2)
                .write(
                        "t10k-labels-idx1-ubyte",
                        DataFolder.idx(DataFolder.LABELS_MAGIC, new int[] {2}, new byte[] {61, (byte) 255}));
        ImageSet test = DataSets.open(path).test();
        assertEquals(256, test.classes());
        assertEquals(61, test.label(0));
        assertEquals(255, test.label(1));
    }

    @Test
    void keepsASplitOnceRead() {
        DataSet data = DataSets.open(folder.idxTest(1).path());
        assertSame(data.test(), data.split(Split.TEST));
    }

    @Test
    void takesTheFirstImages() {
        ImageSet all = DataSets.open(folder.idxTest(5).path()).test();
        ImageSet two = all.take(2);

        assertEquals(2, two.size());
        assertEquals(1, two.label(1));
        assertArrayEquals(pixels(all, 1), pixels(two, 1));
        assertSame(all, all.take(5));
        assertSame(all, all.take(6));
        assertEquals(0, all.take(0).size());
        assertThrows(IndexOutOfBoundsException.class, () -> two.label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> two.pixels(2, new byte[6]));
        assertThrows(IllegalArgumentException.class, () -> all.take(-1));
    }

    @Test
    void refusesIndicesOutside() {
        ImageSet test = DataSets.open(folder.idxTest(2).path()).test();
        assertThrows(IndexOutOfBoundsException.class, () -> test.label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> test.pixels(2, new byte[6]));
        assertThrows(IndexOutOfBoundsException.class, () -> test.pixels(-1, new byte[6]));
    }

    private static byte[] pixels(ImageSet set, int index) {
        byte[] pixels = new byte[set.imageBytes()];
        set.pixels(index, pixels);
        return pixels;
    }
}
