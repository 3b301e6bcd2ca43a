package org.synfire.emulator.part;

import java.util.Optional;
import org.synfire.noc.chip.ChipDescription;

/** Whether a run can be divided into parts that are joined to what one run has. */
public final class Divisible {
    private Divisible() {}

    /**
     * Why not; empty where it can be.
     *
     * @param chip that it is run on
     */
    public static Optional<String> obstacle(ChipDescription chip) {
        if (chip.events().isPresent()) {
            return Optional.of("the chip's steps end when all cores are done, and the times of single events of two"
                    + " parts cannot be added to the last digit");
        }
        return Optional.empty();
    }
}
