package org.synfire.network.nir.step;

/** Which elements of an input plane a window covers for each element of an output plane. */
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

    /** Takes an element of the output plane, one of the input plane, and one of the window. */
    @FunctionalInterface
    interface Pair {
        void take(int output, int input, int element);
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

    int input(int channel, int element) {
        return channel * rows * columns + element;
    }

    int outputs() {
        return outRows * outColumns;
    }

    /** Gives every pair of elements of the planes that a window connects. */
    void forEach(Pair pair) {
        for (int row = 0; row < outRows; row++) {
            for (int column = 0; column < outColumns; column++) {
                for (int element = 0; element < elements(); element++) {
                    int y = row * stride[0] - front[0] + element / kernel[1] * dilation[0];
                    int x = column * stride[1] - front[1] + element % kernel[1] * dilation[1];
                    if (y >= 0 && y < rows && x >= 0 && x < columns) {
                        pair.take(row * outColumns + column, y * columns + x, element);
                    }
                }
            }
        }
    }
}
