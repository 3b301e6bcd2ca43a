package org.synfire.network.training;

import java.nio.file.Path;
import java.util.List;

/** How a training ended that did not fail. */
public sealed interface TrainingOutcome {
    /**
     * All epochs are done and the network has been judged.
     *
     * @param networks files of the trained network that another program can run: integers, ONNX, or none
     */
    record Completed(TrainingReport report, List<Path> networks) implements TrainingOutcome {
        public Completed {
            networks = List.copyOf(networks);
        }
    }

    /**
     * The monitor stopped it. The checkpoint has its state.
     *
     * @param completedEpochs epochs that are done; all of them if it was stopped while the network was judged
     */
    record Stopped(int completedEpochs) implements TrainingOutcome {}
}
