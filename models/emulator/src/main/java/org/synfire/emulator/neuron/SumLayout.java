package org.synfire.emulator.neuron;

/**
 * Where the sums of a core's neurons lie in a {@link StepSums}: rows of columns of channels, with a margin that catches
 * what synapses send beyond the core's rectangle.
 *
 * <p>Margins left and right share their room: what leaves a row on the right lies before the next row's first column.
 * Nobody reads a margin.
 *
 * @param channels neurons of one position
 * @param rows rows of the core's rectangle
 * @param columns columns of the core's rectangle
 * @param rowStride sums from one row to the next
 * @param origin index of the sum of row 0, column 0, channel 0
 * @param length sums in all, margins and vector filling included
 * @param isWide whether sums are 32 bits wide; 16 otherwise
 */
public record SumLayout(int channels, int rows, int columns, int rowStride, int origin, int length, boolean isWide) {
    /** Index of the sum of a position's first channel; the position may lie in the margin. */
    public int index(int row, int column) {
        return origin + row * rowStride + column * channels;
    }

    /** Sums of one row without its margins. */
    public int rowLength() {
        return columns * channels;
    }

    /** Neurons of the core. */
    public int neurons() {
        return rows * rowLength();
    }
}
