package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.synfire.emulator.kernel.CodeWords;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.kernel.ScaledKernels;
import org.synfire.emulator.kernel.ScaledStep;
import org.synfire.network.program.Register;

/**
 * The weighted sums of one core in one time step: what Darwin3 calls wgtsum.
 *
 * <p><b>Threads:</b> belongs to one worker, which lends it to one core after the other; between cores every sum is 0.
 * <b>Memory:</b> on the heap, as large as the largest core of the worker needs, in both widths. <b>Limits:</b> a sum
 * wraps at its width; a core uses 16 bits only where {@code SumBounds} proves that no step can leave them.
 */
public final class StepSums {
    private final Kernels kernels;
    private final ScaledKernels scaled;
    private final short[] narrow;
    private final int[] wide;
    private SumLayout layout;

    /**
     * @param narrowLength sums of the largest core with 16-bit sums
     * @param wideLength sums of the largest core with 32-bit sums
     */
    public StepSums(Kernels kernels, int narrowLength, int wideLength) {
        this.kernels = kernels;
        this.scaled = kernels.scaled();
        this.narrow = new short[narrowLength];
        this.wide = new int[wideLength];
    }

    /** Lends the sums to a core. */
    public void lendTo(SumLayout borrower) {
        layout = borrower;
    }

    /** Sets the borrower's sums back to 0. */
    public void clear() {
        if (layout.isWide()) {
            Arrays.fill(wide, 0, layout.length(), 0);
        } else {
            Arrays.fill(narrow, 0, layout.length(), (short) 0);
        }
    }

    /** Turns the sign of every sum. */
    public void negate() {
        if (layout.isWide()) {
            for (int i = 0; i < layout.length(); i++) {
                wide[i] = -wide[i];
            }
        } else {
            for (int i = 0; i < layout.length(); i++) {
                narrow[i] = (short) -narrow[i];
            }
        }
    }

    /** Adds weight tiles, see {@link Kernels}. */
    public void addTiles(
            int base, int[] tileOffsets, byte[] weights, int weightBase, int channelStride, long channels) {
        if (layout.isWide()) {
            kernels.addTiles(wide, base, tileOffsets, weights, weightBase, channelStride, channels);
        } else {
            kernels.addTiles(narrow, base, tileOffsets, weights, weightBase, channelStride, channels);
        }
    }

    /** Adds weights times codes, see {@link Kernels}; the borrower's sums have 32 bits. */
    public void addCodes(
            int base, int[] tileOffsets, short[] weights, int weightBase, int axonStride, CodeWords codes, int word) {
        kernels.addCodes(wide, base, tileOffsets, weights, weightBase, axonStride, codes, word);
    }

    /**
     * Adds listed weights of some axons, each times its code; the borrower's sums have 32 bits.
     *
     * @param word of the codes
     * @param firstAxon the number of the word's first axon
     * @param starts as {@link #addListed} says
     */
    public void addListedCodes(CodeWords codes, int word, int firstAxon, int[] starts, int[] targets, int[] weights) {
        for (long rest = codes.axons(word); rest != 0; rest &= rest - 1) {
            int inWord = Long.numberOfTrailingZeros(rest);
            int code = codes.code(word, inWord);
            int end = starts[firstAxon + inWord + 1];
            for (int i = starts[firstAxon + inWord]; i < end; i++) {
                wide[targets[i]] += code * weights[i];
            }
        }
    }

    /**
     * Adds listed weights of some spikes, one after the other.
     *
     * @param axons the spikes: bit a is axon {@code firstAxon + a}
     * @param starts the synapses of axon a are {@code starts[a] .. starts[a + 1] - 1}
     */
    public void addListed(long axons, int firstAxon, int[] starts, int[] targets, int[] weights) {
        for (long rest = axons; rest != 0; rest &= rest - 1) {
            int axon = firstAxon + Long.numberOfTrailingZeros(rest);
            int end = starts[axon + 1];
            if (layout.isWide()) {
                for (int i = starts[axon]; i < end; i++) {
                    wide[targets[i]] += weights[i];
                }
            } else {
                for (int i = starts[axon]; i < end; i++) {
                    narrow[targets[i]] += (short) weights[i];
                }
            }
        }
    }

    /**
     * Adds an integer to the sum of each of the core's neurons.
     *
     * @param addends one for each neuron, in their order
     * @param from where they begin
     */
    public void add(int[] addends, int from) {
        int length = layout.rowLength();
        for (int row = 0; row < layout.rows(); row++) {
            int first = from + row * length;
            int to = layout.index(row, 0);
            if (layout.isWide()) {
                for (int i = 0; i < length; i++) {
                    wide[to + i] += addends[first + i];
                }
            } else {
                for (int i = 0; i < length; i++) {
                    narrow[to + i] += (short) addends[first + i];
                }
            }
        }
    }

    /**
     * Carries the sums into potentials, shifting these first: see {@link Kernels#accumulate(MemorySegment, int,
     * short[], int, int, int)}.
     */
    public void accumulateInto(MemorySegment potentials, int shift) {
        int length = layout.rowLength();
        for (int row = 0; row < layout.rows(); row++) {
            if (layout.isWide()) {
                kernels.accumulate(potentials, row * length, wide, layout.index(row, 0), length, shift);
            } else {
                kernels.accumulate(potentials, row * length, narrow, layout.index(row, 0), length, shift);
            }
        }
    }

    /** Writes the sums of the core's neurons, one behind the other. */
    public void copyTo(int[] into) {
        int length = layout.rowLength();
        for (int row = 0; row < layout.rows(); row++) {
            if (layout.isWide()) {
                System.arraycopy(wide, layout.index(row, 0), into, row * length, length);
            } else {
                widen(layout.index(row, 0), into, row * length, length);
            }
        }
    }

    private void widen(int from, int[] into, int to, int count) {
        for (int i = 0; i < count; i++) {
            into[to + i] = narrow[from + i];
        }
    }

    /** Adds the sums of the core's neurons, one behind the other. */
    public void addTo(int[] into) {
        int length = layout.rowLength();
        for (int row = 0; row < layout.rows(); row++) {
            int from = layout.index(row, 0);
            for (int i = 0; i < length; i++) {
                into[row * length + i] += layout.isWide() ? wide[from + i] : narrow[from + i];
            }
        }
    }

    /**
     * Writes the sums to a register.
     *
     * @return how many it cannot hold
     */
    public int limit(Register register) {
        if (!layout.isWide() && register.bits() >= Short.SIZE) {
            return 0;
        }
        int overflows = 0;
        for (int row = 0; row < layout.rows(); row++) {
            overflows += layout.isWide()
                    ? scaled.limit(wide, layout.index(row, 0), layout.rowLength(), register)
                    : scaled.limit(narrow, layout.index(row, 0), layout.rowLength(), register);
        }
        return overflows;
    }

    /**
     * Adds the sums to potentials with scaled integration.
     *
     * @return how many potentials do not fit their register
     */
    public int integrateInto(MemorySegment potentials, ScaledStep step) {
        int length = layout.rowLength();
        int overflows = 0;
        for (int row = 0; row < layout.rows(); row++) {
            overflows += layout.isWide()
                    ? scaled.integrate(potentials, row * length, wide, layout.index(row, 0), length, step)
                    : scaled.integrate(potentials, row * length, narrow, layout.index(row, 0), length, step);
        }
        return overflows;
    }
}
