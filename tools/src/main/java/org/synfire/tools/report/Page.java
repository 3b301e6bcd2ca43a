package org.synfire.tools.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.synfire.models.experiment.RecordedRun;
import org.synfire.models.experiment.RunResult;

/** The page around the sections: head, style, the switch between light and dark, contents, and warnings that must not be missed. */
final class Page {
    /** Nothing is loaded from anywhere; what the page needs stands in it. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private Page() {
    }

    static String of(RecordedRun run, List<Section> sections) {
        RunResult result = run.result();
        String name = result.network() + " on " + (result.chips() == 1 ? "" : result.chips() + " x ") + result.chip();
        return "<!DOCTYPE html>\n" + html(
                head(meta().withCharset("utf-8"), meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                        meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY), meta().withName("color-scheme").withContent("light dark"),
                        meta().withName("generator").withContent("Synfire " + result.version()), title(name + " - Synfire"), style(rawHtml(resource("report.css")))),
                body(header(div(p("Synfire run report").withClass("kind"), button("Dark").withId("theme").withType("button").isHidden()).withClass("bar"), h1(name),
                                p(text("%s precision, %s, %s bits a code".formatted(result.precision(), result.pipelined() ? "pipelined" : "one sample at a time",
                                        run.details().bits()))).withClass("sub"), each(warnings(result), warning -> warning),
                                nav(each(sections, part -> a(part.title()).withHref("#" + part.id()))).attr("aria-label", "contents")),
                        main(each(sections, part -> section(h2(part.title()), each(part.content(run), content -> content)).withId(part.id()))),
                        footer(p("Made by Synfire " + result.version() + "; figures marked as assumed rest on numbers that nobody has published for the chip.")),
                        script(rawHtml(resource("report.js"))))).withLang("en").render() + "\n";
    }

    private static List<DomContent> warnings(RunResult result) {
        List<DomContent> warnings = new ArrayList<>();
        if (!result.complete()) {
            warnings.add(warning(span(text("INCOMPLETE: the run was stopped after "), Shown.count("/samples", result.samples()), text(" samples; all figures are of these."))));
        }
        if (result.reference() != null && result.reference().mismatchedValues() > 0) {
            warnings.add(warning(span(Shown.count("/reference/mismatchedValues", result.reference().mismatchedValues()),
                    text(" values differ from the dense reference; the first: " + result.reference().firstMismatch()))));
        }
        if (result.expected() != null && result.expected().mismatchedValues() > 0) {
            warnings.add(warning(span(Shown.count("/expected/mismatchedValues", result.expected().mismatchedValues()),
                    text(" answers differ from the expected ones; the first: " + result.expected().firstMismatch()))));
        }
        return warnings;
    }

    private static DomContent warning(DomContent what) {
        return p(what).withClass("warning").attr("role", "alert");
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
