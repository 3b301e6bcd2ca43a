package org.synfire.tools;

import java.util.List;
import org.synfire.emulator.experiment.ChipRegisters;
import org.synfire.engine.InputException;
import org.synfire.network.program.Register;
import org.synfire.network.quantize.BiasCalibration;
import org.synfire.network.quantize.IntegrationScaler;
import org.synfire.noc.chip.ChipDescription;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say in what registers neurons compute. */
final class PrecisionOptions {
    /** Arithmetic of the run. */
    enum Precision {
        /** 32-bit sums: equals the quantised network bit for bit. */
        EXACT,
        /** The chip's registers, with scaled integration and bias calibration. */
        DARWIN3
    }

    private static final List<String> FOR_REGISTERS =
            List.of("--overflow", "--headroom", "--bias-calibration", "--no-scaled-integration");

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "exact",
            description = "exact: 32-bit sums, equal to the quantised network bit for bit; darwin3: the widths of "
                    + "the chip file, with scaled integration (default ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(
            names = "--overflow",
            paramLabel = "O",
            defaultValue = "saturate",
            description = "What a register does with what it cannot hold: wrap or saturate; not published, so assumed "
                    + "(default ${DEFAULT-VALUE}). Every overflow is counted.")
    private Register.Overflow overflow;

    @Option(
            names = "--headroom",
            paramLabel = "F",
            defaultValue = "1",
            description = "The largest potential is taken F times as large as calibration saw it, 1..1024 (default"
                    + " ${DEFAULT-VALUE}).")
    private double headroom;

    @Option(
            names = "--bias-calibration",
            paramLabel = "B",
            defaultValue = "auto",
            description = "Biases in units of the codes: always, never, or auto: in layers whose biases do not fit "
                    + "the potential's bits otherwise; scaled: in units of the potential, which is finer (default"
                    + " ${DEFAULT-VALUE}).")
    private BiasCalibration biases;

    @Option(names = "--no-scaled-integration", description = "Leaves M0 at 1, to see sums overflow.")
    private boolean unscaled;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws InputException if something is given that exact sums have no use for */
    void requirePossible() {
        for (String option : FOR_REGISTERS) {
            if (precision == Precision.EXACT
                    && command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InputException(
                        option + " is about registers of limited width; add --precision darwin3, or leave it out");
            }
        }
    }

    /** Whether registers are wide enough for everything. */
    boolean isExact() {
        return precision == Precision.EXACT;
    }

    /** How to scale a network, or {@code null} for exact sums. */
    IntegrationScaler scaler(ChipDescription chip) {
        if (precision == Precision.EXACT) {
            return null;
        }
        IntegrationScaler scaler = IntegrationScaler.of(ChipRegisters.of(chip, overflow))
                .withBiases(biases)
                .withHeadroom(headroom);
        return unscaled ? scaler.withoutScaling() : scaler;
    }
}
