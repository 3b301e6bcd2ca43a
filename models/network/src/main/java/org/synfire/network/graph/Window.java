package org.synfire.network.graph;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * How a kernel slides over a map: size, stride, dilation, and padding of all four sides.
 *
 * <p>Output row {@code oy} and kernel row {@code ky} meet input row {@code oy * strideY + ky * dilationY - padTop};
 * columns alike. Rows and columns outside of the map are padding.
 *
 * @param kernelY rows of the kernel, 1 or more
 * @param kernelX columns of the kernel, 1 or more
 * @param strideY rows from one output to the next, 1 or more
 * @param strideX columns from one output to the next, 1 or more
 * @param dilationY rows from one kernel row to the next, 1 or more
 * @param dilationX columns from one kernel column to the next, 1 or more
 */
public record Window(
        int kernelY,
        int kernelX,
        int strideY,
        int strideX,
        int dilationY,
        int dilationX,
        int padTop,
        int padLeft,
        int padBottom,
        int padRight) {
    /** @throws InputException if a size, stride or dilation is below 1 or a padding is negative */
    public Window {
        if (Math.min(Math.min(kernelY, kernelX), Math.min(Math.min(strideY, strideX), Math.min(dilationY, dilationX)))
                < 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "kernel %dx%d, stride %dx%d, dilation %dx%d: all must be at least 1",
                    kernelY,
                    kernelX,
                    strideY,
                    strideX,
                    dilationY,
                    dilationX));
        }
        if (Math.min(Math.min(padTop, padLeft), Math.min(padBottom, padRight)) < 0) {
            throw new InputException(String.format(
                    Locale.ROOT, "padding %d,%d,%d,%d: none may be negative", padTop, padLeft, padBottom, padRight));
        }
    }

    /** A window with one stride for both directions and the same padding on all four sides. */
    public static Window square(int kernel, int stride, int pad) {
        return new Window(kernel, kernel, stride, stride, 1, 1, pad, pad, pad, pad);
    }

    /** Whether any side is padded. */
    public boolean isPadded() {
        return padTop + padLeft + padBottom + padRight > 0;
    }

    /** The same window with other padding. */
    public Window padded(int top, int left, int bottom, int right) {
        return new Window(kernelY, kernelX, strideY, strideX, dilationY, dilationX, top, left, bottom, right);
    }

    /**
     * The shape of the output over a map of the given size. @throws InputException if the kernel is larger than the
     * padded map
     */
    public Shape output(int channels, int height, int width) {
        int rows = extent(height + padTop + padBottom, kernelY, strideY, dilationY);
        int columns = extent(width + padLeft + padRight, kernelX, strideX, dilationX);
        if (rows < 1 || columns < 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a kernel of %dx%d (dilation %dx%d) does not fit a padded map of %dx%d",
                    kernelY,
                    kernelX,
                    dilationY,
                    dilationX,
                    height + padTop + padBottom,
                    width + padLeft + padRight));
        }
        return new Shape(channels, rows, columns);
    }

    private static int extent(int padded, int kernel, int stride, int dilation) {
        int reach = (kernel - 1) * dilation + 1;
        return padded < reach ? 0 : (padded - reach) / stride + 1;
    }
}
