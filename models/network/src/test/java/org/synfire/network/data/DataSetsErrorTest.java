package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.AllocatedBytes;
import org.synfire.engine.InputException;

class DataSetsErrorTest {
    private static final String IMAGES = "t10k-images-idx3-ubyte";
    private static final String LABELS = "t10k-labels-idx1-ubyte";

    @TempDir
    private Path path;

    private DataFolder folder;

    @BeforeEach
    void setUp() {
        folder = new DataFolder(path);
    }

    @Test
    void namesWhatIsRecognisedWhereNothingIs() {
        String message =
                assertThrows(InputException.class, () -> DataSets.open(path)).getMessage();
        assertSays(message, path.toString(), "train-images-idx3-ubyte", "MNIST", "data_batch_1.bin", "test_batch.bin");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertSays(
                assertThrows(InputException.class, () -> DataSets.open(path.resolve("none")))
                        .getMessage(),
                "none is not a folder",
                "CIFAR-10");
    }

    @Test
    void refusesTwoKindsInOneFolder() {
        folder.idxTest(1).write("test_batch.bin", DataFolder.cifar(1));
        assertSays(assertThrows(InputException.class, () -> DataSets.open(path)).getMessage(), "both IDX", "CIFAR-10");
    }

    @Test
    void saysWhichFilesAnAbsentSplitNeeds() {
        DataSet idx = DataSets.open(folder.idxTest(1).path());
        assertSays(
                assertThrows(InputException.class, idx::train).getMessage(),
                path.toString(),
                "train",
                "train-images-idx3-ubyte",
                "train-images-idx3-ubyte.gz");
        assertEquals(1, idx.test().size(), "the other split can be used");
    }

    @Test
    void saysWhichBatchesAnAbsentSplitNeeds(@TempDir Path cifar) {
        new DataFolder(cifar).write("test_batch.bin", DataFolder.cifar(1));
        assertSays(
                assertThrows(InputException.class, DataSets.open(cifar)::train).getMessage(),
                cifar.toString(),
                "data_batch_1.bin",
                "data_batch_5.bin");
    }

    @Test
    void missesTheLabelsOfImages() {
        folder.write(IMAGES, DataFolder.idxImages(1));
        assertSays(testError(), "looked for " + LABELS);
    }

    @Test
    void refusesAnotherMagicNumber() {
        folder.idxTest(1).write(IMAGES, DataFolder.idx(0x00000D03, new int[] {1, 2, 3}, new byte[6]));
        assertSays(testError(), IMAGES, "starts with 0x00000d03", "IDX images start with 0x00000803");
    }

    @Test
    void refusesLabelsInThePlaceOfImages() {
        folder.idxTest(1).write(IMAGES, DataFolder.idxLabels(1));
        assertSays(testError(), IMAGES, "0x00000801");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 15})
    void refusesAHeaderCutShort(int bytes) {
        folder.idxTest(1).write(IMAGES, Arrays.copyOf(DataFolder.idxImages(1), bytes));
        assertSays(testError(), IMAGES, "ends inside its header", "16 bytes");
    }

    @Test
    void refusesImagesCutShort() {
        folder.idxTest(4).write(IMAGES, Arrays.copyOf(DataFolder.idxImages(4), 39));
        assertSays(testError(), IMAGES, "ends at byte 39", "asks for 40 bytes");
    }

    @Test
    void refusesImagesThatGoOn() {
        folder.idxTest(4).write(IMAGES, Arrays.copyOf(DataFolder.idxImages(4), 41));
        assertSays(testError(), IMAGES, "goes on after byte 40");
    }

    @Test
    void refusesAnotherNumberOfLabels() {
        folder.idxTest(4).write(LABELS, DataFolder.idxLabels(3));
        assertSays(testError(), IMAGES + " has 4 images", LABELS + " has 3 labels");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAnExtentBelowOne(int rows) {
        folder.idxTest(1).write(IMAGES, DataFolder.idx(DataFolder.IMAGES_MAGIC, new int[] {1, rows, 3}, new byte[6]));
        assertSays(testError(), IMAGES, "dimension 1 (byte 8) is " + Integer.toUnsignedString(rows));
    }

    @Test
    void refusesAHeaderThatClaimsMoreThanTheLimit() {
        folder.idxTest(1)
                .write(
                        IMAGES,
                        DataFolder.idx(
                                DataFolder.IMAGES_MAGIC,
                                new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE},
                                new byte[6]));
        assertSays(testError(), IMAGES, "claims more than", String.valueOf(IdxArray.MAX_BYTES));
    }

    @Test
    void doesNotAllocateWhatALyingHeaderClaims() {
        folder.idxTest(1)
                .write(IMAGES, DataFolder.idx(DataFolder.IMAGES_MAGIC, new int[] {1 << 20, 32, 32}, new byte[6]));
        long before = AllocatedBytes.ofThisThread();
        assertSays(testError(), IMAGES, "ends at byte 22", "asks for 1073741840 bytes");
        assertTrue(AllocatedBytes.ofThisThread() - before < 4 << 20, "took memory for what is not there");
    }

    @Test
    void refusesGzipDataThatBreaksOff() {
        byte[] packed = DataFolder.gzip(DataFolder.idxImages(100));
        folder.write(IMAGES + ".gz", Arrays.copyOf(packed, packed.length - 20))
                .write(LABELS + ".gz", DataFolder.gzip(DataFolder.idxLabels(100)));
        assertSays(testError(), IMAGES + ".gz", "gzip data breaks off", "616 bytes");
    }

    @Test
    void refusesGzipDataWithAFlippedBit() {
        byte[] packed = DataFolder.gzip(DataFolder.idxImages(100));
        packed[packed.length - 8] ^= 1;
        folder.write(IMAGES + ".gz", packed).write(LABELS, DataFolder.idxLabels(100));
        assertSays(testError(), IMAGES + ".gz", "damaged gzip data");
    }

    @Test
    void refusesPlainDataUnderAGzipName() {
        folder.write(IMAGES + ".gz", DataFolder.idxImages(1)).write(LABELS, DataFolder.idxLabels(1));
        assertSays(testError(), IMAGES + ".gz", "damaged gzip data", "Not in GZIP format");
    }

    @Test
    void refusesAnEmptyGzipFile() {
        folder.write(IMAGES + ".gz", new byte[0]).write(LABELS, DataFolder.idxLabels(1));
        assertSays(testError(), IMAGES + ".gz", "ends inside its gzip header");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3072, 3074})
    void refusesABatchThatIsNotWholeRecords(int bytes) {
        folder.write("test_batch.bin", Arrays.copyOf(DataFolder.cifar(1, 2), bytes));
        assertSays(testError(), "test_batch.bin", "has " + bytes + " bytes", "records of 3073 bytes");
    }

    @Test
    void refusesACifarLabelOutsideTheClasses() {
        folder.write("test_batch.bin", DataFolder.cifar(9, 10));
        assertSays(testError(), "test_batch.bin", "label 10 of record 1 (byte 3073)", "0..9");
    }

    private String testError() {
        return assertThrows(InputException.class, DataSets.open(path)::test).getMessage();
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
        }
    }
}
