package org.synfire.emulator.timing;

import java.util.List;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;

/** What a {@link NetworkTiming} finds. */
public interface ChipTiming {
    /** How cycles are found. */
    NetworkTiming kind();

    /** Cycles of packets, from core to core. */
    Latencies packetCycles();

    /** Cycles of steps. */
    Latencies stepCycles();

    /** Cycles of all steps together, each as long as it needs. */
    long totalCycles();

    /** Steps that need more cycles than the chip's configured step has. */
    long lateSteps();

    /** Cores that were most often the last to be done, the most often first; empty where that is not known. */
    List<RunResult.SlowCore> slowestCores(List<String> layerNames);

    /** Links that were busy for the most cycles, the busiest first; empty where that is not known. */
    List<RunResult.SlowLink> slowestLinks();
}
