package org.synfire.emulator.part;

import java.util.List;

/**
 * Activations of a part's samples, as NeuroBench's metrics need them.
 *
 * @param possible activations of one sample
 * @param active activations that are not 0, of all samples
 * @param operations pairs of an activation and a weight that are both not 0
 * @param operationsOfSeveral of these, those of activations that can be above 1
 * @param currentOperations pairs of a pixel and a weight that are both not 0, of layers that the image drives
 */
public record ActivationRecord(
        long possible, long active, long operations, long operationsOfSeveral, long currentOperations) {
    /** Those of all parts. */
    static ActivationRecord sum(List<ActivationRecord> parts) {
        return new ActivationRecord(
                parts.getFirst().possible,
                parts.stream().mapToLong(ActivationRecord::active).sum(),
                parts.stream().mapToLong(ActivationRecord::operations).sum(),
                parts.stream().mapToLong(ActivationRecord::operationsOfSeveral).sum(),
                parts.stream().mapToLong(ActivationRecord::currentOperations).sum());
    }

    /** Share of activations that are 0. */
    public double sparsity(long samples) {
        double all = (double) possible * samples;
        return all == 0 ? 0 : 1 - active / all;
    }
}
