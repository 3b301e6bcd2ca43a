package org.synfire.papers.hessian;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.curvature.HessianFindings.Allocation;
import org.synfire.network.curvature.HessianFindings.Layer;
import org.synfire.network.curvature.HessianFindings.Lowered;
import org.synfire.papers.table.ResultTable;

/** The tables of the Hessian-aware experiments, the paper's own figures beside them. */
public final class HessianTables {
    private static final double PERCENT = 100;
    private static final int FULL_BITS = 16;
    private static final double KIBIBIT = 8 * 1024;

    private HessianTables() {}

    /** Traces of the layers. */
    public static ResultTable traces(HessianFindings findings) {
        ResultTable.Builder table = ResultTable.named("traces", "Traces of the loss's Hessian, layer by layer")
                .words("layer", "layer")
                .number("weights", "weights", "%,d")
                .number("trace", "trace", "%.5g")
                .drawn("trace of the Hessian")
                .number("standard_error", "+-", "%.2g")
                .number("mean_trace", "per weight", "%.3g")
                .number("vectors", "vectors", "%d")
                .words("reached", "");
        for (Layer layer : findings.layers()) {
            table.row(
                    layer.name(),
                    layer.weights(),
                    layer.trace(),
                    layer.standardError(),
                    layer.trace() / layer.weights(),
                    layer.vectors(),
                    layer.reachedTolerance() ? "" : "tolerance not reached");
        }
        return table.build();
    }

    /** One layer at a time with fewer bits. */
    public static ResultTable lowered(HessianFindings findings) {
        ResultTable.Builder table = ResultTable.named(
                        "lowered", "One layer at a time with fewer bits, nothing trained again")
                .words("layer", "layer")
                .words("bits", "bits")
                .number("trace", "trace", "%.5g")
                .number("omega", "omega", "%.3g")
                .number("loss", "loss", "%.4f")
                .number("loss_increase", "more loss", "%+.4f")
                .drawn("increase of the loss")
                .number("accuracy", "accuracy", "%.4f")
                .number("points", "points", "%+.2f");
        for (Lowered one : findings.lowered()) {
            table.row(
                    one.layer(),
                    "" + one.bits(),
                    findings.layer(one.layer()).trace(),
                    one.omega(),
                    one.loss(),
                    one.loss() - findings.base().loss(),
                    one.score().accuracy(),
                    points(findings, one.score()));
        }
        return table.note(String.format(
                        Locale.ROOT,
                        "as trained: loss %.4f, accuracy %.4f on %,d test images",
                        findings.base().loss(),
                        findings.base().accuracy(),
                        findings.base().samples()))
                .build();
    }

    /** All of them that there is something to show in. */
    public static List<ResultTable> all(HessianFindings findings) {
        return findings.base() == null
                ? List.of(traces(findings), allocations(findings))
                : List.of(traces(findings), lowered(findings), correlations(findings), allocations(findings));
    }

    private static double points(HessianFindings findings, HessianFindings.Score score) {
        return PERCENT * (score.accuracy() - findings.base().accuracy());
    }

    /** How the loss that lowering a layer costs goes together with its trace. */
    public static ResultTable correlations(HessianFindings findings) {
        ResultTable.Builder table = ResultTable.named("correlation", "More loss against curvature, over the layers")
                .words("bits", "bits")
                .words("with", "more loss with")
                .number("pearson", "Pearson", "%+.3f")
                .number("spearman", "Spearman", "%+.3f")
                .words("paper", "paper");
        for (int bits :
                findings.lowered().stream().map(Lowered::bits).distinct().toList()) {
            List<Lowered> these = findings.lowered().stream()
                    .filter(one -> one.bits() == bits)
                    .toList();
            double[] losses = these.stream()
                    .mapToDouble(one -> one.loss() - findings.base().loss())
                    .toArray();
            add(
                    table,
                    bits,
                    "trace",
                    Correlation.of(
                            losses,
                            these.stream()
                                    .mapToDouble(
                                            one -> findings.layer(one.layer()).trace())
                                    .toArray()),
                    "correlated well");
            add(
                    table,
                    bits,
                    "omega",
                    Correlation.of(
                            losses, these.stream().mapToDouble(Lowered::omega).toArray()),
                    "");
        }
        return table.note(String.format(
                        Locale.ROOT, "%d layers", findings.layers().size()))
                .build();
    }

    private static void add(ResultTable.Builder table, int bits, String with, Correlation correlation, String paper) {
        table.row(
                "" + bits,
                with,
                defined(correlation == null ? Double.NaN : correlation.pearson()),
                defined(correlation == null ? Double.NaN : correlation.spearman()),
                paper);
    }

    private static Double defined(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** Bits chosen for all layers, by trace and equal. */
    public static ResultTable allocations(HessianFindings findings) {
        ResultTable.Builder table = ResultTable.named("allocations", "Bits for every layer, nothing trained again")
                .words("choice", "choice")
                .words("bits", "bits by layer")
                .number("mean_bits", "bits a weight", "%.2f")
                .number("kib", "KiB", "%,.1f")
                .number("smaller_percent", "smaller than 16 bits, %", "%.1f")
                .number("omega", "omega", "%.3g")
                .number("loss", "loss", "%.4f")
                .number("accuracy", "accuracy", "%.4f")
                .number("points", "points", "%+.2f")
                .drawn("change of accuracy, percentage points")
                .words("paper", "paper");
        for (Allocation allocation : findings.allocations()) {
            double meanBits = (double) allocation.sizeBits() / findings.weights();
            boolean judged = allocation.samples() > 0;
            table.row(
                    allocation.name(),
                    allocation.bits().stream().map(String::valueOf).collect(Collectors.joining(",")),
                    meanBits,
                    allocation.sizeBits() / KIBIBIT,
                    PERCENT * (1 - meanBits / FULL_BITS),
                    allocation.omega(),
                    judged ? allocation.loss() : null,
                    judged ? allocation.score().accuracy() : null,
                    judged ? points(findings, allocation.score()) : null,
                    allocation.rule().equals("rank") ? "58 % smaller, 0.2 points" : "");
        }
        return table.note("points: against the network as trained").build();
    }

    /** What a reader must know. */
    public static List<String> assumptions() {
        return List.of(
                "Weights only are rounded, to the symmetric range of least squared error of each layer; the paper"
                        + " rounds states too, stochastically, in the range [-1, 1).",
                "A step function has no second derivative: the curvature is that of the loss with the surrogate"
                        + " gradient differentiated in turn, as training sees it.",
                "Omega is HAWQ-V2's: mean trace times squared error of the weights; a negative trace counts as 0.",
                "The paper's figures are of another network and N-MNIST; it gives no table of them.");
    }
}
