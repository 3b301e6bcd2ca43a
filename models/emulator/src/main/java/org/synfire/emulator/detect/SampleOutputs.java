package org.synfire.emulator.detect;

import java.util.List;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.network.detect.Output;

/** All outputs of a network for a sample, as real values. */
sealed interface SampleOutputs permits EmulatedOutputs, FloatOutputs {
    /**
     * The values of a sample, in the network's order.
     *
     * @param emulated what the chip computed, for those who read it
     */
    List<Output> of(EmulatedSamples emulated, int sample);
}
