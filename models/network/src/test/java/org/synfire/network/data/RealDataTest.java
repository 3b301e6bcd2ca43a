package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The published files are read whole; every count and label is checked against what is published. */
class RealDataTest {
    @Test
    void readsMnist() {
        DataSet mnist = RealData.set("mnist");
        checkSize(mnist.train(), 60_000, 1, 28);
        checkSize(mnist.test(), 10_000, 1, 28);
        assertArrayEquals(new int[] {5, 0, 4, 1, 9, 2, 1, 3, 1, 4}, firstLabels(mnist.train()));
        assertArrayEquals(new int[] {7, 2, 1, 0, 4, 1, 4, 9, 5, 9}, firstLabels(mnist.test()));
        assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, histogram(mnist.test()));
        assertEquals(0.1307, mean(mnist.train()), 5e-5);
    }

    @Test
    void readsFashionMnist() {
        DataSet fashion = RealData.set("fashion-mnist");
        checkSize(fashion.train(), 60_000, 1, 28);
        checkSize(fashion.test(), 10_000, 1, 28);
        assertArrayEquals(new int[] {9, 0, 0, 3, 0, 2, 7, 2, 5, 5}, firstLabels(fashion.train()));
        assertArrayEquals(IntStream.generate(() -> 1000).limit(10).toArray(), histogram(fashion.test()));
        assertEquals(0.2860, mean(fashion.train()), 5e-5);
    }

    @Test
    void readsCifar10() {
        DataSet cifar = RealData.set("cifar-10-batches-bin");
        checkSize(cifar.test(), 10_000, 3, 32);
        assertArrayEquals(new int[] {3, 8, 8, 0, 6, 6, 1, 6, 3, 1}, firstLabels(cifar.test()));
        assertArrayEquals(IntStream.generate(() -> 1000).limit(10).toArray(), histogram(cifar.test()));
        assertEquals(3, cifar.train().channels());
    }

    private static void checkSize(ImageSet set, int size, int channels, int side) {
        assertEquals(size, set.size());
        assertEquals(channels, set.channels());
        assertEquals(side, set.height());
        assertEquals(side, set.width());
        System.out.printf(Locale.ROOT, "%s: %d images read%n", set.name(), size);
    }

    private static int[] firstLabels(ImageSet set) {
        return IntStream.range(0, 10).map(set::label).toArray();
    }

    private static int[] histogram(ImageSet set) {
        int[] images = new int[set.classes()];
        IntStream.range(0, set.size()).forEach(i -> images[set.label(i)]++);
        return images;
    }

    private static double mean(ImageSet set) {
        byte[] pixels = new byte[set.imageBytes()];
        long sum = 0;
        for (int i = 0; i < set.size(); i++) {
            set.pixels(i, pixels);
            for (byte pixel : pixels) {
                sum += pixel & 0xFF;
            }
        }
        return sum / (255.0 * set.size() * set.imageBytes());
    }
}
