package org.synfire.tools.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunResult;

/** What it takes to get the same figures again, the raw data, and the chip's figures with their sources. */
final class OriginSection implements Section {
    @Override
    public String id() {
        return "origin";
    }

    @Override
    public String title() {
        return "Reproducibility and raw data";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        return List.of(
                div(
                                div(origin(run.result()).open()).withClass("half"),
                                div(h3("Raw data"), files(run)).withClass("half"))
                        .withClass("figures tables"),
                options(run.result().origin()).folded(),
                figures(run).folded());
    }

    private static Table origin(RunResult result) {
        RunOrigin origin = result.origin();
        return new Table("what it takes to get the same figures again")
                .words("what", "value")
                .row("command", code(result.setting().command()))
                .row("version, commit", result.setting().version() + ", " + origin.commit())
                .row("date", origin.date())
                .row("machine", origin.host().name() + ": " + origin.host().words())
                .row("virtual machine", origin.host().jdk())
                .row("network", result.network())
                .row("model file", file(origin.model()))
                .row("samples", origin.data().name() + sha(origin.data().sha256()))
                .row(
                        "calibration",
                        origin.calibration().images() == 0
                                ? "none"
                                : origin.calibration().images() + " images, ranges "
                                        + origin.calibration().ranges())
                .row("chip file", file(origin.chipFile()))
                .row(
                        "chip",
                        result.setting().chip() + ", " + result.setting().chips()
                                + (result.setting().chips() == 1 ? " chip" : " chips"))
                .row("precision", result.setting().precision())
                .row("pipeline", result.setting().pipelined() ? "yes" : "no")
                .row("seed", Shown.plain("/seed", result.setting().seed()))
                .row("fingerprint of all spikes", code(result.events().fingerprint()))
                .row(
                        "kernels, threads",
                        result.setting().kernel() + ", " + result.setting().threads()
                                + " (the figures do not depend on them, host times do)");
    }

    private static String file(RunOrigin.SourceFile file) {
        return file.name() + sha(file.sha256());
    }

    private static String sha(String hash) {
        return hash.isEmpty() ? "" : ", SHA-256 " + hash;
    }

    private static Table options(RunOrigin origin) {
        Table table = new Table("every option with its value").words("option", "value");
        origin.options().forEach(table::row);
        return table;
    }

    private static DomContent files(RecordedRun run) {
        return ul(each(
                        run.files(),
                        file -> li(a(file).withHref(URLEncoder.encode(file, StandardCharsets.UTF_8)
                                .replace("+", "%20")))))
                .withClass("files");
    }

    private static Table figures(RecordedRun run) {
        Table table = new Table("figures of chip " + run.result().setting().chip() + ", assumed ones marked")
                .words("figure")
                .numbers("value")
                .words("unit", "assumed", "source");
        for (RunDetails.ChipNumber figure : run.details().figures()) {
            table.row(
                    figure.figure(),
                    plain(figure.value()),
                    figure.unit(),
                    figure.assumed() ? "* assumed" : "",
                    figure.source());
        }
        return table;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Shown.count((long) value) : String.valueOf(value);
    }
}
