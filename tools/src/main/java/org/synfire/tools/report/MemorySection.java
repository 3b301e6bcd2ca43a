package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;
import org.synfire.noc.chip.ChipFigure;

/** How close each layer comes to the limits of its cores, in the chip's units, and what the emulator itself takes. */
final class MemorySection implements Section {
    private static final double PERCENT = 100;
    private static final double BITS_PER_KIBIBYTE = 8 * 1024;

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String title() {
        return "Memory and limits";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        String caption =
                "Of each layer's fullest core, the share of its limit: neurons; axon-in words (connections, weights,"
                        + " neuron state); axon-out words (one a neuron and its destinations).";
        List<Integer> layers = layersOnCores(run);
        DomContent chart = Bars.grouped(
                        layers.stream().map(LayerNames.labels(run)::get).toList(), "share of the core's limit, %")
                .series("neurons", CssPaint.ofCategory(4), row -> fullest(run, layers.get(row), MemorySection::neurons))
                .series("axon-in", CssPaint.ofCategory(0), row -> fullest(run, layers.get(row), MemorySection::axonIn))
                .series(
                        "axon-out",
                        CssPaint.ofCategory(2),
                        row -> fullest(run, layers.get(row), MemorySection::axonOut))
                .draw(new Chart("memory-shares", "Share of the cores' limits", caption));
        return List.of(
                div(
                                new Figure("Share of the cores' limits", caption)
                                        .with(chart)
                                        .done(),
                                div(chip(run).open(), process(run).open()).withClass("half stack"))
                        .withClass("figures tables"),
                cores(run).open(),
                processByLayer(run).folded());
    }

    private static List<Integer> layersOnCores(RecordedRun run) {
        return run.details().cores().stream()
                .map(RunDetails.Core::layer)
                .filter(layer -> layer > 0)
                .distinct()
                .sorted()
                .toList();
    }

    private static double neurons(RunDetails.Core core) {
        return share(core.neurons(), core.neuronLimit());
    }

    private static double axonIn(RunDetails.Core core) {
        return share(core.axonIn().words(), core.axonInLimit());
    }

    private static double axonOut(RunDetails.Core core) {
        return share(core.axonOutWords(), core.axonOutLimit());
    }

    private static double share(long used, long limit) {
        return limit == 0 ? 0 : PERCENT * used / limit;
    }

    private static double fullest(RecordedRun run, int layer, ToDoubleFunction<RunDetails.Core> share) {
        return cores(run, layer).stream().mapToDouble(share).max().orElse(0);
    }

    private static List<RunDetails.Core> cores(RecordedRun run, int layer) {
        return run.details().cores().stream()
                .filter(core -> core.layer() == layer)
                .toList();
    }

    private static List<RunDetails.Core> neuronCores(RecordedRun run) {
        return run.details().cores().stream().filter(core -> core.layer() > 0).toList();
    }

    private static Table chip(RecordedRun run) {
        Table table = new Table("memory of all cores in use, in the chip's words")
                .words("what")
                .numbers("words", "bits each", "KiB", "of their limit");
        axonIn(run, table, "neuron state, in axon-in", core -> core.axonIn().state());
        axonIn(
                run,
                table,
                "connections, in axon-in: an entry for each axon",
                core -> core.axonIn().metadata());
        axonIn(
                run,
                table,
                "connections, in axon-in: neuron numbers",
                core -> core.axonIn().neuronIds());
        axonIn(run, table, "weights, in axon-in", core -> core.axonIn().weights());
        memory(
                run,
                table,
                "axon-out: an entry for each neuron, destinations",
                ChipFigure.AXON_OUT_WORD_BITS,
                RunDetails.Core::axonOutWords,
                RunDetails.Core::axonOutLimit);
        return table.row(
                "neurons: a potential and two weighted sums each",
                Shown.count(sum(run, RunDetails.Core::neurons)),
                "",
                "",
                Shown.decimal(share(sum(run, RunDetails.Core::neurons), sum(run, RunDetails.Core::neuronLimit)), 1)
                        + " %");
    }

