package org.synfire.papers.mint;

import org.synfire.emulator.result.RunResult;
import org.synfire.papers.encoding.EncodingComparison;
import org.synfire.papers.table.ResultTable;

/** Networks for the same images in different codes: what a sample costs in each. <b>Threads:</b> one. */
public final class CodingTable {
    private static final double MEGA = 1e6;
    private static final double PICO_TO_MICRO = 1e-6;
    private static final double MICRO_TO_MILLI = 1e-3;

    private final double synapticOperationPicojoules;
    private final double stepMicroseconds;
    private final ResultTable.Builder table = ResultTable.named(
                    "codings", "MINT, SDANN and rate coding: synaptic operations, energy and latency of a sample")
            .words("network", "network")
            .words("coding", "coding")
            .number("mmacs", "M connections", "%,.2f")
            .number("accuracy", "accuracy", "%.4f")
            .number("images", "images", "%,d")
            .number("msops", "M SOP", "%,.3f")
            .drawn("synaptic operations per sample, millions")
            .number("sop_uj", "uJ of SOP", "%,.2f")
            .number("chip_uj", "uJ chip", "%,.2f")
            .number("latency_steps", "steps to the answer", "%,d")
            .number("latency_ms", "ms to the answer", "%,.2f");

    /**
     * A table without a row.
     *
     * @param synapticOperationPicojoules energy of one, by the chip file
     * @param stepMicroseconds length of a time step
     */
    public CodingTable(double synapticOperationPicojoules, double stepMicroseconds) {
        this.synapticOperationPicojoules = synapticOperationPicojoules;
        this.stepMicroseconds = stepMicroseconds;
    }

    /** A network that ran on the emulated chip. */
    public void add(String network, String coding, RunResult run) {
        double sops = (double) run.events().sops() / run.answers().samples();
        table.row(
                network,
                coding,
                connections(run),
                run.answers().accuracy(),
                run.answers().samples(),
                sops / MEGA,
                sops * synapticOperationPicojoules * PICO_TO_MICRO,
                run.energy().perSampleMicrojoules(),
                run.timeSteps().latency(),
                run.timeSteps().latency() * stepMicroseconds * MICRO_TO_MILLI);
    }

    private static double connections(RunResult run) {
        return run.layers().stream().mapToLong(RunResult.LayerResult::macs).sum() / MEGA;
    }

    /**
     * Another code of a network, simulated without the chip.
     *
     * @param sdann the same network as SDANN
     * @param bits of its codes
     */
    public void add(String network, RunResult sdann, int bits, EncodingComparison.Row row) {
        long layers = (sdann.timeSteps().latency() - 1) / bits;
        long steps = row.timeSteps() + layers;
        table.row(
                network,
                row.encoding() + ", T = " + row.timeSteps(),
                connections(sdann),
                row.accuracy(),
                (long) row.samples(),
                row.sopsPerSample() / MEGA,
                row.sopsPerSample() * synapticOperationPicojoules * PICO_TO_MICRO,
                null,
                steps,
                steps * stepMicroseconds * MICRO_TO_MILLI);
    }

    /** The table. */
    public ResultTable build() {
        return table.note("rate coding is simulated without the chip: a spike is one synaptic operation per synapse"
                        + " there too; its answer comes after T steps and one for each layer")
                .note("connections: additions of one time step if every input fired; networks differ in size and"
                        + " training; MINT's first layer is computed by the host, once a sample")
                .build();
    }
}
