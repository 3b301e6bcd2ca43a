package org.synfire.network.quantize;

import java.util.Arrays;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Population;

/**
 * The input's code of every pixel value: a table of 256 entries for each channel that is preprocessed in its own way.
 *
 * <p><b>Equation:</b> {@code clamp(round(x / scale) + zeroPoint, low, high)} in 32-bit floating point, ties to even, as
 * QuantizeLinear does it. <b>Threads:</b> any; nothing changes after construction.
 */
public final class InputCodes {
    private final int positions;
    private final int[][] tables;

    /**
     * @param input the network's input
     * @param preprocessing what the network sees of a pixel
     * @throws InputException if the preprocessing is for a number of channels that the input cannot have
     */
    public InputCodes(Population input, Preprocessing preprocessing) {
        int channels = preprocessing.channels();
        preprocessing.requireChannels(
                input.shape().positions() == 1 && input.shape().size() % channels == 0
                        ? channels
                        : input.shape().channels());
        this.positions = input.shape().size() / channels;
        this.tables = new int[channels][Preprocessing.MAX_PIXEL + 1];
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel <= Preprocessing.MAX_PIXEL; pixel++) {
                tables[channel][pixel] = code(input.code(), preprocessing.value(channel, pixel));
            }
        }
    }

    /**
     * Codes as a table gives them.
     *
     * @param tables the code of each pixel value: one table, or one for each of as many equal parts of the image, such
     *     as channels
     * @param shape of the image
     * @throws InputException if there are no tables, the image cannot be divided among them, or one has another number
     *     of codes than there are pixel values
     */
    public InputCodes(int[][] tables, Shape shape) {
        if (tables.length == 0
                || shape.size() % tables.length != 0
                || Arrays.stream(tables).anyMatch(table -> table.length != Preprocessing.MAX_PIXEL + 1)) {
            throw new InputException(
                    "%d tables of codes for an image of %s; one, or one per channel, of %d codes each are needed"
                            .formatted(tables.length, shape, Preprocessing.MAX_PIXEL + 1));
        }
        this.tables = tables;
        this.positions = shape.size() / tables.length;
    }

    /** The code of each pixel value, in one table or one per channel. */
    public int[][] tables() {
        return Arrays.stream(tables).map(int[]::clone).toArray(int[][]::new);
    }

    private static int code(Code code, float value) {
        double steps = Math.rint(value / (float) code.scale());
        return (int) Math.clamp(steps + code.zeroPoint(), code.low(), code.high());
    }

    /**
     * Encodes one image.
     *
     * @param pixels unsigned bytes in the order channel, row, column; may be longer than the image
     * @param codes receives one code per pixel in the same order
     * @throws InputException if there are too few pixels or another number of codes than input neurons
     */
    public void encode(byte[] pixels, int[] codes) {
        requireSizes(pixels.length, codes.length);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = tables[i / positions][Byte.toUnsignedInt(pixels[i])];
        }
    }

    /**
     * Encodes one image into bytes; an unsigned code above 127 is stored as the byte of the same bits. Otherwise as
     * {@link #encode(byte[], int[])}.
     */
    public void encode(byte[] pixels, byte[] codes) {
        requireSizes(pixels.length, codes.length);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) tables[i / positions][Byte.toUnsignedInt(pixels[i])];
        }
    }

    private void requireSizes(int pixels, int codes) {
        int size = tables.length * positions;
        if (pixels < size || codes != size) {
            throw new InputException("the network reads %d pixels; an image has %d and there is room for %d codes"
                    .formatted(size, pixels, codes));
        }
    }
}
