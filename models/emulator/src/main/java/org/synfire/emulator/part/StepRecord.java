package org.synfire.emulator.part;

import java.util.List;
import org.synfire.emulator.timing.StepWork;
import org.synfire.engine.measure.Latencies;

/**
 * The steps of a part: those that hold samples of this part alone as a distribution, and the others one by one.
 *
 * @param begin the step of the whole run with which the part begins
 * @param work what cores need for their work
 * @param groups of each route group the core that sends, and those that receive
 * @param cycles of the steps that hold samples of this part alone
 * @param lastTime the last of these
 * @param totalCycles of these
 * @param lateSteps of these, those that need more cycles than the chip's step
 * @param seams the other steps
 */
public record StepRecord(
        long begin,
        StepWork work,
        int[][] groups,
        List<Latencies.Counted> cycles,
        long lastTime,
        long totalCycles,
        long lateSteps,
        List<SeamStep> seams) {
    /** Keeps copies of the lists. */
    public StepRecord {
        cycles = List.copyOf(cycles);
        seams = List.copyOf(seams);
    }
}
