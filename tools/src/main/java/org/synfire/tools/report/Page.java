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
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;

import j2html.TagCreator;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page: head, style, the switch between light and dark, warnings that must not be missed, contents, parts under
 * headings. What a report is about is no matter of it.
 *
 * @param title heading and name of the page
 * @param subtitle below the heading
 * @param version of Synfire that made what is shown
 * @param warnings shown above everything else
 * @param parts in their order
 */
record Page(String title, String subtitle, String version, List<DomContent> warnings, List<Part> parts) {
    /** Nothing is loaded from anywhere; what the page needs stands in it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri"
                    + " 'none'; form-action 'none'";

    /** @param id what links to it say: lower-case letters */
    record Part(String id, String title, List<DomContent> content) {}

    /** The page as HTML. */
    String html() {
        return "<!DOCTYPE html>\n"
                + TagCreator.html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        meta().attr("http-equiv", "Content-Security-Policy")
                                                .withContent(POLICY),
                                        meta().withName("color-scheme").withContent("light dark"),
                                        meta().withName("generator").withContent("Synfire " + version),
                                        TagCreator.title(title + " - Synfire"),
                                        style(rawHtml(resource("report.css")))),
                                body(
                                        header(
                                                div(
                                                                p("Synfire report")
                                                                        .withClass("kind"),
                                                                button("Dark")
                                                                        .withId("theme")
                                                                        .withType("button")
                                                                        .isHidden())
                                                        .withClass("bar"),
                                                h1(title),
                                                p(subtitle).withClass("sub"),
                                                each(
                                                        warnings,
                                                        warning -> p(warning)
                                                                .withClass("warning")
                                                                .attr("role", "alert")),
                                                nav(each(
                                                                parts,
                                                                part -> a(part.title())
                                                                        .withHref("#" + part.id())))
                                                        .attr("aria-label", "contents")),
                                        main(each(
                                                parts,
                                                part -> section(
                                                                h2(part.title()),
                                                                each(part.content(), content -> content))
                                                        .withId(part.id()))),
                                        footer(p("Made by Synfire " + version
                                                + "; figures marked as assumed rest on numbers that"
                                                + " nobody has published for the chip.")),
                                        script(rawHtml(resource("report.js")))))
                        .withLang("en")
                        .render()
                + "\n";
    }

    /** Text of a file beside this class. */
    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
