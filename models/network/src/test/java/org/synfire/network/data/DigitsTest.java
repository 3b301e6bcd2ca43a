package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private static final long SEED = 42;

    @Test
    void areSmallGreyImagesOfTenClasses() {
        ImageSet digits = Digits.of(SEED, Split.TEST, 7);
        assertEquals(7, digits.size());
        assertEquals(1, digits.channels());
        assertEquals(Digits.SIDE, digits.height());
        assertEquals(Digits.SIDE, digits.width());
        assertEquals(10, digits.classes());
        assertEquals("digits test", digits.name());
    }

    @Test
    void showEveryDigitOnceInEveryTen() {
        ImageSet digits = Digits.of(SEED, Split.TRAIN, 1000);
        for (int block = 0; block < 100; block++) {
            int first = 10 * block;
            assertArrayEquals(
                    IntStream.range(0, 10).toArray(),
                    IntStream.range(first, first + 10)
                            .map(digits::label)
                            .sorted()
                            .toArray());
        }
    }

    @Test
    void comeInAnOrderThatDiffersFromBlockToBlock() {
        ImageSet digits = Digits.of(SEED, Split.TRAIN, 1000);
        long distinctFirst = IntStream.range(0, 100)
                .map(block -> digits.label(10 * block))
                .distinct()
                .count();
        assertEquals(10, distinctFirst);
    }

    @Test
    void dependOnSeedSplitAndIndexAlone() {
        ImageSet few = Digits.of(SEED, Split.TRAIN, 10);
        ImageSet many = Digits.of(SEED, Split.TRAIN, 1_000_000);
        assertEquals(many.label(9), few.label(9));
        assertArrayEquals(pixels(many, 9), pixels(few, 9));
        assertFalse(Arrays.equals(pixels(few, 0), pixels(few, 1)));
        assertFalse(Arrays.equals(pixels(few, 0), pixels(Digits.of(SEED, Split.TEST, 10), 0)));
        assertFalse(Arrays.equals(pixels(few, 0), pixels(Digits.of(SEED + 1, Split.TRAIN, 10), 0)));
    }

    @Test
    void neverRepeatAnImageBetweenTheSplits() {
        ImageSet train = Digits.of(SEED, Split.TRAIN, 2000);
        ImageSet test = Digits.of(SEED, Split.TEST, 2000);
        long distinct = IntStream.range(0, 2000)
                .boxed()
                .flatMap(i -> Stream.of(pixels(train, i), pixels(test, i)))
                .map(ByteBuffer::wrap)
                .distinct()
                .count();
        assertEquals(4000, distinct);
    }

    @Test
    void areMostlyBlackWithSomeInk() {
        ImageSet digits = Digits.of(SEED, Split.TEST, 500);
        for (int i = 0; i < digits.size(); i++) {
            byte[] image = pixels(digits, i);
            int lit = 0;
            int brightest = 0;
            for (byte pixel : image) {
                lit += pixel == 0 ? 0 : 1;
                brightest = Math.max(brightest, pixel & 0xFF);
            }
            assertTrue(lit > 20 && lit < image.length / 2, "image " + i + " has " + lit + " lit pixels");
            assertTrue(brightest > 80, "image " + i + " has at most " + brightest);
        }
    }

    @Test
    void makeADataSet() {
        DataSet data = Digits.dataSet(SEED, 30, 20);
        assertEquals("digits", data.name());
        assertEquals(30, data.train().size());
        assertEquals(20, data.test().size());
        assertArrayEquals(pixels(Digits.of(SEED, Split.TEST, 20), 19), pixels(data.test(), 19));
    }

    @Test
    void refuseIndicesAndSizesOutside() {
        ImageSet digits = Digits.of(SEED, Split.TEST, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> digits.label(3));
        assertThrows(IndexOutOfBoundsException.class, () -> digits.pixels(-1, new byte[784]));
        assertThrows(IllegalArgumentException.class, () -> Digits.of(SEED, Split.TEST, 0));
    }

    private static byte[] pixels(ImageSet set, int index) {
        byte[] pixels = new byte[set.imageBytes()];
        set.pixels(index, pixels);
        return pixels;
    }
}
