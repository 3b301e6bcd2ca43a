package org.synfire.network.reference;

import java.util.Arrays;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * How many synapses every input of a projection has, a wide identity projection weight counted as its parallel
 * synapses.
 */
final class FanOut {
    private FanOut() {}

    /** For each element of the synapses' input. */
    static int[] of(Synapses synapses) {
        int[] fanOut = new int[synapses.in().size()];
        switch (synapses) {
            case Synapses.Dense s -> Arrays.fill(fanOut, s.out().size());
            case Synapses.Identity s -> Arrays.setAll(fanOut, i -> s.parallel(i / s.in().positions()));
            case Synapses.Convolution s -> fill(fanOut, s);
            case SparseSynapses s -> Arrays.setAll(fanOut, i -> s.start(i + 1) - s.start(i));
        }
        return fanOut;
    }

    private static void fill(int[] fanOut, Synapses.Convolution synapses) {
        Shape in = synapses.in();
        Window window = synapses.window();
        int[] rows = reached(
                in.height(),
                synapses.out().height(),
                window.kernelY(),
                window.strideY(),
                window.dilationY(),
                window.padTop());
        int[] columns = reached(
                in.width(),
                synapses.out().width(),
                window.kernelX(),
                window.strideX(),
                window.dilationX(),
                window.padLeft());
        for (int i = 0; i < fanOut.length; i++) {
            int position = i % in.positions();
            fanOut[i] = rows[position / in.width()] * columns[position % in.width()] * synapses.outPerGroup();
        }
    }

    private static int[] reached(int inputs, int outputs, int kernel, int stride, int dilation, int pad) {
        int[] reached = new int[inputs];
        for (int output = 0; output < outputs; output++) {
            for (int k = 0; k < kernel; k++) {
                int input = output * stride + k * dilation - pad;
                if (input >= 0 && input < inputs) {
                    reached[input]++;
                }
            }
        }
        return reached;
    }
}
