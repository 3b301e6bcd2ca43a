package org.synfire.emulator.witness;

import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;

/** Makes a witness for one run. */
@FunctionalInterface
public interface WitnessSource {
    /**
     * What is run.
     *
     * @param network of integers
     * @param source the input's values of every sample
     * @param images the samples
     * @param threads that a witness may use
     */
    record Trial(IntegerNetwork network, NetworkInput source, ImageSet images, int threads) {}

    /** The witness, which the run closes. */
    Witness begin(Trial trial);
}
