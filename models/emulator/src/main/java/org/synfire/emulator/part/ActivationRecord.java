package org.synfire.emulator.part;

import java.util.List;

/**
 * Activations of a part's samples, as NeuroBench's metrics need them.
 *
 * @param possible activations of all samples
 * @param active activations that are not 0, of all samples
 * @param operations pairs of an activation and a weight that are both not 0
 * @param operationsOfSeveral of these, those of activations that can be above 1
 * @param currentOperations pairs of a pixel and a weight that are both not 0, of layers that the image drives
 * @param denseOperations of all samples, if nothing were 0
 * @param updates of neurons that spike, in all samples
 */
public record ActivationRecord(
        long possible,
        long active,
        long operations,
        long operationsOfSeveral,
        long currentOperations,
        long denseOperations,
        long updates) {
    /** Those of all parts. */
    static ActivationRecord sum(List<ActivationRecord> parts) {
        return new ActivationRecord(
                parts.stream().mapToLong(ActivationRecord::possible).sum(),
                parts.stream().mapToLong(ActivationRecord::active).sum(),
                parts.stream().mapToLong(ActivationRecord::operations).sum(),
                parts.stream().mapToLong(ActivationRecord::operationsOfSeveral).sum(),
                parts.stream().mapToLong(ActivationRecord::currentOperations).sum(),
                parts.stream().mapToLong(ActivationRecord::denseOperations).sum(),
                parts.stream().mapToLong(ActivationRecord::updates).sum());
    }

    /** Share of activations that are 0. */
    public double sparsity() {
        return possible == 0 ? 0 : 1 - active / (double) possible;
    }
}
