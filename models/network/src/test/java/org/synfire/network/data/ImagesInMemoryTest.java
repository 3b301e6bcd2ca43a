package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;

class ImagesInMemoryTest {
    private static final byte[][] TWO = {{1, 2, 3, 4}, {(byte) 200, 6, 7, 8}};

    private static ImageSet images(byte[][] images, int... labels) {
        return ImageSet.of("mine", 1, 2, 2, 200, images, labels);
    }

    @Test
    void areACopy() {
        byte[][] mine = {TWO[0].clone(), TWO[1].clone()};
        ImageSet images = images(mine, 3, 199);
        mine[1][0] = 0;
        byte[] pixels = new byte[4];
        images.pixels(1, pixels);
        assertArrayEquals(TWO[1], pixels);
        assertEquals(2, images.size());
        assertEquals(199, images.label(1));
        assertEquals(200, images.classes());
    }

    @Test
    void areIdentifiedByPixelsAndLabels() {
        String hash = ImageHash.of(images(TWO, 3, 4));
        assertEquals(64, hash.length());
        assertEquals(hash, ImageHash.of(images(TWO, 3, 4)));
        assertNotEquals(hash, ImageHash.of(images(TWO, 3, 5)));
        assertNotEquals(hash, ImageHash.of(images(new byte[][] {TWO[1], TWO[0]}, 3, 4)));
        assertNotEquals(hash, ImageHash.of(images(TWO, 3, 4).take(1)));
        assertNotEquals(hash, ImageHash.of(ImageSet.of("mine", 2, 1, 2, 200, TWO, new int[] {3, 4})));
    }

    @Test
    void areRefusedWhereTheyDoNotFit() {
        assertRefused("mine: 2 images, but 1 labels", TWO, 1);
        assertRefused("mine: image 1 has 3 pixels; 1x2x2 are 4", new byte[][] {TWO[0], {1, 2, 3}}, 1, 2);
        assertRefused("mine: label 200 of image 0 is not in 0..199", TWO, 200, 1);
        assertRefused("mine: label -1 of image 1 is not in 0..199", TWO, 1, -1);
    }

    private static void assertRefused(String message, byte[][] images, int... labels) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> images(images, labels)).getMessage());
    }
}
