package org.synfire.emulator.witness;

import java.util.Optional;
import org.synfire.emulator.readout.Readout;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SampleSet;
import org.synfire.network.data.SpikeSet;
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
     * @param samples of the run
     * @param readout of the outputs; empty for what the last population gives by itself
     * @param threads that a witness may use
     * @param first number of the first sample in the data set; 0 unless the run is a part of one
     */
    record Trial(
            IntegerNetwork network,
            NetworkInput source,
            SampleSet samples,
            Optional<Readout> readout,
            int threads,
            long first) {
        /**
         * The samples as images.
         *
         * @throws InputException if they are spikes
         */
        public ImageSet images() {
            return switch (samples) {
                case ImageSet images -> images;
                case SpikeSet spikes ->
                    throw new InputException(
                            spikes.name() + " has spikes; a network of real numbers beside the run" + " reads images");
            };
        }
    }

    /** The witness, which the run closes. */
    Witness begin(Trial trial);
}
