package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.synfire.models.experiment.RecordedRun;
import org.synfire.models.experiment.RunDetails;
import org.synfire.models.experiment.RunResult;

/** How close each layer comes to the limits of its cores, in the chip's units, and what the emulator itself takes. */
final class MemorySection implements Section {
    private static final double PERCENT = 100;

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
        String caption = "Of each layer's fullest core, the share of its limit: neurons; axon-in words (connections, weights, neuron state); axon-out words (one a neuron and its destinations).";
        List<Integer> layers = layersOnCores(run);
        DomContent chart = Bars.grouped(layers.stream().map(layer -> LayerNames.label(run, layer)).toList(), "% of the core's limit")
                .series("neurons", CssPaint.ofCategory(4), row -> fullest(run, layers.get(row), MemorySection::neurons))
                .series("axon-in", CssPaint.ofCategory(0), row -> fullest(run, layers.get(row), MemorySection::axonIn))
                .series("axon-out", CssPaint.ofCategory(2), row -> fullest(run, layers.get(row), MemorySection::axonOut))
                .draw(new Chart("memory-shares", "Share of the cores' limits", caption));
        return List.of(div(each(List.of(new Figure("Share of the cores' limits", caption).with(chart).done(), div(process(run.result()).open()).withClass("half")), part -> part))
                .withClass("figures"), cores(run).open());
    }

    private static List<Integer> layersOnCores(RecordedRun run) {
        return run.details().cores().stream().map(RunDetails.Core::layer).filter(layer -> layer > 0).distinct().sorted().toList();
    }

    private static double neurons(RunDetails.Core core) {
        return PERCENT * core.neurons() / core.neuronLimit();
    }

    private static double axonIn(RunDetails.Core core) {
        return core.axonInLimit() == 0 ? 0 : PERCENT * core.axonInWords() / core.axonInLimit();
    }

    private static double axonOut(RunDetails.Core core) {
        return core.axonOutLimit() == 0 ? 0 : PERCENT * core.axonOutWords() / core.axonOutLimit();
    }

    private static double fullest(RecordedRun run, int layer, ToDoubleFunction<RunDetails.Core> share) {
        return cores(run, layer).stream().mapToDouble(share).max().orElse(0);
    }

    private static List<RunDetails.Core> cores(RecordedRun run, int layer) {
        return run.details().cores().stream().filter(core -> core.layer() == layer).toList();
    }

    private static Table cores(RecordedRun run) {
        Table table = new Table("each layer's fullest core, used / limit").words("layer").numbers("cores", "neurons", "axon-in words", "axon-out words", "delay memory, bytes");
        for (int layer : layersOnCores(run)) {
            List<RunDetails.Core> cores = cores(run, layer);
            RunDetails.Core most = cores.stream().max(Comparator.comparingInt(RunDetails.Core::neurons)).orElseThrow();
            RunDetails.Core in = cores.stream().max(Comparator.comparingDouble(MemorySection::axonIn)).orElseThrow();
            RunDetails.Core out = cores.stream().max(Comparator.comparingDouble(MemorySection::axonOut)).orElseThrow();
            table.row(layer + " " + LayerNames.name(run, layer), Shown.count("/layers/" + layer + "/cores", run.result().layers().get(layer).cores()),
                    used(most.neurons(), most.neuronLimit()), used(in.axonInWords(), in.axonInLimit()), used(out.axonOutWords(), out.axonOutLimit()),
                    Shown.count(Math.ceilDiv(cores.stream().mapToLong(RunDetails.Core::delayBits).sum(), Byte.SIZE)));
        }
        return table;
    }

    private static String used(long used, long limit) {
        return Shown.count(used) + " / " + Shown.count(limit);
    }

    private static Table process(RunResult result) {
        Table table = new Table("memory of this process").words("what").numbers("bytes");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"state of all cores, off-heap", Shown.count("/memory/stateBytes", result.memory().stateBytes())});
        rows.add(new Object[] {"per neuron", Shown.decimal("/memory/bytesPerNeuron", result.memory().bytesPerNeuron(), 1)});
        rows.add(new Object[] {"values of the last samples, kept to be compared", Shown.count("/memory/keptBytes", result.memory().keptBytes())});
        rows.forEach(table::row);
        return table;
    }
}
