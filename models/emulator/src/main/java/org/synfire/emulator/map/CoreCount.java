package org.synfire.emulator.map;

import java.util.stream.IntStream;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/** Neuron cores of all chips, by kind. */
record CoreCount(int big, int little) {
    static CoreCount of(ChipDescription chip) {
        int big = (int) IntStream.range(0, chip.mesh().nodes())
                .filter(node -> chip.isNeuronCore(node) && chip.coreType(node) == CoreType.BIG)
                .count();
        return new CoreCount(big, chip.neuronCores() - big);
    }

    int all() {
        return big + little;
    }
}
