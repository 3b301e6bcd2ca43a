package org.synfire.papers.sdann;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.LayerLoss;
import org.synfire.network.sparsity.SparsityPlan;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;

/** What a reproduction has found, as tables: one for each of the paper's, over all networks. */
public final class SdannTables {
    private static final double PERCENT = 100;
    private static final double MEGA = 1e6;
    private static final double KILO = 1e3;

    private SdannTables() {}

    /**
     * The tables of the paper, filled in from the networks.
     *
     * @param assumptions what a reader must know
     */
    public static ResultTables of(List<NetworkResult> networks, List<String> assumptions) {
        List<ResultTable> tables = new ArrayList<>();
        for (PaperTable table : PaperTable.values()) {
            List<TableRow> rows = networks.stream()
                    .flatMap(network -> network.rows().stream())
                    .filter(row -> row.table() == table)
                    .toList();
            if (!rows.isEmpty()) {
                tables.add(rows(table, rows));
            }
        }
        if (networks.stream().anyMatch(network -> network.sparsity() != null)) {
            tables.add(plans(networks));
        }
        if (networks.stream().anyMatch(network -> !network.losses().isEmpty())) {
            tables.add(losses(networks));
        }
        return new ResultTables("sdann", "SDANN (arXiv 2505.12221), reproduced", tables, assumptions);
    }

    private static ResultTable rows(PaperTable table, List<TableRow> rows) {
        ResultTable.Builder all = ResultTable.named(table.key(), table.title())
                .words("network", "network")
                .words("setting", "setting")
                .number("samples", "samples", "%,d")
                .number("accuracy_percent", "accuracy %", "%.2f");
        drawn(all, table, PaperTable.Drawn.ACCURACY)
                .number("accuracy_points", "points", "%+.2f")
                .number("mega_sops_per_sample", "M SOP", "%,.3f");
        drawn(all, table, PaperTable.Drawn.OPERATIONS)
                .number("sops_change_percent", "SOP %", "%+.2f")
                .number("mega_macs_per_sample", "M MAC", "%,.2f")
                .number("kilo_packets_per_sample", "k packets", "%,.1f")
                .number("kilo_hops_per_sample", "k hops", "%,.1f")
                .number("overflows", "overflows", "%,d")
                .number("mismatched_values", "values unlike the twin's", "%,d")
                .number("quantized_uj", "uJ int8", "%,.3f")
                .number("spiking_uj", "uJ AC", "%,.3f")
                .number("sop_uj", "uJ SOP", "%,.2f")
                .number("chip_uj", "uJ chip", "%,.2f");
        drawn(all, table, PaperTable.Drawn.ENERGY).words("paper", "paper");
        for (TableRow row : rows) {
            all.row(
                    row.network(),
                    row.setting(),
                    row.samples(),
                    scaled(row.accuracy(), PERCENT),
                    row.accuracyPoints(),
                    scaled(row.sopsPerSample(), 1 / MEGA),
                    row.sopPercent(),
                    scaled(row.macsPerSample(), 1 / MEGA),
                    scaled(row.packetsPerSample(), 1 / KILO),
                    scaled(row.hopsPerSample(), 1 / KILO),
                    row.overflows(),
                    row.mismatchedValues(),
                    row.quantizedMicrojoules(),
                    row.spikingMicrojoules(),
                    row.sopMicrojoules(),
                    row.chipMicrojoules(),
                    row.paper());
        }
        return all.build();
    }

    private static ResultTable.Builder drawn(ResultTable.Builder table, PaperTable which, PaperTable.Drawn column) {
        return which.drawn() == column ? table.drawn(column.axis()) : table;
    }

    private static Double scaled(Double value, double factor) {
        return value == null ? null : value * factor;
    }

    private static ResultTable plans(List<NetworkResult> networks) {
        ResultTable.Builder plans = ResultTable.named("plans", "The hybrid settings")
                .words("network", "network")
                .words("layer", "layer")
                .words("setting", "setting");
        for (NetworkResult network : networks) {
            if (network.sparsity() != null) {
                for (SparsityPlan.Layer layer : network.sparsity().plan().layers()) {
                    plans.row(network.network(), layer.name(), layer.sparsity().toString());
                }
                plans.note(String.format(
                        Locale.ROOT,
                        "%s: found on %,d training samples, %,d of their answers changed.",
                        network.network(),
                        network.sparsity().samples(),
                        network.sparsity().changedAnswers()));
            }
        }
        return plans.build();
    }

    private static ResultTable losses(List<NetworkResult> networks) {
        ResultTable.Builder losses = ResultTable.named("layers", "What the spikes carry of the real values")
                .words("network", "network")
                .words("layer", "layer")
                .words("precision", "precision")
                .number("values", "values", "%,d")
                .number("signal_to_noise_db", "signal to noise, dB", "%.2f")
                .drawn("signal-to-noise ratio, dB")
                .number("saturated_percent", "saturated %", "%.3f")
                .number("zeroed_percent", "sent as 0 %", "%.3f");
        for (NetworkResult network : networks) {
            for (NetworkResult.Loss row : network.losses()) {
                LayerLoss loss = row.loss();
                losses.row(
                        network.network(),
                        loss.layer(),
                        row.precision(),
                        loss.values(),
                        Double.isFinite(loss.signalToNoiseDb()) ? loss.signalToNoiseDb() : null,
                        PERCENT * loss.saturated(),
                        PERCENT * loss.zeroed());
            }
        }
        return losses.note("Errors add up from layer to layer; the layer to look at is where the ratio falls. No ratio:"
                        + " nothing differs.")
                .build();
    }
}
