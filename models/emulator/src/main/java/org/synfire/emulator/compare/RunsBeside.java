package org.synfire.emulator.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.emulator.result.ConfidenceInterval;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;

/** Puts the figures of runs beside each other. */
final class RunsBeside {
    /** What of {@code run.json} is counted on the chip, in its order there. */
    private static final Map<String, ToLongFunction<RunResult.Events>> EVENTS = events();

    /** What of {@code run.json} NeuroBench defines, in its order there. */
    private static final Map<String, ToDoubleFunction<RunResult.NeuroBench>> METRICS = metrics();

    private final List<ComparedRun> runs;
    private final List<RunResult> results;

    RunsBeside(List<ComparedRun> runs) {
        this.runs = List.copyOf(runs);
        this.results = runs.stream().map(run -> run.recorded().result()).toList();
    }

    private static Map<String, ToLongFunction<RunResult.Events>> events() {
        Map<String, ToLongFunction<RunResult.Events>> events = new LinkedHashMap<>();
        events.put("spikes", RunResult.Events::spikes);
        events.put("packets", RunResult.Events::packets);
        events.put("hops", RunResult.Events::hops);
        events.put("interChipHops", RunResult.Events::interChipHops);
        events.put("sops", RunResult.Events::sops);
        events.put("neuronUpdates", RunResult.Events::neuronUpdates);
        events.put("overflows", RunResult.Events::overflows);
        return events;
    }

    private static Map<String, ToDoubleFunction<RunResult.NeuroBench>> metrics() {
        Map<String, ToDoubleFunction<RunResult.NeuroBench>> metrics = new LinkedHashMap<>();
        metrics.put("footprintBytes", RunResult.NeuroBench::footprintBytes);
        metrics.put("parameters", RunResult.NeuroBench::parameters);
        metrics.put("connectionSparsity", RunResult.NeuroBench::connectionSparsity);
        metrics.put("activationSparsity", RunResult.NeuroBench::activationSparsity);
        metrics.put("denseOperations", RunResult.NeuroBench::denseOperations);
        metrics.put("effectiveMacs", RunResult.NeuroBench::effectiveMacs);
        metrics.put("effectiveAcs", RunResult.NeuroBench::effectiveAcs);
        metrics.put("membraneUpdates", RunResult.NeuroBench::membraneUpdates);
        return metrics;
    }

    Comparison compared(String version) {
        SamplesBeside samples = new SamplesBeside(runs);
        return new Comparison(
                IntStream.range(0, runs.size()).mapToObj(this::run).toList(),
                SettingTable.of(results),
                results.stream()
                                .map(result -> result.events().fingerprint())
                                .distinct()
                                .count()
                        == 1,
                EVENTS.entrySet().stream()
                        .map(event -> event(event.getKey(), event.getValue()))
                        .toList(),
                energy(),
                chipTime(),
                METRICS.entrySet().stream()
                        .map(metric -> metric(metric.getKey(), metric.getValue()))
                        .toList(),
                layers(),
                latencies(),
                samples.pairs(),
                samples.answers(),
                notes(samples),
                version);
    }

    private Comparison.Run run(int place) {
        RunResult result = results.get(place);
        RunResult.Answers answers = result.answers();
        return new Comparison.Run(
                Comparison.id(place),
                runs.get(place).folder(),
                result.network(),
                answers.samples(),
                answers.correct(),
                result.hasAccuracy() ? answers.accuracy() : null,
                result.hasAccuracy() ? ConfidenceInterval.of(answers.accuracy(), answers.samples()) : null,
                result.witnesses()
                        .floatNetwork()
                        .map(RunResult.FloatResult::accuracy)
                        .orElse(null),
                result.events().fingerprint());
    }

    private PerRun perRun(Function<RunResult, Double> value) {
        return PerRun.of(results.stream().map(value));
    }

    private static double perSample(long events, RunResult run) {
        return (double) events / Math.max(1, run.answers().samples());
    }

    private Comparison.Event event(String key, ToLongFunction<RunResult.Events> count) {
        return new Comparison.Event(
                key,
                results.stream().map(run -> count.applyAsLong(run.events())).toList(),
                perRun(run -> perSample(count.applyAsLong(run.events()), run)));
    }

    private Comparison.Metric metric(String key, ToDoubleFunction<RunResult.NeuroBench> value) {
        return new Comparison.Metric(
                key, perRun(run -> run.neurobench().map(value::applyAsDouble).orElse(null)));
    }