    private static void axonIn(RecordedRun run, Table table, String what, ToLongFunction<RunDetails.Core> words) {
        memory(run, table, what, ChipFigure.AXON_IN_WORD_BITS, words, RunDetails.Core::axonInLimit);
    }

    private static void memory(
            RecordedRun run,
            Table table,
            String what,
            ChipFigure wordBits,
            ToLongFunction<RunDetails.Core> words,
            ToLongFunction<RunDetails.Core> limit) {
        double bits = run.details().figure(wordBits);
        long used = sum(run, words);
        table.row(
                what,
                Shown.count(used),
                Shown.count((long) bits),
                Shown.decimal(used * bits / BITS_PER_KIBIBYTE, 1),
                Shown.decimal(share(used, sum(run, limit)), 1) + " %");
    }

    private static long sum(RecordedRun run, ToLongFunction<RunDetails.Core> value) {
        return neuronCores(run).stream().mapToLong(value).sum();
    }

    private static Table process(RecordedRun run) {
        RunResult.Memory memory = run.result().memory();
        return new Table("memory of this process")
                .words("what")
                .numbers("bytes")
                .row("neuron state of all cores, off-heap", Shown.count("/memory/stateBytes", memory.stateBytes()))
                .row("of it per neuron", Shown.decimal("/memory/bytesPerNeuron", memory.bytesPerNeuron(), 1))
                .row(
                        "weights, a copy for each core",
                        Shown.count(sum(run, core -> core.process().weights())))
                .row(
                        "connection tables",
                        Shown.count(run.details().cores().stream()
                                .mapToLong(core -> core.process().tables())
                                .sum()))
                .row(
                        "values of the last samples, kept to be compared",
                        Shown.count("/memory/keptBytes", memory.keptBytes()));
    }

    private static Table cores(RecordedRun run) {
        Table table = new Table("each layer's fullest core, used / limit")
                .words("layer")
                .numbers("cores", "neurons", "axon-in words", "axon-out words", "delay memory, bytes");
        for (int layer : layersOnCores(run)) {
            List<RunDetails.Core> cores = cores(run, layer);
            RunDetails.Core most = fullest(cores, MemorySection::neurons);
            RunDetails.Core in = fullest(cores, MemorySection::axonIn);
            RunDetails.Core out = fullest(cores, MemorySection::axonOut);
            table.row(
                    LayerNames.numbered(run, layer),
                    Shown.count(
                            "/layers/" + layer + "/cores",
                            run.result().layers().get(layer).cores()),
                    used(most.neurons(), most.neuronLimit()),
                    used(in.axonIn().words(), in.axonInLimit()),
                    used(out.axonOutWords(), out.axonOutLimit()),
                    Shown.count(Math.ceilDiv(
                            cores.stream().mapToLong(RunDetails.Core::delayBits).sum(), Byte.SIZE)));
        }
        return table;
    }

    private static RunDetails.Core fullest(List<RunDetails.Core> cores, ToDoubleFunction<RunDetails.Core> share) {
        return cores.stream().max(Comparator.comparingDouble(share)).orElseThrow();
    }

    private static Table processByLayer(RecordedRun run) {
        Table table = new Table("memory of this process, by layer, bytes")
                .words("layer")
                .numbers("neuron state", "weights", "connection tables");
        for (int layer = 0; layer < run.details().layers().size(); layer++) {
            List<RunDetails.Core> cores = cores(run, layer);
            table.row(
                    LayerNames.numbered(run, layer),
                    Shown.count(cores.stream()
                            .mapToLong(core -> core.process().state())
                            .sum()),
                    Shown.count(cores.stream()
                            .mapToLong(core -> core.process().weights())
                            .sum()),
                    Shown.count(cores.stream()
                            .mapToLong(core -> core.process().tables())
                            .sum()));
        }
        return table;
    }

    private static String used(long used, long limit) {
        return Shown.count(used) + " / " + Shown.count(limit);
    }
}
