package org.synfire.emulator.neuron;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * An image as a convolution reads it: what neighbouring columns of an output row read at one place of the kernel lies
 * side by side, with the zeros of the padding.
 *
 * <p>Output column {@code o} reads input column {@code x = o * stride + k - pad} at place {@code k} of the kernel's
 * row. Those {@code x} of one remainder {@code k % stride} are a line. <b>Memory:</b> 4 bytes for each value of each
 * line, on the heap.
 */
final class PaddedRows {
    private final Shape in;
    private final Window window;
    private final int columnFrom;
    private final int rowFrom;
    private final int rowTo;
    /** The remainders that occur. */
    private final int[] remainders;
    /** Which line of a row each place of the kernel's row reads. */
    private final int[] lineOf;

    private final int lineLength;
    private final int[] values;

    /** @param slice the core's part of the output */
    PaddedRows(Shape in, Window window, Slice slice) {
        this.in = in;
        this.window = window;
        this.columnFrom = slice.columnFrom();
        this.rowFrom = Math.clamp(firstRow(slice.rowFrom()), 0, in.height());
        this.rowTo = Math.clamp(
                firstRow(slice.rowTo() - 1) + (window.kernelY() - 1) * window.dilationY() + 1, rowFrom, in.height());
        int[] remainderOf = IntStream.range(0, window.kernelX())
                .map(kx -> kx * window.dilationX() % window.strideX())
                .toArray();
        this.remainders = IntStream.of(remainderOf).distinct().sorted().toArray();
        this.lineOf = IntStream.of(remainderOf)
                .map(remainder -> Arrays.binarySearch(remainders, remainder))
                .toArray();
        this.lineLength =
                slice.columns() + (window.kernelX() - 1) * window.dilationX() / window.strideX() + FiringKernels.SLACK;
        // the first line stays zeros: it is what rows of the padding read
        this.values =
                new int[Math.multiplyExact(lineLength, 1 + in.channels() * (rowTo - rowFrom) * remainders.length)];
    }

    /** The input row that an output row reads at the kernel's first row; beyond the image where it is padding. */
    private int firstRow(int row) {
        return row * window.strideY() - window.padTop();
    }

    /** Takes an image, in the order channel, row, column. */
    void load(int[] image) {
        int at = lineLength;
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int y = rowFrom; y < rowTo; y++) {
                int row = in.index(channel, y, 0);
                for (int remainder : remainders) {
                    int x = columnFrom * window.strideX() + remainder - window.padLeft();
                    for (int i = 0; i < lineLength - FiringKernels.SLACK; i++, x += window.strideX()) {
                        values[at + i] = x >= 0 && x < in.width() ? image[row + x] : 0;
                    }
                    at += lineLength;
                }
            }
        }
    }

    /** The values, in which {@link #places} are. */
    int[] values() {
        return values;
    }

    /**
     * Where what an output row reads begins, for each place of the kernel in the order channel, row, column.
     *
     * @param places receives them
     */
    void places(int row, int[] places) {
        int place = 0;
        for (int channel = 0; channel < in.channels(); channel++) {
            for (int ky = 0; ky < window.kernelY(); ky++) {
                int y = firstRow(row) + ky * window.dilationY();
                int lines = 1 + (channel * (rowTo - rowFrom) + y - rowFrom) * remainders.length;
                for (int kx = 0; kx < window.kernelX(); kx++) {
                    places[place++] = y < 0 || y >= in.height()
                            ? 0
                            : (lines + lineOf[kx]) * lineLength + kx * window.dilationX() / window.strideX();
                }
            }
        }
    }
}
