package org.synfire.emulator.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.network.graph.StepRounding;

/**
 * How the sums of a core become codes: entry {@code i % length} of each array belongs to neuron i, as
 * {@link org.synfire.network.integer.Rescale} defines them.
 *
 * @param multipliers of sums from 0 on, 0..2^31-1
 * @param negatives multipliers of sums below 0, as large in magnitude
 * @param shifts 0..52
 * @param addends below 2^62 in magnitude
 * @param stages the rounding; without it, down
 * @param low least code
 * @param high greatest code
 */
public record Rescaling(
        int[] multipliers,
        int[] negatives,
        long[] shifts,
        long[] addends,
        Optional<StepRounding.Staged> stages,
        int low,
        int high) {
    /** One array for both where they have the same numbers. */
    public Rescaling {
        negatives = Arrays.equals(multipliers, negatives) ? multipliers : negatives;
    }

    /** Of one slope, rounding down. */
    public Rescaling(int[] multipliers, long[] shifts, long[] addends, int low, int high) {
        this(multipliers, multipliers, shifts, addends, Optional.empty(), low, high);
    }

    /** Neurons after which entries repeat. */
    public int length() {
        return multipliers.length;
    }
}
