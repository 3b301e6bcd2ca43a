package org.synfire.emulator.witness;

/** What the emulator computed for the samples answered last. */
@FunctionalInterface
public interface EmulatedSamples {
    /**
     * What a layer computed for a sample.
     *
     * @param sample one of those that a witness is asked to compare
     * @param population number of the layer
     * @param into filled in the order channel, row, column
     */
    void values(long sample, int population, int[] into);
}
