package org.synfire.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.synfire.emulator.compare.Comparison;
import org.synfire.emulator.compare.PerRun;
import org.synfire.engine.measure.Latencies;
import org.synfire.papers.table.ResultTable;

/**
 * A {@link Comparison} as tables, for text, CSV and the page alike. A run's columns have its letter; a column such as
 * {@code B / A} has the ratio to the first run.
 *
 * <p><b>Memory:</b> no table has more rows than a network has layers or {@code run.json} has settings.
 */
final class CompareTables {
    private static final double PERCENT = 100;
    private static final double KILO = 1_000;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String NANOS = "nanos";
    private static final String PER_SAMPLE = "%,.1f";
    private static final String MICROJOULES = "%,.3f";
    private static final String MICROSECONDS = "%,.3f";
    private static final String RATIO = "%,.3f";
    private static final Map<String, String> EVENT_WORDS = Map.of(
            "interChipHops", "inter-chip hops",
            "sops", "synaptic operations",
            "neuronUpdates", "neuron updates");

    private final Comparison comparison;
    /** NeuroBench's metrics as people read them. */
    private static final Map<String, MetricWords> METRIC_WORDS = Map.of(
            "footprintBytes", new MetricWords("footprint, kB", 1 / KILO),
            "parameters", new MetricWords("parameters, thousands", 1 / KILO),
            "connectionSparsity", new MetricWords("weights of 0, %", PERCENT),
            "activationSparsity", new MetricWords("activations of 0, %", PERCENT),
            "denseOperations", new MetricWords("dense operations a sample, thousands", 1 / KILO),
            "effectiveMacs", new MetricWords("effective multiplications a sample, thousands", 1 / KILO),
            "effectiveAcs", new MetricWords("effective additions a sample, thousands", 1 / KILO),
            "membraneUpdates", new MetricWords("membrane updates a sample, thousands", 1 / KILO));

    private record MetricWords(String text, double factor) {}

    private final List<String> ids;

    private CompareTables(Comparison comparison) {
        this.comparison = comparison;
        this.ids = comparison.runs().stream().map(Comparison.Run::id).toList();
    }

    /** All tables in the order in which people read them. */
    static List<ResultTable> of(Comparison comparison) {
        CompareTables tables = new CompareTables(comparison);
        return List.of(
                tables.runs(),
                tables.settings(),
                tables.pairs(),
                tables.answers(),
                tables.events(),
                tables.energy(),
                tables.chipTime(),
                tables.neurobench(),
                tables.layers("sops", "synaptic operations", PER_SAMPLE, Comparison.Layer::sops),
                tables.layers("spikes", "spikes", PER_SAMPLE, Comparison.Layer::spikes),
                tables.layers("energy", "energy, uJ,", MICROJOULES, Comparison.Layer::microjoules),
                tables.latencies());
    }

    private ResultTable runs() {
        return ResultTable.named("runs", "runs and their accuracy", comparison.runs())
                .words("run", "run", Comparison.Run::id)
                .words("folder", "folder", Comparison.Run::folder)
                .words("network", "network", Comparison.Run::network)
                .number("samples", "samples", "%,d", Comparison.Run::samples)
                .number("correct", "right", "%,d", run -> judged(run, Comparison.Run::correct))
                .number("accuracy_percent", "accuracy %", "%.2f", run -> judged(run, of -> PERCENT * of.accuracy()))
                .number(
                        "low_percent",
                        "from",
                        "%.2f",
                        run -> judged(run, of -> PERCENT * of.confidence().low()))
                .number(
                        "high_percent",
                        "to",
                        "%.2f",
                        run -> judged(run, of -> PERCENT * of.confidence().high()))
                .number(
                        "float_percent",
                        "float %",
                        "%.2f",
                        run -> run.floatAccuracy() == null ? null : (Double) (PERCENT * run.floatAccuracy()))
                .note("from, to: 95 % confidence interval of the accuracy (Wilson)")
                .note(
                        comparison.sameSpikes()
                                ? "all spikes are the same: the fingerprints are equal"
                                : "the spikes are not the same: the fingerprints differ")
                .build();
    }

