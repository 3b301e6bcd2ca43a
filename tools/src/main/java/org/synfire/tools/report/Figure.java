package org.synfire.tools.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A drawing with its heading, what it shows in words, and the table of its numbers. */
final class Figure {
    private final String title;
    private final String caption;
    private final List<DomContent> body = new ArrayList<>();
    private boolean isWide;

    /** @param caption what is drawn and how to read it, in sentences */
    Figure(String title, String caption) {
        this.title = title;
        this.caption = caption;
    }

    /** Adds a drawing, a legend or a table. */
    Figure with(DomContent part) {
        body.add(part);
        return this;
    }

    /** Takes the whole width of the page. */
    Figure wide() {
        isWide = true;
        return this;
    }

    DomContent done() {
        return figure(
                        h3(title),
                        body.getFirst(),
                        figcaption(text(caption)),
                        each(body.subList(1, body.size()), part -> part))
                .withClass(isWide ? "wide" : "half");
    }
}
