package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunResult;

/** Where the energy goes, and how much of it rests on figures that nobody has published. */
final class EnergySection implements Section {
    private static final String ASSUMED = "assumed figure";
    private static final String PUBLISHED = "published figure";

    @Override
    public String id() {
        return "energy";
    }

    @Override
    public String title() {
        return "Energy";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        RunResult.Energy energy = run.result().energy();
        List<String> parts = List.copyOf(energy.parts().keySet());
        String caption =
                "Microjoules per sample: events times their cost in the chip file. Parts marked * rest on figures that"
                        + " nobody has published for this chip.";
        List<String> names = parts.stream()
                .map(part -> energy.assumed().contains(part) ? part + " *" : part)
                .toList();
        DomContent chart = Bars.stacked(names, "energy per sample, \u00b5J")
                .series(
                        PUBLISHED,
                        new CssPaint("accent"),
                        row -> energy.assumed().contains(parts.get(row))
                                ? 0
                                : energy.parts().get(parts.get(row)))
                .series(
                        ASSUMED,
                        new CssPaint("c0"),
                        row -> energy.assumed().contains(parts.get(row))
                                ? energy.parts().get(parts.get(row))
                                : 0)
                .draw(new Chart("energy-parts", "Energy per sample by part", caption));
        return List.of(div(
                        div(
                                        new Figure("Energy per sample by part", caption)
                                                .with(chart)
                                                .done(),
                                        table(energy).open(),
                                        bound(energy))
                                .withClass("half stack"),
                        byLayer(run))
                .withClass("figures"));
    }

    private static DomContent byLayer(RecordedRun run) {
        List<RunResult.LayerResult> layers = run.result().layers();
        String caption =
                "Of each layer, its synaptic operations, its neuron updates, and its packets on their way to other"
                        + " cores. Static power belongs to no layer."
                        + (run.result().energy().assumed().isEmpty() ? "" : " Parts of it rest on assumed figures.");
        DomContent chart = Bars.grouped(LayerNames.labels(run), "energy per sample, \u00b5J")
                .series(
                        "energy",
                        new CssPaint("accent"),
                        layer -> layers.get(layer).microjoulesPerSample())
                .labelled(new ChartStyle.TickFormat(Shown::rounded))
                .draw(new Chart("energy-layers", "Energy per sample by layer", caption));
        return new Figure("Energy per sample by layer", caption).with(chart).done();
    }

    private static Table table(RunResult.Energy energy) {
        Table table =
                new Table("energy per sample").words("part").numbers("\u00b5J").words("figure");
        energy.parts()
                .forEach((part, microjoules) -> table.row(
                        part,
                        Shown.decimal("/energy/parts/" + part.replace("~", "~0").replace("/", "~1"), microjoules, 3),
                        energy.assumed().contains(part) ? ASSUMED + " *" : PUBLISHED));
        return table.row(
                "sum",
                Shown.decimal("/energy/perSampleMicrojoules", energy.perSampleMicrojoules(), 3),
                assumedShare(energy) + " assumed");
    }

    private static DomContent bound(RunResult.Energy energy) {
        return p(
                span(text("The chips' known power, everything included, would take ")),
                Shown.decimal("/energy/boundMicrojoules", energy.boundMicrojoules(), 1),
                text(" \u00b5J in the same chip time; it is no part of the sum."));
    }

    /** In percent, how much of the sum rests on assumed figures. */
    static String assumedShare(RunResult.Energy energy) {
        double assumed = energy.assumed().stream()
                .mapToDouble(part -> energy.parts().getOrDefault(part, 0.0))
                .sum();
        return Shown.percent(energy.perSampleMicrojoules() == 0 ? 0 : assumed / energy.perSampleMicrojoules(), 0);
    }
}
