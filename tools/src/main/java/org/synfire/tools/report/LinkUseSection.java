package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** What the links carried over time: all of them together, and the busiest one by one. */
final class LinkUseSection implements Section {
    @Override
    public String id() {
        return "linkuse";
    }

    @Override
    public String title() {
        return "Link use over time";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return run.details().linkUse() != null
                && !run.details().linkUse().busiest().isEmpty();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        RunDetails.LinkUse use = run.details().linkUse();
        LinkUseChart chart = new LinkUseChart(use);
        String name = "Packets over links in each interval of the run";
        String caption = String.format(
                Locale.ROOT,
                "The run's %s time steps in intervals of %s. The bars are the packets that cross all links in a time"
                    + " step%s; a packet counts on every link that it crosses. Each row below is one link; colours are"
                    + " its packets in a time step. %s All values are means over the interval.",
                Shown.count(use.steps()),
                use.interval() == 1 ? "one step" : Shown.count(use.interval()) + " steps",
                chart.hasChips() ? ", with those between chips on top" : "",
                use.busiest().size() < run.details().links().size()
                        ? "The " + use.busiest().size() + " busiest links of "
                                + run.details().links().size() + " are shown, the busiest first."
                        : "All links that carried packets are shown, the busiest first.");
        return List.of(div(new Figure(name, caption)
                        .wide()
                        .with(chart.draw(new Chart("link-use-heat", name, caption)))
                        .with(MeshSection.scale(
                                "packets over a link in a time step:",
                                share -> "to " + Shown.rounded(chart.largest() * share)))
                        .with(table(use))
                        .done())
                .withClass("figures"));
    }

    private static DomContent table(RunDetails.LinkUse use) {
        Table table = new Table("packets over links by interval")
                .words("time steps")
                .numbers(
                        "inside chips",
                        "between chips",
                        "busiest link, " + LinkUseChart.name(use.busiest().getFirst()));
        for (int i = 0; i < use.insideChips().length; i++) {
            long from = i * use.interval();
            table.row(
                    Shown.count(from) + " to " + Shown.count(from + use.stepsOf(i) - 1),
                    Shown.count(use.insideChips()[i]),
                    Shown.count(use.betweenChips()[i]),
                    Shown.count(use.busiest().getFirst().packets()[i]));
        }
        table.row(
                "all",
                Shown.count(LongStream.of(use.insideChips()).sum()),
                Shown.count(LongStream.of(use.betweenChips()).sum()),
                Shown.count(Arrays.stream(use.busiest().getFirst().packets()).sum()));
        return table.folded();
    }
}
