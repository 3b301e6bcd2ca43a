package org.synfire.emulator.core;

import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SumLayout;

/**
 * How far synapses reach beyond a core's rectangle, and how long the longest run of sums is that one spike touches in a
 * row.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns before
 * @param right columns behind
 * @param runSums sums in the longest run
 */
record Margin(int top, int bottom, int left, int right, int runSums) {
    static final Margin NONE = new Margin(0, 0, 0, 0, 0);

    Margin union(Margin other) {
        return new Margin(
                Math.max(top, other.top),
                Math.max(bottom, other.bottom),
                Math.max(left, other.left),
                Math.max(right, other.right),
                Math.max(runSums, other.runSums));
    }

    /**
     * The layout of a core's sums with this margin; rows are at least a filled run apart, so that tiles of one spike
     * never overlap.
     */
    SumLayout layout(Slice slice, boolean isWide, Kernels kernels) {
        return layout(slice, isWide, isWide ? kernels.lanes32() : kernels.lanes16());
    }

    /** The same for sums of 32 bits to which weights times codes are added. */
    SumLayout layoutForCodes(Slice slice, Kernels kernels) {
        return layout(slice, true, kernels.lanes16());
    }

    private SumLayout layout(Slice slice, boolean isWide, int lanes) {
        int filledRun = Math.ceilDiv(runSums, lanes) * lanes;
        int stride = Math.max((slice.columns() + Math.max(left, right)) * slice.channels(), filledRun);
        int origin = top * stride + left * slice.channels();
        int length = origin + (slice.rows() + bottom) * stride + filledRun + right * slice.channels();
        return new SumLayout(slice.channels(), slice.rows(), slice.columns(), stride, origin, length, isWide);
    }
}