    /** A figure of a run whose answers were judged; nothing without labels. */
    private static Number judged(Comparison.Run run, Function<Comparison.Run, Number> figure) {
        return run.accuracy() == null ? null : figure.apply(run);
    }

    private ResultTable settings() {
        Comparison.Settings settings = comparison.settings();
        ResultTable.Builder table = ResultTable.named(
                        "settings",
                        String.format(
                                Locale.ROOT,
                                "settings that differ: %d; %d are equal",
                                settings.differing().size(),
                                settings.equal()))
                .words("setting", "setting");
        ids.forEach(id -> table.words(key(id), id));
        settings.differing().forEach(setting -> table.row(row(setting.key(), setting.values())));
        return table.build();
    }

    private ResultTable pairs() {
        return ResultTable.named("pairs", "answers to the same samples, two runs at a time", comparison.pairs())
                .words("first", "run", Comparison.Pair::first)
                .words("second", "and", Comparison.Pair::second)
                .number("samples", "samples", "%,d", found(Comparison.Agreement::samples))
                .number("both_right", "both right", "%,d", found(Comparison.Agreement::bothRight))
                .number("only_first_right", "only first", "%,d", found(Comparison.Agreement::onlyFirstRight))
                .number("only_second_right", "only second", "%,d", found(Comparison.Agreement::onlySecondRight))
                .number("both_wrong", "both wrong", "%,d", found(Comparison.Agreement::bothWrong))
                .number("different_answers", "other answer", "%,d", found(Comparison.Agreement::differentAnswers))
                .number("mcnemar_p", "p", "%.3g", found(Comparison.Agreement::mcNemarP))
                .words("not_comparable", "why not", Comparison.Pair::notComparable)
                .note("p: McNemar's exact test for equal accuracies; not corrected for the number of pairs")
                .build();
    }

    /** A figure of two runs; nothing where their samples cannot be paired. */
    private static Function<Comparison.Pair, Number> found(Function<Comparison.Agreement, Number> figure) {
        return pair -> pair.agreement() == null ? null : figure.apply(pair.agreement());
    }

    private ResultTable answers() {
        Comparison.Answers answers = comparison.answers();
        String title = answers.runs().isEmpty()
                ? "samples answered differently: no run has the samples of A"
                : String.format(
                        Locale.ROOT,
                        "samples answered differently by %s: %,d of %,d%s",
                        String.join(", ", answers.runs()),
                        answers.different(),
                        answers.samples(),
                        answers.different() > answers.first().size()
                                ? String.format(
                                        Locale.ROOT,
                                        "; the first %d",
                                        answers.first().size())
                                : "");
        ResultTable.Builder table =
                ResultTable.named("answers", title).words("sample", "sample").number("label", "label", "%d");
        ids.forEach(id -> table.number(key(id), id, "%d"));
        answers.first()
                .forEach(sample -> table.row(row(
                        List.of(String.format(Locale.ROOT, "%d", sample.sample()), sample.label()), sample.answers())));
        return table.build();
    }

    private ResultTable events() {
        Map<String, PerRun> rows = new LinkedHashMap<>();
        comparison
                .events()
                .forEach(event -> rows.put(EVENT_WORDS.getOrDefault(event.key(), event.key()), event.perSample()));
        return figures("events", "events per sample", "event", PER_SAMPLE, rows);
    }

    private ResultTable energy() {
        Comparison.Energy energy = comparison.energy();
        Map<String, PerRun> rows = new LinkedHashMap<>();
        energy.parts().forEach(part -> rows.put(part.assumed() ? part.part() + " *" : part.part(), part.microjoules()));
        rows.put("sum", energy.perSampleMicrojoules());
        rows.put("sum while the pipeline is full", energy.steadyMicrojoules());
        rows.put("all-in power bound", energy.boundMicrojoules());
        return figures("energy", "energy per sample, uJ; * rests on an assumed figure", "part", MICROJOULES, rows);
    }

