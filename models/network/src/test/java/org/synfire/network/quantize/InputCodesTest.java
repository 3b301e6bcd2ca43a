package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;

class InputCodesTest {
    private static Population input(Shape shape, Code code) {
        return new Population(0, "image", shape, new Neurons.ImageInput(code));
    }

    @Test
    void preprocessesEveryChannelInItsOwnWay() {
        Preprocessing preprocessing = Preprocessing.normalized(new float[] {0, 0.5f}, new float[] {1, 0.25f});
        Population input = input(new Shape(2, 1, 2), new Code(8, true, -128, 127, 1.0 / 64, 0));
        int[] codes = new int[4];
        preprocessing.inputCodes(input).encode(new byte[] {0, (byte) 255, 0, (byte) 255}, codes);
        assertArrayEquals(new int[] {0, 64, -128, 127}, codes);
    }

    @Test
    void givesPixelsLessTheirMiddleAsVendorsOfIntegerNetworksDo() {
        Preprocessing preprocessing = Preprocessing.normalized(new float[] {128f / 255}, new float[] {128f / 255});
        Population input = input(new Shape(1, 16, 16), new Code(8, true, -128, 127, 1.0 / 128, 0));
        byte[] pixels = new byte[256];
        for (int p = 0; p < 256; p++) {
            pixels[p] = (byte) p;
        }
        int[] codes = new int[256];
        preprocessing.inputCodes(input).encode(pixels, codes);
        for (int p = 0; p < 256; p++) {
            assertEquals(p - 128, codes[p]);
        }
    }

    @Test
    void roundsTiesToEvenAndAddsTheZeroPoint() {
        Population input = input(new Shape(1, 1, 5), new Code(8, false, 0, 100, 2, 3));
        int[] codes = new int[5];
        Preprocessing.rawPixels().inputCodes(input).encode(new byte[] {0, 1, 3, 5, (byte) 255}, codes);
        assertArrayEquals(new int[] {3, 3, 5, 5, 100}, codes);
        byte[] bytes = new byte[5];
        Preprocessing.rawPixels().inputCodes(input).encode(new byte[] {0, 1, 3, 5, (byte) 255}, bytes);
        assertArrayEquals(new byte[] {3, 3, 5, 5, 100}, bytes);
    }

    @Test
    void aVectorTakesImagesOfAnyChannels() {
        Preprocessing threeChannels = Preprocessing.normalized(new float[] {0, 0.5f, 1}, new float[] {1});
        int[] codes = new int[6];
        threeChannels
                .inputCodes(input(Shape.vector(6), new Code(8, true, -128, 127, 1.0 / 100, 0)))
                .encode(new byte[6], codes);
        assertArrayEquals(new int[] {0, 0, -50, -50, -100, -100}, codes);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Population grey = input(new Shape(1, 2, 2), new Code(8, true, 0, 127, 1, 0));
        Preprocessing three = Preprocessing.normalized(new float[] {0, 0, 0}, new float[] {1});
        assertEquals(
                "3 values of mean or standard deviation for images of 1 channels; give one, or one per channel",
                assertThrows(InputException.class, () -> three.inputCodes(grey)).getMessage());
        InputCodes codes = Preprocessing.unit().inputCodes(grey);
        assertTrue(assertThrows(InputException.class, () -> codes.encode(new byte[3], new int[4]))
                .getMessage()
                .startsWith("the network reads 4 pixels; an image has 3"));
        assertThrows(InputException.class, () -> Preprocessing.normalized(new float[] {Float.NaN}, new float[] {1}));
        assertThrows(InputException.class, () -> Preprocessing.normalized(new float[] {0}, new float[] {0}));
        assertThrows(InputException.class, () -> Preprocessing.normalized(new float[0], new float[] {1}));
    }
}
