package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.network.graph.Window;

/**
 * The inputs along one axis of a sliding window, as an interval of outputs sees them: inputs that reach it in the same
 * way form a class.
 *
 * <p>Two inputs are of one class if the same kernel coordinates carry them to the interval; they then use the same
 * weights. Their targets, counted from the first, form the class's <em>shape</em>; classes of one shape use the same
 * list of neurons (REFERENCE A5: a 3x3 kernel with padding 1 has 3 classes an axis, first, middle and last, and 2
 * shapes, of 2 and of 3 targets).
 *
 * @param classOf for each input its class, or {@link #NONE} if it reaches nothing there or is never sent
 * @param taps for each class its number of targets
 * @param shapes for each shape its number of targets
 */
record AxisClasses(int[] classOf, int[] taps, int[] shapes) {
    static final int NONE = -1;

    /** One axis of a window. */
    record Axis(int kernel, int stride, int pad, int dilation) {
        static Axis rows(Window window) {
            return new Axis(window.kernelY(), window.strideY(), window.padTop(), window.dilationY());
        }

        static Axis columns(Window window) {
            return new Axis(window.kernelX(), window.strideX(), window.padLeft(), window.dilationX());
        }

        /** The kernel coordinates that carry an input to the outputs from..to-1, in rising order of outputs. */
        private List<Integer> kernels(int input, int from, int to) {
            List<Integer> kernels = new ArrayList<>();
            for (int k = kernel - 1; k >= 0; k--) {
                int scaled = input + pad - k * dilation;
                if (scaled >= 0 && scaled % stride == 0 && scaled / stride >= from && scaled / stride < to) {
                    kernels.add(k);
                }
            }
            return kernels;
        }

        private List<Integer> shape(List<Integer> kernels) {
            return kernels.stream()
                    .map(k -> (kernels.getFirst() - k) * dilation / stride)
                    .toList();
        }
    }

    /**
     * @param isSent for each input whether it is ever sent
     * @param from first output
     * @param to one past the last output
     * @param weightsDiffer whether inputs of one shape use different weights; otherwise a shape is a class
     */
    static AxisClasses of(Axis axis, boolean[] isSent, int from, int to, boolean weightsDiffer) {
        Numbering<List<Integer>> classes = new Numbering<>();
        Numbering<List<Integer>> shapes = new Numbering<>();
        int[] classOf = IntStream.range(0, isSent.length)
                .map(input -> {
                    List<Integer> kernels = axis.kernels(input, from, to);
                    if (!isSent[input] || kernels.isEmpty()) {
                        return NONE;
                    }
                    List<Integer> shape = axis.shape(kernels);
                    shapes.number(shape);
                    return classes.number(weightsDiffer ? kernels : shape);
                })
                .toArray();
        return new AxisClasses(classOf, sizes(classes), sizes(shapes));
    }

    private static int[] sizes(Numbering<List<Integer>> lists) {
        return lists.values().stream().mapToInt(List::size).toArray();
    }
}
