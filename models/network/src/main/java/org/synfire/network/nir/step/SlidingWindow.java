package org.synfire.network.nir.step;

/** Which elements of an output plane an element of an input plane reaches through a window. */
final class SlidingWindow {
    private final int channels;
    private final int rows;
    private final int columns;
    private final int outRows;
    private final int outColumns;
    private final int[] kernel;
    private final int[] stride;
    private final int[] dilation;
    private final int[] front;

    /** Takes an element of the output plane, and one of the window. */
    @FunctionalInterface
    interface Reached {
        void take(int output, int element);
    }

    /**
     * A window.
     *
     * @param in channels, rows and columns of the input
     * @param out channels, rows and columns of the output
     * @param kernel rows and columns of the window
     * @param stride in rows and columns
     * @param dilation in rows and columns
     * @param front zeros before the first row and column
     */
    SlidingWindow(int[] in, int[] out, int[] kernel, int[] stride, int[] dilation, int[] front) {
        this.channels = out[0];
        this.rows = in[1];
        this.columns = in[2];
        this.outRows = out[1];
        this.outColumns = out[2];
        this.kernel = kernel;
        this.stride = stride;
        this.dilation = dilation;
        this.front = front;
    }

    /** Channels of the output. */
    int channels() {
        return channels;
    }

    /** Elements of the window. */
    int elements() {
        return kernel[0] * kernel[1];
    }

    int output(int channel, int element) {
        return channel * outRows * outColumns + element;
    }

    int outputs() {
        return outRows * outColumns;
    }

    /** Elements of an input plane. */
    int inputs() {
        return rows * columns;
    }

    /** Gives every output that an element of the input plane reaches, with the element of the window. */
    void forEach(int input, Reached reached) {
        for (int y = 0; y < kernel[0]; y++) {
            int row = input / columns + front[0] - y * dilation[0];
            if (row < 0 || row % stride[0] != 0 || row / stride[0] >= outRows) {
                continue;
            }
            for (int x = 0; x < kernel[1]; x++) {
                int column = input % columns + front[1] - x * dilation[1];
                if (column >= 0 && column % stride[1] == 0 && column / stride[1] < outColumns) {
                    int output = row / stride[0] * outColumns + column / stride[1];
                    reached.take(output, y * kernel[1] + x);
                }
            }
        }
    }
}
