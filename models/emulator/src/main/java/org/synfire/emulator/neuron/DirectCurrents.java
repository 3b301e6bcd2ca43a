package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.NetworkInput;

/**
 * The currents of one core's neurons: what the host computes once per sample and writes to the core, which then has
 * them as biases.
 *
 * <p><b>Memory:</b> 4 bytes a current off-heap; weights on the heap, those that meet one input element and all channels
 * of the core next to each other.
 */
public final class DirectCurrents implements Currents {
    private final DirectCoding coding;
    private final Slice slice;
    private final NetworkInput.Codes source;
    private final MemorySegment currents;
    private final int[] codes;
    private final int[] sums;
    /** Of a convolution {@link #byTap}, of a full connection as they are. */
    private final int[] weights;

    private final int[] ofSlice;

    /** @param currents one integer per neuron */
    public DirectCurrents(DirectCoding coding, Slice slice, NetworkInput.Codes source, MemorySegment currents) {
        this.coding = coding;
        this.slice = slice;
        this.source = source;
        this.currents = currents;
        this.codes = new int[coding.in().size()];
        this.sums = new int[slice.channels()];
        this.weights = coding.window().isPresent() ? byTap() : coding.weights();
        this.ofSlice = new int[slice.neurons()];
    }

    /** The weights of a convolution as [channel in, kernel row, kernel column][channel of the core]. */
    private int[] byTap() {
        int taps = coding.fanIn();
        int[] turned = new int[taps * slice.channels()];
        for (int c = 0; c < slice.channels(); c++) {
            for (int tap = 0; tap < taps; tap++) {
                turned[tap * slice.channels() + c] = coding.weights()[(slice.channelFrom() + c) * taps + tap];
            }
        }
        return turned;
    }

    /** Computes a sample's currents. */
    void load(long sample) {
        source.codes(sample, codes);
        coding.window().ifPresentOrElse(this::convolve, this::connect);
        MemorySegment.copy(ofSlice, 0, currents, ValueLayout.JAVA_INT, 0, ofSlice.length);
    }

    @Override
    public void addTo(int[] inputs, long sample, int step) {
        if (step == 0) {
            load(sample);
        }
        for (int n = 0; n < ofSlice.length; n++) {
            inputs[n] += currents.getAtIndex(ValueLayout.JAVA_INT, n);
        }
    }

    private void connect() {
        for (int n = 0; n < ofSlice.length; n++) {
            int first = slice.element(coding.out(), n) * codes.length;
            int sum = 0;
            for (int i = 0; i < codes.length; i++) {
                sum += weights[first + i] * codes[i];
            }
            ofSlice[n] = coding.current(sum);
        }
    }

    private void convolve(Window window) {
        int n = 0;
        for (int row = slice.rowFrom(); row < slice.rowTo(); row++) {
            for (int column = slice.columnFrom(); column < slice.columnTo(); column++) {
                addWindow(window, row, column);
                for (int c = 0; c < sums.length; c++) {
                    ofSlice[n++] = coding.current(sums[c]);
                }
            }
        }
    }

    private void addWindow(Window window, int row, int column) {
        Shape in = coding.in();
        Arrays.fill(sums, 0);
        int tap = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int ky = 0; ky < window.kernelY(); ky++) {
                int y = row * window.strideY() + ky * window.dilationY() - window.padTop();
                for (int kx = 0; kx < window.kernelX(); kx++, tap++) {
                    int x = column * window.strideX() + kx * window.dilationX() - window.padLeft();
                    if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                        addTap(tap * sums.length, codes[in.index(c, y, x)]);
                    }
                }
            }
        }
    }

    private void addTap(int from, int code) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += weights[from + c] * code;
        }
    }
}
