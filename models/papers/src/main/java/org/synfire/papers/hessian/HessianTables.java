package org.synfire.papers.hessian;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
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
        return ResultTable.named("traces", "Traces of the loss's Hessian, layer by layer", findings.layers())
                .words("layer", "layer", Layer::name)
                .number("weights", "weights", "%,d", Layer::weights)
                .number("trace", "trace", "%.5g", Layer::trace)
                .drawn("trace of the Hessian")
                .number("standard_error", "+-", "%.2g", Layer::standardError)
                .number("mean_trace", "per weight", "%.3g", layer -> layer.trace() / layer.weights())
                .number("vectors", "vectors", "%d", Layer::vectors)
                .words("reached", "", layer -> layer.reachedTolerance() ? "" : "tolerance not reached")
                .build();
    }

    /** One layer at a time with fewer bits, of a network that was judged. */
    public static ResultTable lowered(HessianFindings findings) {
        HessianFindings.Score base = findings.base().orElseThrow();
        return ResultTable.named(
                        "lowered", "One layer at a time with fewer bits, nothing trained again", findings.lowered())
                .words("layer", "layer", Lowered::layer)
                .words("bits", "bits", one -> "" + one.bits())
                .number(
                        "trace",
                        "trace",
                        "%.5g",
                        one -> findings.layer(one.layer()).trace())
                .number("omega", "omega", "%.3g", Lowered::omega)
                .number("loss", "loss", "%.4f", Lowered::loss)
                .number("loss_increase", "more loss", "%+.4f", one -> one.loss() - base.loss())
                .drawn("increase of the loss")
                .number("accuracy", "accuracy", "%.4f", one -> one.score().accuracy())
                .number("points", "points", "%+.2f", one -> points(findings, one.score()))
                .note(String.format(
                        Locale.ROOT,
                        "as trained: loss %.4f, accuracy %.4f on %,d test images",
                        base.loss(),
                        base.accuracy(),
                        base.samples()))
                .build();
    }

    /** All of them that there is something to show in. */
    public static List<ResultTable> all(HessianFindings findings) {
        return findings.base().isEmpty()
                ? List.of(traces(findings), allocations(findings))
                : List.of(traces(findings), lowered(findings), correlations(findings), allocations(findings));
    }

    private static double points(HessianFindings findings, HessianFindings.Score score) {
        return PERCENT * (score.accuracy() - findings.base().orElseThrow().accuracy());
    }

    /** How the loss that lowering a layer costs goes together with its trace, of a network that was judged. */
    public static ResultTable correlations(HessianFindings findings) {
        double baseLoss = findings.base().orElseThrow().loss();
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
            double[] losses =
                    these.stream().mapToDouble(one -> one.loss() - baseLoss).toArray();
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

    private static void add(
            ResultTable.Builder table, int bits, String with, Optional<Correlation> correlation, String paper) {
        table.row(
                "" + bits,
                with,
                defined(correlation, Correlation::pearson),
                defined(correlation, Correlation::spearman),
                paper);
    }

    private static Double defined(Optional<Correlation> correlation, Function<Correlation, Double> coefficient) {
        return correlation
                .map(coefficient)
                .filter(value -> !Double.isNaN(value))
                .orElse(null);
    }

    /** Bits chosen for all layers, by trace and equal. */
    public static ResultTable allocations(HessianFindings findings) {
        return ResultTable.named("allocations", "Bits for every layer, nothing trained again", findings.allocations())
                .words("choice", "choice", Allocation::name)
                .words(
                        "bits",
                        "bits by layer",
                        one -> one.bits().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .number("mean_bits", "bits a weight", "%.2f", one -> meanBits(findings, one))
                .number("kib", "KiB", "%,.1f", one -> one.sizeBits() / KIBIBIT)
                .number(
                        "smaller_percent",
                        "smaller than 16 bits, %",
                        "%.1f",
                        one -> PERCENT * (1 - meanBits(findings, one) / FULL_BITS))
                .number("omega", "omega", "%.3g", Allocation::omega)
                .number("loss", "loss", "%.4f", one -> isJudged(one) ? (Double) one.loss() : null)
                .number(
                        "accuracy",
                        "accuracy",
                        "%.4f",
                        one -> isJudged(one) ? (Double) one.score().accuracy() : null)
                .number(
                        "points",
                        "points",
                        "%+.2f",
                        one -> isJudged(one) ? (Double) points(findings, one.score()) : null)
                .drawn("change of accuracy, percentage points")
                .words("paper", "paper", one -> one.rule().equals("rank") ? "58 % smaller, 0.2 points" : "")
                .note("points: against the network as trained")
                .build();
    }

    private static double meanBits(HessianFindings findings, Allocation allocation) {
        return (double) allocation.sizeBits() / findings.weights();
    }

    private static boolean isJudged(Allocation allocation) {
        return allocation.samples() > 0;
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
