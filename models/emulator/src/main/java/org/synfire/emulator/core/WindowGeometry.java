package org.synfire.emulator.core;

import java.util.stream.IntStream;
import org.synfire.network.graph.Window;

/**
 * Which outputs an input row (or column) of a sliding window reaches: one axis of a convolution.
 *
 * <p>Inputs whose padded coordinate has the same remainder by the stride, their <em>phase</em>, reach outputs in the
 * same pattern, shifted.
 *
 * @param taps for each phase the kernel coordinates that meet an output, in rising order of that output
 * @param offsets for each phase and tap the output's distance from the phase's first output
 */
record WindowGeometry(int stride, int pad, int dilation, int[][] taps, int[][] offsets) {
    static WindowGeometry rows(Window window) {
        return of(window.kernelY(), window.strideY(), window.padTop(), window.dilationY());
    }

    static WindowGeometry columns(Window window) {
        return of(window.kernelX(), window.strideX(), window.padLeft(), window.dilationX());
    }

    private static WindowGeometry of(int kernel, int stride, int pad, int dilation) {
        int[][] taps = new int[stride][];
        int[][] offsets = new int[stride][];
        for (int phase = 0; phase < stride; phase++) {
            int wanted = phase;
            taps[phase] = IntStream.range(0, kernel)
                    .map(i -> kernel - 1 - i)
                    .filter(k -> Math.floorMod(wanted - k * dilation, stride) == 0)
                    .toArray();
            int[] kernels = taps[phase];
            offsets[phase] = IntStream.range(0, kernels.length)
                    .map(i -> (kernels[0] - kernels[i]) * dilation / stride)
                    .toArray();
        }
        return new WindowGeometry(stride, pad, dilation, taps, offsets);
    }

    int phase(int input) {
        return (input + pad) % stride;
    }

    /** Whether inputs of the phase reach any output. */
    boolean reaches(int phase) {
        return taps[phase].length > 0;
    }

    /** The first output that an input reaches; may lie outside of the map. */
    int firstOutput(int input) {
        return Math.floorDiv(input + pad - taps[phase(input)][0] * dilation, stride);
    }

    /** Outputs from the first to the last that an input of the phase reaches, gaps included. */
    int span(int phase) {
        int[] own = offsets[phase];
        return own[own.length - 1] + 1;
    }

    /** How many outputs in {@code from..to-1} an input reaches. */
    int reached(int input, int from, int to) {
        int phase = phase(input);
        int count = 0;
        for (int offset : offsets[phase]) {
            int output = firstOutput(input) + offset;
            count += output >= from && output < to ? 1 : 0;
        }
        return count;
    }
}
