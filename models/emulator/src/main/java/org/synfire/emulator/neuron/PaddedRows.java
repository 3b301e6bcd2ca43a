package org.synfire.emulator.neuron;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * What an output row of a convolution reads of an image: a line for each place of the kernel, in which the values of
 * neighbouring columns lie side by side, with the zeros of the padding.
 *
 * <p><b>Memory:</b> 4 bytes for each place of the kernel, input channels included, and column of the core, on the heap;
 * whatever stride, dilation and padding are.
 */
final class PaddedRows {
    private final Shape in;
    private final Window window;
    private final int columnFrom;
    private final int columns;
    private final int[] places;
    private final int[] values;

    /** @param slice the core's part of the output */
    PaddedRows(Shape in, Window window, Slice slice) {
        this.in = in;
        this.window = window;
        this.columnFrom = slice.columnFrom();
        this.columns = slice.columns();
        int lines = in.channels() * window.kernelY() * window.kernelX();
        int length = columns + FiringKernels.SLACK;
        this.values = new int[Math.multiplyExact(lines, length)];
        this.places = IntStream.range(0, lines).map(line -> line * length).toArray();
    }

    /** Where the lines begin among the values, in the order channel, row, column of the kernel. */
    int[] places() {
        return places;
    }

    /** The values of the lines. */
    int[] values() {
        return values;
    }

    /**
     * Takes what an output row reads.
     *
     * @param image in the order channel, row, column
     */
    void take(int[] image, int row) {
        int line = 0;
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int ky = 0; ky < window.kernelY(); ky++) {
                int y = row * window.strideY() + ky * window.dilationY() - window.padTop();
                for (int kx = 0; kx < window.kernelX(); kx++) {
                    int at = places[line++];
                    if (y < 0 || y >= in.height()) {
                        Arrays.fill(values, at, at + columns, 0);
                    } else {
                        take(image, in.index(channel, y, 0), at, kx * window.dilationX() - window.padLeft());
                    }
                }
            }
        }
    }

    private void take(int[] image, int imageRow, int at, int offset) {
        int x = columnFrom * window.strideX() + offset;
        if (window.strideX() == 1) {
            int first = Math.clamp(-x, 0, columns);
            int end = Math.clamp(in.width() - x, first, columns);
            Arrays.fill(values, at, at + first, 0);
            System.arraycopy(image, imageRow + Math.clamp(x + first, 0, in.width()), values, at + first, end - first);
            Arrays.fill(values, at + end, at + columns, 0);
            return;
        }
        for (int column = 0; column < columns; column++, x += window.strideX()) {
            values[at + column] = x >= 0 && x < in.width() ? image[imageRow + x] : 0;
        }
    }
}
