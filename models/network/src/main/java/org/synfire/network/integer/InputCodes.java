package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * The code that the input has for every pixel value: a table of 256 entries for each channel that is encoded in its own
 * way.
 *
 * <p><b>Threads:</b> any; nothing changes after construction.
 */
public final class InputCodes implements InputEncoding {
    /** How many values a pixel can have. */
    public static final int PIXEL_VALUES = 256;

    private final int positions;
    private final int[][] tables;

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
                || Arrays.stream(tables).anyMatch(table -> table.length != PIXEL_VALUES)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%d tables of codes for an image of %s; one, or one per channel, of %d codes each are needed",
                    tables.length,
                    shape,
                    PIXEL_VALUES));
        }
        this.tables = tables;
        this.positions = shape.size() / tables.length;
    }

    /** The code of each pixel value, in one table or one per channel. */
    public int[][] tables() {
        return Arrays.stream(tables).map(int[]::clone).toArray(int[][]::new);
    }

    /** Pixels of an image. */
    public int size() {
        return tables.length * positions;
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
        for (int t = 0; t < tables.length; t++) {
            int[] table = tables[t];
            for (int i = t * positions; i < (t + 1) * positions; i++) {
                codes[i] = table[Byte.toUnsignedInt(pixels[i])];
            }
        }
    }

    /**
     * Encodes one image into bytes; an unsigned code above 127 is stored as the byte of the same bits. Otherwise as
     * {@link #encode(byte[], int[])}.
     */
    public void encode(byte[] pixels, byte[] codes) {
        requireSizes(pixels.length, codes.length);
        for (int t = 0; t < tables.length; t++) {
            int[] table = tables[t];
            for (int i = t * positions; i < (t + 1) * positions; i++) {
                codes[i] = (byte) table[Byte.toUnsignedInt(pixels[i])];
            }
        }
    }

    private void requireSizes(int pixels, int codes) {
        int size = size();
        if (pixels < size || codes != size) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the network reads %d pixels; an image has %d and there is room for %d codes",
                    size,
                    pixels,
                    codes));
        }
    }
}
