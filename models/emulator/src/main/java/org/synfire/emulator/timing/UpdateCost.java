package org.synfire.emulator.timing;

import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Neurons;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;

/**
 * What updates of neurons cost: the chip's figure for an update, or the instructions of the neurons' program.
 *
 * <p><b>Energy:</b> an instruction takes the energy of an update divided by the instructions that the chip file states
 * for an update. <b>Cycles:</b> every update takes those of the program's longest way, as if no neuron jumped.
 */
public final class UpdateCost {
    private UpdateCost() {}

    /**
     * Updates of a layer, expressed in updates of the chip's figure.
     *
     * @param updates of the layer that are charged
     * @param executed instructions that the layer has executed in a run; 0 for neurons without a program
     * @param updatesOfRun updates of the layer in that run
     */
    public static long charged(ChipDescription chip, long updates, long executed, long updatesOfRun) {
        return charged(chip.figure(ChipFigure.INSTRUCTIONS_PER_UPDATE).value(), updates, executed, updatesOfRun);
    }

    /**
     * The same by the figure itself.
     *
     * @param perUpdate instructions that the chip file states for an update
     */
    public static long charged(double perUpdate, long updates, long executed, long updatesOfRun) {
        return executed == 0 || updatesOfRun == 0 || perUpdate == 0
                ? updates
                : Math.round(updates * ((double) executed / updatesOfRun) / perUpdate);
    }

    /** Cycles of one update on each core. */
    public static double[] cycles(Mapping mapping) {
        return mapping.slices().stream()
                .mapToDouble(slice -> cycles(mapping, slice))
                .toArray();
    }

    private static double cycles(Mapping mapping, Slice slice) {
        int instructions = mapping.network().population(slice.population()).neurons() instanceof Neurons.Program program
                ? program.program().mostInstructions()
                : 0;
        return instructions == 0
                ? mapping.chip().neuronUpdateCycles()
                : instructions
                        * mapping.chip().figure(ChipFigure.INSTRUCTION_CYCLES).value();
    }
}
