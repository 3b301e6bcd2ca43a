package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.NetworkInput;

/**
 * The currents of one core's neurons: what the host computes once per sample and writes to the core, which then has
 * them as biases.
 *
 * <p><b>Memory:</b> 4 bytes a current off-heap; the image, and a row of it as {@link PaddedRows}, on the heap.
 */
public final class DirectCurrents implements Currents {
    private final FiringKernels kernels;
    private final DirectCoding coding;
    private final Slice slice;
    private final NetworkInput.Codes source;
    private final MemorySegment currents;
    private final int[] codes;
    private final Optional<PaddedRows> rows;
    private final int[] sums;
    private final int[] ofSlice;

    /** @param currents one integer per neuron */
    public DirectCurrents(
            FiringKernels kernels,
            DirectCoding coding,
            Slice slice,
            NetworkInput.Codes source,
            MemorySegment currents) {
        this.kernels = kernels;
        this.coding = coding;
        this.slice = slice;
        this.source = source;
        this.currents = currents;
        this.codes = new int[coding.in().size()];
        this.rows = coding.window().map(window -> new PaddedRows(coding.in(), window, slice));
        this.sums = new int[slice.columns() + FiringKernels.SLACK];
        this.ofSlice = new int[slice.neurons()];
    }

    /** Computes a sample's currents. */
    void load(long sample) {
        source.codes(sample, codes);
        if (rows.isPresent()) {
            convolve(rows.get());
        } else {
            connect();
        }
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
                sum += coding.weights()[first + i] * codes[i];
            }
            ofSlice[n] = coding.current(sum);
        }
    }

    private void convolve(PaddedRows image) {
        int channels = slice.channels();
        int columns = slice.columns();
        int[] places = image.places();
        for (int row = slice.rowFrom(); row < slice.rowTo(); row++) {
            image.take(codes, row);
            int first = (row - slice.rowFrom()) * columns * channels;
            for (int c = 0; c < channels; c++) {
                int from = (slice.channelFrom() + c) * places.length;
                kernels.weightedSums(coding.weights(), from, image.values(), places, columns, sums);
                for (int column = 0; column < columns; column++) {
                    ofSlice[first + column * channels + c] = coding.current(sums[column]);
                }
            }
        }
    }
}
