package org.synfire.papers.mint;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Memory of a network in training or inference, as the paper counts it.
 *
 * <p><b>Equation:</b> {@code bits = weights * w + convolutionNeurons * B * T * u}; a potential is kept for every sample
 * of a batch and every time step. Spikes and the neurons of full connections do not count. <b>Source:</b> derived from
 * the table of the MINT talk, which it reproduces; the talk prints no formula.
 *
 * @param network its size
 * @param weightBits w, 1 or more
 * @param potentialBits u, 1 or more
 * @param batch B, samples, 1 or more
 * @param timeSteps T, 1 or more
 */
public record MemoryFootprint(NetworkSize network, int weightBits, int potentialBits, int batch, int timeSteps) {
    /** T of the talk's table. */
    public static final int TABLE_TIME_STEPS = 8;
    /** B of the talk's table. */
    public static final int TABLE_BATCH = 50;

    private static final double MEGABYTE = 1 << 20;

    /** @throws InputException if a value is below 1 */
    public MemoryFootprint {
        if (weightBits < 1 || potentialBits < 1 || batch < 1 || timeSteps < 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "memory of %s with weights of %d bits, potentials of %d, batches of %d and %d time steps: each "
                            + "must be at least 1",
                    network.name(),
                    weightBits,
                    potentialBits,
                    batch,
                    timeSteps));
        }
    }

    /** As the talk's table has it. */
    public static MemoryFootprint ofTable(NetworkSize network, int weightBits, int potentialBits) {
        return new MemoryFootprint(network, weightBits, potentialBits, TABLE_BATCH, TABLE_TIME_STEPS);
    }

    /** Bytes of the weights. */
    public double weightBytes() {
        return network.weights() * (double) weightBits / Byte.SIZE;
    }

    /** Bytes of the potentials. */
    public double potentialBytes() {
        return network.convolutionNeurons() * (double) batch * timeSteps * potentialBits / Byte.SIZE;
    }

    /** All of it, in units of 2^20 bytes, which the paper calls MB. */
    public double megabytes() {
        return (weightBytes() + potentialBytes()) / MEGABYTE;
    }
}
