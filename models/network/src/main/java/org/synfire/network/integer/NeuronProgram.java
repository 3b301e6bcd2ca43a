package org.synfire.network.integer;

/**
 * What the neurons of a spiking population do in a time step, in integers.
 *
 * <p><b>Equation:</b> with I what arrives in the step, U what is stored and H the potential:
 *
 * <pre>
 *   H = I + read(U)
 *   spike where fires(H)
 *   U = clamp(kept(H), least, most)
 * </pre>
 *
 * U is 0 before a sample's first step. <b>Fixed point:</b> shifts are arithmetic; nothing is multiplied.
 */
public sealed interface NeuronProgram permits MintNeurons, LeakyNeurons {
    /** Bits of a stored potential. */
    int potentialBits();

    /** One, or one per channel. */
    int[] thresholds();

    /** For each threshold whether neurons fire at or below it instead of at or above it. */
    boolean[] inverted();

    /** What a step adds of a stored potential. */
    int read(int stored);

    /**
     * What is left of a potential after the step, before it is cut to the register: of one that fires what the reset
     * leaves.
     */
    int kept(int potential, int channel);

    /** The least potential that is stored. */
    int least();

    /** The greatest potential that is stored. */
    int most();

    /**
     * Whether limiting what is stored is part of the algorithm; otherwise it loses something and every case counts as
     * an overflow.
     */
    boolean isLimitDefined();

    /** Whether a neuron of a channel fires. */
    default boolean fires(int potential, int channel) {
        int entry = thresholds().length == 1 ? 0 : channel;
        return inverted()[entry] ? potential <= thresholds()[entry] : potential >= thresholds()[entry];
    }

    /** What is stored of a potential. */
    default int stored(int potential, int channel) {
        return Math.clamp(kept(potential, channel), least(), most());
    }
}
