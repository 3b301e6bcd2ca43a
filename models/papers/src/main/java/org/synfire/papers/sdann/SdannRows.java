package org.synfire.papers.sdann;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.energy.EnergyModel;
import org.synfire.noc.energy.OperationCriterion;
import org.synfire.papers.encoding.EncodingComparison;
import org.synfire.papers.run.Subject;

/** Rows of the paper's tables, made of results of runs. */
final class SdannRows {
    private static final double PERCENT = 100;
    private static final double PICO_TO_MICRO = 1e-6;

    private SdannRows() {}

    /** A run that others of a table are set against. */
    record Base(double accuracy, double sops) {
        static Base of(RunResult result) {
            return new Base(
                    quality(result),
                    (double) result.events().sops() / result.answers().samples());
        }
    }

    /** Share of right answers, or mean average precision, 0..1. */
    static double quality(RunResult result) {
        return result.hasDetection()
                ? precision(result, RunResult.DetectionResult.SPIKING).orElseThrow()
                : result.answers().accuracy();
    }

    private static Optional<Double> precision(RunResult result, String network) {
        return result.witnesses().detection().stream()
                .filter(found -> found.network().equals(network))
                .map(RunResult.DetectionResult::elevenPoints)
                .findFirst();
    }

    static Optional<Double> floatQuality(RunResult result) {
        return result.witnesses()
                .floatNetwork()
                .map(RunResult.FloatResult::accuracy)
                .or(() -> precision(result, RunResult.DetectionResult.FLOAT));
    }

    /** That of the dense twin; where every value is equal, all boxes are. */
    static Optional<Double> quantisedQuality(RunResult result) {
        RunResult.ReferenceResult twin = result.witnesses().reference().orElseThrow();
        return result.hasDetection()
                ? Optional.of(quality(result)).filter(found -> twin.mismatchedValues() == 0)
                : Optional.of((double) twin.correct() / result.answers().samples());
    }

    /** A computation that is no run of the emulator. */
    static TableRow plain(Subject subject, PaperTable table, String setting, int samples, double accuracy, Base base) {
        return TableRow.ofAccuracy(
                table,
                subject.name(),
                setting,
                samples,
                accuracy,
                PERCENT * (accuracy - base.accuracy),
                paper(subject, setting));
    }

    /** A run of the emulator. */
    static TableRow row(Subject subject, PaperTable table, String setting, RunResult result, Base base) {
        double samples = result.answers().samples();
        double sops = result.events().sops() / samples;
        double macs =
                result.layers().stream().mapToLong(RunResult.LayerResult::macs).sum();
        return new TableRow(
                table,
                subject.name(),
                setting,
                (int) samples,
                quality(result),
                PERCENT * (quality(result) - base.accuracy),
                sops,
                change(sops, base.sops),
                macs,
                result.events().packets() / samples,
                result.events().hops() / samples,
                result.events().overflows(),
                result.witnesses()
                        .reference()
                        .map(RunResult.ReferenceResult::mismatchedValues)
                        .orElse(null),
                result.energy().criterion().quantizedMicrojoules(),
                result.energy().criterion().spikingMicrojoules(),
                result.energy().parts().get(EnergyModel.SYNAPTIC_OPERATIONS),
                result.energy().perSampleMicrojoules(),
                paper(subject, setting));
    }

    private static double change(double sops, double base) {
        return PERCENT * (sops / base - 1);
    }

    private static String paper(Subject subject, String setting) {
        return PaperFigures.nearest(subject).of(setting);
    }

    /**
     * The exact network and, where there is one, the hybrid in the chip's registers, set beside each other.
     *
     * @param rows of the other tables
     */
    static List<TableRow> energy(Subject subject, RunResult exact, List<TableRow> rows) {
        Base base = Base.of(exact);
        TableRow first = row(subject, PaperTable.ENERGY, "every spike, exact", exact, base);
        return rows.stream()
                .filter(row -> row.setting().equals("hybrid"))
                .findFirst()
                .map(hybrid -> List.of(
                        first,
                        hybrid.besides(
                                PaperTable.ENERGY,
                                "hybrid, darwin3",
                                PERCENT * (hybrid.accuracy() - base.accuracy),
                                change(hybrid.sopsPerSample(), base.sops))))
                .orElse(List.of(first));
    }

    /** A way to encode the image, beside the first one. */
    static TableRow encoding(
            Subject subject, EncodingComparison.Row row, EncodingComparison.Row first, ChipDescription chip) {
        double chipSops = row.sopsPerSample()
                * chip.figure(ChipFigure.SYNAPTIC_OPERATION_ENERGY).value()
                * PICO_TO_MICRO;
        return new TableRow(
                PaperTable.ENCODINGS,
                subject.name(),
                String.format(Locale.ROOT, "%s, %d steps", row.encoding(), row.timeSteps()),
                row.samples(),
                row.accuracy(),
                PERCENT * (row.accuracy() - first.accuracy()),
                row.sopsPerSample(),
                change(row.sopsPerSample(), first.sopsPerSample()),
                row.macsPerSample() == 0 ? null : row.macsPerSample(),
                null,
                null,
                null,
                null,
                null,
                OperationCriterion.spikingMicrojoules(row.sopsPerSample())
                        + OperationCriterion.quantizedMicrojoules(row.macsPerSample()),
                chipSops,
                null,
                "");
    }

    /** The stand-in for the paper's Tiny-VGG, beside the energy that the paper measured. */
    static TableRow tinyVgg(IntegerNetwork network, RunResult result) {
        double sops = (double) result.events().sops() / result.answers().samples();
        return new TableRow(
                PaperTable.TINY_VGG,
                network.name(),
                String.format(
                        Locale.ROOT,
                        "%,d cores, %.2f M parameters",
                        result.setting().cores(),
                        TinyVgg.parameters(network) / 1e6),
                (int) result.answers().samples(),
                null,
                null,
                sops,
                null,
                (double) TinyVgg.macs(network),
                (double) result.events().packets() / result.answers().samples(),
                (double) result.events().hops() / result.answers().samples(),
                result.events().overflows(),
                null,
                result.energy().criterion().quantizedMicrojoules(),
                result.energy().criterion().spikingMicrojoules(),
                result.energy().parts().get(EnergyModel.SYNAPTIC_OPERATIONS),
                result.energy().perSampleMicrojoules(),
                String.format(
                        Locale.ROOT,
                        "%.2f mJ; here %.2f mJ for synaptic operations alone",
                        TinyVgg.PAPER_MILLIJOULES,
                        result.energy().parts().get(EnergyModel.SYNAPTIC_OPERATIONS) / 1e3));
    }
}
