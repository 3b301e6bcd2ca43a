package org.synfire.emulator.kernel;

/**
 * How the sums of a core become codes: entry {@code i % length} of each array belongs to neuron i, as
 * {@link org.synfire.network.integer.Rescale} defines them.
 *
 * @param multipliers 0..2^31-1
 * @param shifts 0..52
 * @param addends below 2^62 in magnitude
 * @param low least code
 * @param high greatest code
 */
public record Rescaling(long[] multipliers, long[] shifts, long[] addends, int low, int high) {
    /** Neurons after which entries repeat. */
    public int length() {
        return multipliers.length;
    }
}