    private Comparison.Energy energy() {
        Set<String> parts = results.stream()
                .flatMap(run -> run.energy().parts().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Comparison.Energy(
                perRun(run -> run.energy().perSampleMicrojoules()),
                // folders without samples are of format 3, which had no such figure
                PerRun.of(runs.stream()
                        .map(run -> run.samples().isEmpty()
                                ? null
                                : (Double) run.recorded().result().energy().steadyMicrojoules())),
                parts.stream().map(this::part).toList(),
                perRun(run -> run.energy().boundMicrojoules()));
    }

    private Comparison.Part part(String name) {
        return new Comparison.Part(
                name,
                results.stream().anyMatch(run -> run.energy().assumed().contains(name)),
                perRun(run -> run.energy().parts().get(name)));
    }

    private Comparison.ChipTime chipTime() {
        return new Comparison.ChipTime(
                perRun(run -> run.noc().neededMicrosecondsPerSample()),
                perRun(run -> run.noc().configuredMicrosecondsPerSample()),
                perRun(run -> ofAnswer(run, run.noc().neededMicrosecondsPerSample())),
                perRun(run -> ofAnswer(run, run.noc().configuredMicrosecondsPerSample())));
    }

    /** A mean step's share of the samples' time, for each step until an answer. */
    private static double ofAnswer(RunResult run, double perSample) {
        return perSample
                * run.answers().samples()
                / Math.max(1, run.timeSteps().total())
                * run.timeSteps().meanLatency();
    }

    private List<Comparison.Layer> layers() {
        List<Map<String, RunResult.LayerResult>> byName =
                results.stream().map(RunsBeside::layersByName).toList();
        return merged(byName.stream().map(Map::keySet).toList()).stream()
                .map(name -> new Comparison.Layer(
                        name,
                        layerFigure(byName, name, (layer, run) -> perSample(layer.sops(), run)),
                        layerFigure(byName, name, (layer, run) -> perSample(layer.spikes(), run)),
                        layerFigure(byName, name, (layer, _) -> layer.microjoulesPerSample())))
                .toList();
    }

    /** A figure of a layer and the run that it is of. */
    private interface LayerFigure {
        double of(RunResult.LayerResult layer, RunResult run);
    }

    private PerRun layerFigure(List<Map<String, RunResult.LayerResult>> byName, String name, LayerFigure figure) {
        return PerRun.of(IntStream.range(0, results.size()).mapToObj(run -> {
            RunResult.LayerResult layer = byName.get(run).get(name);
            return layer == null ? null : (Double) figure.of(layer, results.get(run));
        }));
    }

    /** A second layer of the same name has its number behind it. */
    private static Map<String, RunResult.LayerResult> layersByName(RunResult run) {
        Map<String, RunResult.LayerResult> layers = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (RunResult.LayerResult layer : run.layers()) {
            int number = seen.merge(layer.name(), 1, Integer::sum);
            layers.put(number == 1 ? layer.name() : layer.name() + " (" + number + ")", layer);
        }
        return layers;
    }

    /**
     * The names of all lists. Those that the first has not follow the one that they follow in their own list, or are in
     * front of the one that they precede; the names of a list that shares none are at the end.
     */
    static List<String> merged(List<? extends Collection<String>> lists) {
        List<String> all = new ArrayList<>();
        for (Collection<String> list : lists) {
            int next = list.stream()
                    .mapToInt(all::indexOf)
                    .filter(found -> found >= 0)
                    .findFirst()
                    .orElse(all.size());
            for (String name : list) {
                int found = all.indexOf(name);
                if (found < 0) {
                    all.add(next++, name);
                } else {
                    next = found + 1;
                }
            }
        }
        return all;
    }

    private List<Comparison.Distribution> latencies() {
        Set<String> names = runs.stream()
                .flatMap(run -> run.recorded().histograms().stream())
                .map(Latencies::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.stream().map(this::distribution).toList();
    }

    private Comparison.Distribution distribution(String name) {
        List<Latencies.Summary> summaries = new ArrayList<>();
        String unit = "";
        for (ComparedRun run : runs) {
            Latencies.Summary summary = null;
            for (Latencies latencies : run.recorded().histograms()) {
                if (latencies.name().equals(name)) {
                    summary = latencies.summary();
                    unit = latencies.unit();
                }
            }
            summaries.add(summary);
        }
        return new Comparison.Distribution(name, unit, Collections.unmodifiableList(summaries));
    }

    /** Whether runs are on another chip, on more chips or on more cores than others. */
    private boolean isPlacedDifferently() {
        return results.stream()
                        .map(RunResult::setting)
                        .map(setting -> List.of(setting.chip(), setting.chips(), setting.cores()))
                        .distinct()
                        .count()
                > 1;
    }

    private List<String> notes(SamplesBeside samples) {
        List<String> notes = new ArrayList<>();
        for (int place = 0; place < results.size(); place++) {
            RunResult result = results.get(place);
            String id = Comparison.id(place);
            if (!result.answers().complete()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "Run %s was stopped after %,d samples.",
                        id,
                        result.answers().samples()));
            }
            result.witnesses()
                    .reference()
                    .filter(reference -> reference.mismatchedValues() > 0)
                    .ifPresent(reference -> notes.add(String.format(
                            Locale.ROOT,
                            "Run %s is not exact: %,d values differ from its dense reference.",
                            id,
                            reference.mismatchedValues())));
        }
        boolean isSame = results.stream()
                        .map(result -> result.events().fingerprint())
                        .distinct()
                        .count()
                == 1;
        if (!isSame && isPlacedDifferently()) {
            notes.add("The runs lie on other cores. Fingerprints depend on the cores that hold the neurons, so they"
                    + " differ even if every spike is the same.");
        }
        if (results.stream().map(result -> result.noc().timing()).distinct().count() > 1) {
            notes.add("The runs differ in timing: with ideal timing, packet and step cycles are lower bounds.");
        }
        if (IntStream.range(0, runs.size())
                .anyMatch(first -> IntStream.range(first + 1, runs.size())
                        .anyMatch(second -> samples.areOfOtherLength(first, second)))) {
            notes.add("Runs of different length are paired on the samples that both have, the first ones.");
        }
        return notes;
    }
}
