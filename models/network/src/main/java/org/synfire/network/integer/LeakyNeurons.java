package org.synfire.network.integer;

import org.synfire.engine.InputException;

/**
 * Plain integer LIF neurons, and IF neurons where nothing leaks.
 *
 * <p><b>Equation:</b> {@code H = I + U - (U >> k)}, a leak of {@code 1 - 2^-k}; without a leak {@code H = I + U}. Where
 * {@code H >= threshold} the neuron fires and {@code U = 0}, or {@code U = H - threshold}; else {@code U = H}.
 * <b>Overflow:</b> U stays at the end of its register's range, {@code -2^(potentialBits-1) .. 2^(potentialBits-1)-1};
 * each neuron and step in which that changes it counts as an overflow. <b>Source:</b> the discrete LIF neuron as
 * Darwin3's and other chips' instruction sets have it, the decay as a shift.
 *
 * @param potentialBits bits of a stored potential, {@value #MIN_BITS}..{@value #MAX_BITS}
 * @param leakShift k, 1..{@value #MAX_LEAK_SHIFT}; 0 for no leak
 * @param reset of a neuron that fires
 * @param thresholds one, or one per channel, each 1 or more
 */
public record LeakyNeurons(int potentialBits, int leakShift, Reset reset, int[] thresholds) implements NeuronProgram {
    /** Fewest bits of a potential. */
    public static final int MIN_BITS = 2;
    /** Most bits of a potential. */
    public static final int MAX_BITS = 32;
    /** The slowest leak. */
    public static final int MAX_LEAK_SHIFT = 31;

    /** What firing leaves of a potential. */
    public enum Reset {
        /** Nothing. */
        ZERO,
        /** What exceeds the threshold. */
        SUBTRACT
    }

    /** @throws InputException if bits, shift or a threshold are out of range */
    public LeakyNeurons {
        if (potentialBits < MIN_BITS || potentialBits > MAX_BITS) {
            throw new InputException(
                    "potentials of %d bits: %d..%d are supported".formatted(potentialBits, MIN_BITS, MAX_BITS));
        }
        if (leakShift < 0 || leakShift > MAX_LEAK_SHIFT) {
            throw new InputException(
                    "a leak shift of %d: 1..%d are supported, and 0 for no leak".formatted(leakShift, MAX_LEAK_SHIFT));
        }
        for (int threshold : thresholds) {
            if (threshold < 1) {
                throw new InputException(
                        "a threshold of %d: an integrating neuron needs at least 1".formatted(threshold));
            }
        }
    }

    @Override
    public boolean[] inverted() {
        return new boolean[thresholds.length];
    }

    @Override
    public boolean fires(int potential, int channel) {
        return potential >= threshold(channel);
    }

    private int threshold(int channel) {
        return thresholds[thresholds.length == 1 ? 0 : channel];
    }

    @Override
    public int read(int stored) {
        return leakShift == 0 ? stored : stored - (stored >> leakShift);
    }

    @Override
    public int kept(int potential, int channel) {
        return !fires(potential, channel) ? potential : reset == Reset.ZERO ? 0 : potential - threshold(channel);
    }

    @Override
    public int least() {
        return (int) (-1L << potentialBits - 1);
    }

    @Override
    public int most() {
        return ~least();
    }

    @Override
    public boolean isLimitDefined() {
        return false;
    }
}
