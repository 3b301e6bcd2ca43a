package org.synfire.tools;

import java.util.List;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.engine.InputException;
import picocli.CommandLine.Option;

/** Whose spikes and potentials are written, all of them. */
final class RecordOptions {
    @Option(
            names = "--record",
            split = ",",
            paramLabel = "LAYER",
            description = "With --out: layers, by name or number, whose spikes in all samples are written as spikes.npz"
                    + " and spikes.csv; the report shows them, their rates and intervals.")
    private List<String> layers = List.of();

    @Option(
            names = "--record-potentials",
            description = "With --record: their membrane potentials too, in a network of spikes, as potentials.npz and"
                    + " potentials.csv.")
    private boolean hasPotentials;

    @Option(
            names = "--record-packets",
            description = "With --out: every packet, with the neuron that sent it, its cores and its cycles, as"
                    + " packets.npz and packets.csv.")
    private boolean hasPackets;

    @Option(
            names = "--record-steps",
            description = "With --out: spikes, packets, operations, cycles and energy of every step, as steps.npz and"
                    + " steps.csv.")
    private boolean hasSteps;

    /**
     * Lets a run record what was asked for.
     *
     * @param hasReport whether a report is written
     * @throws InputException if there is no place for it
     */
    void applyTo(Experiment experiment, boolean hasReport) {
        if (!layers.isEmpty() && !hasReport) {
            throw new InputException(
                    "--record " + String.join(",", layers) + " needs --out DIR, where the report is written");
        }
        if (hasPotentials && layers.isEmpty()) {
            throw new InputException("--record-potentials needs --record LAYER, whose potentials are written");
        }
        experiment.recording(layers, hasPotentials);
        if ((hasPackets || hasSteps) && !hasReport) {
            throw new InputException((hasPackets ? "--record-packets" : "--record-steps")
                    + " needs --out DIR, where the report is written");
        }
        if (hasPackets) {
            experiment.recordingPackets();
        }
        if (hasSteps) {
            experiment.recordingSteps();
        }
    }
}
