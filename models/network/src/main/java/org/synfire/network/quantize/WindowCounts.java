package org.synfire.network.quantize;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** By how much an average pooling divides. */
final class WindowCounts {
    private WindowCounts() {}

    /** One count where all windows have the same, otherwise one per neuron in the order channel, row, column. */
    static int[] of(Branch.Averaged branch) {
        Window window = branch.operation().window();
        Shape out = branch.operation().shape();
        if (branch.operation().countsPadding()) {
            return new int[] {window.kernelY() * window.kernelX()};
        }
        int[] counts = IntStream.range(0, out.size())
                .map(i -> rows(branch, i % out.positions() / out.width()) * columns(branch, i % out.width()))
                .toArray();
        return Arrays.stream(counts).distinct().count() == 1 ? new int[] {counts[0]} : counts;
    }

    private static int rows(Branch.Averaged branch, int row) {
        Window window = branch.operation().window();
        return inside(
                row * window.strideY() - window.padTop(),
                window.kernelY(),
                window.dilationY(),
                branch.in().height());
    }

    private static int columns(Branch.Averaged branch, int column) {
        Window window = branch.operation().window();
        return inside(
                column * window.strideX() - window.padLeft(),
                window.kernelX(),
                window.dilationX(),
                branch.in().width());
    }

    private static int inside(int first, int kernel, int dilation, int extent) {
        return (int) IntStream.range(0, kernel)
                .map(k -> first + k * dilation)
                .filter(i -> i >= 0 && i < extent)
                .count();
    }
}