    private ResultTable chipTime() {
        Comparison.ChipTime time = comparison.chipTime();
        Map<String, PerRun> rows = new LinkedHashMap<>();
        rows.put("a sample, steps as long as they need", time.neededMicroseconds());
        rows.put("a sample, steps as configured", time.configuredMicroseconds());
        rows.put("its answer, steps as long as they need", time.neededAnswerMicroseconds());
        rows.put("its answer, steps as configured", time.configuredAnswerMicroseconds());
        return figures("chip-time", "time on the chip, us", "time", MICROSECONDS, rows);
    }

    private ResultTable neurobench() {
        Map<String, PerRun> rows = new LinkedHashMap<>();
        comparison.neurobench().forEach(metric -> {
            MetricWords words = METRIC_WORDS.get(metric.key());
            rows.put(words.text(), metric.figure().times(words.factor()));
        });
        return figures("neurobench", "NeuroBench's metrics", "metric", PER_SAMPLE, rows);
    }

    private ResultTable layers(String key, String words, String format, Function<Comparison.Layer, PerRun> figure) {
        Map<String, PerRun> rows = new LinkedHashMap<>();
        comparison.layers().forEach(layer -> rows.put(layer.name(), figure.apply(layer)));
        return figures("layer-" + key, words + " per sample by layer", "layer", format, rows);
    }

    /** A row for each figure: its value in each run, then the ratios to the first. */
    private ResultTable figures(String key, String title, String rowsAre, String format, Map<String, PerRun> rows) {
        ResultTable.Builder table = ResultTable.named(key, title).words(rowsAre, rowsAre);
        ids.forEach(id -> table.number(key(id), id, format));
        others().forEach(
                        id -> table.number(key(id) + "_to_" + key(ids.getFirst()), id + " / " + ids.getFirst(), RATIO));
        rows.forEach((name, figure) -> {
            List<Object> cells = new ArrayList<>();
            cells.add(name);
            cells.addAll(figure.values());
            cells.addAll(figure.ratios().subList(1, figure.ratios().size()));
            table.row(cells.toArray());
        });
        return table.build();
    }

    private List<String> others() {
        return ids.subList(1, ids.size());
    }

    private ResultTable latencies() {
        ResultTable.Builder table = ResultTable.named("latencies", "latencies")
                .words("latency", "latency")
                .words("unit", "unit")
                .words("run", "run")
                .number("count", "count", "%,d")
                .number("mean", "mean", "%,.1f")
                .number("p50", "p50", "%,.0f")
                .number("p99", "p99", "%,.0f")
                .number("p999", "p99.9", "%,.0f")
                .number("max", "max", "%,.0f");
        for (Comparison.Distribution distribution : comparison.latencies()) {
            boolean isNanos = distribution.unit().equals(NANOS);
            double unit = isNanos ? NANOS_PER_MICRO : 1;
            for (int run = 0; run < ids.size(); run++) {
                List<Object> cells = new ArrayList<>(
                        List.of(distribution.name(), isNanos ? "us" : distribution.unit(), ids.get(run)));
                Latencies.Summary found = distribution.summaries().get(run);
                cells.addAll(
                        found == null
                                ? Collections.nCopies(6, null)
                                : List.of(
                                        found.count(),
                                        found.mean() / unit,
                                        found.p50() / unit,
                                        found.p99() / unit,
                                        found.p999() / unit,
                                        found.max() / unit));
                table.row(cells.toArray());
            }
        }
        return table.build();
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    private static Object[] row(Object first, List<?> others) {
        return row(List.of(first), others);
    }

    private static Object[] row(List<?> first, List<?> others) {
        List<Object> cells = new ArrayList<>(first);
        cells.addAll(others);
        return cells.toArray();
    }
}
