package org.synfire.emulator.part;

import java.util.Optional;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.chip.ChipDescription;

/** Whether a run can be divided into parts that are joined to what one run has. */
public final class Divisible {
    private Divisible() {}

    /**
     * Why not; empty where it can be.
     *
     * @param network that is run
     * @param chip that it is run on
     */
    public static Optional<String> obstacle(IntegerNetwork network, ChipDescription chip) {
        if (chip.events().isPresent()) {
            return Optional.of("the chip's steps end when all cores are done, and the times of single events of two"
                    + " parts cannot be added to the last digit");
        }
        if (network.timing().intervalSteps(true) > network.timeSteps()) {
            return Optional.of("projections with a longer way bring spikes of a sample after its last step, which only"
                    + " the next sample's run counts");
        }
        return Optional.empty();
    }
}
