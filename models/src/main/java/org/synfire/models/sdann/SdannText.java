package org.synfire.models.sdann;

import java.util.ArrayList;
import java.util.List;
import org.synfire.models.experiment.LayerLoss;
import org.synfire.models.sparsity.SparsityFile;

/** A reproduction as tables of plain text. */
public final class SdannText {
    private static final double PERCENT = 100;
    private static final double MEGA = 1e6;

    private final List<String> lines = new ArrayList<>();

    private SdannText() {
    }

    /** All tables. */
    public static List<String> lines(SdannResult result) {
        SdannText text = new SdannText();
        result.networks().forEach(text::network);
        text.lines.add("assumptions:");
        result.assumptions().forEach(assumption -> text.lines.add("  " + assumption));
        return text.lines;
    }

    /** The tables of one network. */
    public static List<String> lines(SdannResult.NetworkResult network) {
        SdannText text = new SdannText();
        text.network(network);
        return text.lines;
    }

    private void network(SdannResult.NetworkResult network) {
        lines.add("== %s on %s".formatted(network.network(), network.dataSet()));
        String table = "";
        for (TableRow row : network.rows()) {
            if (!row.table().equals(table)) {
                table = row.table();
                lines.add("");
                lines.add(table);
                lines.add("  %-30s %7s %9s %7s %9s %8s %9s %10s %9s %9s %9s %9s  %s".formatted("", "samples", "accuracy", "points", "M SOP", "SOP", "M MAC", "k packets",
                        "k hops", "uJ int8", "uJ AC", "uJ chip", "paper"));
            }
            row(row);
        }
        lines.add("");
        if (network.sparsity() != null) {
            sparsity(network.sparsity());
        }
        if (!network.losses().isEmpty()) {
            losses(network.losses());
        }
    }

    private void row(TableRow row) {
        lines.add(("  %-30s %7d %9s %7s %9s %8s %9s %10s %9s %9s %9s %9s  %s%s%s").formatted(row.setting(), row.samples(), number("%.2f %%", row.accuracy(), PERCENT),
                number("%+.2f", row.accuracyPoints(), 1), number("%,.3f", row.sopsPerSample(), 1 / MEGA), number("%+.2f%%", row.sopPercent(), 1),
                number("%,.2f", row.macsPerSample(), 1 / MEGA), number("%,.1f", row.packetsPerSample(), 1e-3), number("%,.1f", row.hopsPerSample(), 1e-3),
                number("%,.3f", row.quantizedMicrojoules(), 1), number("%,.3f", row.spikingMicrojoules(), 1), number("%,.2f", row.chipMicrojoules(), 1), row.paper(),
                row.overflows() == null || row.overflows() == 0 ? "" : "  [%,d overflows]".formatted(row.overflows()),
                row.mismatchedValues() == null ? "" : row.mismatchedValues() == 0 ? "  [equals its dense twin]" : "  [%,d VALUES DIFFER]".formatted(row.mismatchedValues()))
                .stripTrailing());
    }

    private static String number(String format, Double value, double unit) {
        return value == null ? "" : format.formatted(value * unit);
    }

    private void sparsity(SparsityFile file) {
        lines.add("hybrid, found on %,d training samples (%d of their answers changed):".formatted(file.samples(), file.changedAnswers()));
        file.plan().layers().forEach(layer -> lines.add("  %-30.30s %s".formatted(layer.name(), layer.sparsity())));
        lines.add("");
    }

    private void losses(List<SdannResult.LossRow> losses) {
        lines.add("what the spikes carry of the real values, layer by layer");
        lines.add("  %-30s %-9s %12s %12s %10s %10s".formatted("layer", "precision", "values", "signal/noise", "saturated", "zeroed"));
        for (SdannResult.LossRow row : losses) {
            LayerLoss loss = row.loss();
            lines.add("  %-30.30s %-9s %,12d %9.2f dB %9.3f%% %9.3f%%".formatted(loss.layer(), row.precision(), loss.values(), loss.signalToNoiseDb(), PERCENT * loss.saturated(),
                    PERCENT * loss.zeroed()));
        }
        lines.add("");
    }
}
