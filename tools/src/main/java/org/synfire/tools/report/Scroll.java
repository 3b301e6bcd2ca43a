package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;

/** What is scrolled sideways where the screen is narrow; a shadow at the edge, and words, say that there is more. */
final class Scroll {
    private Scroll() {}

    /** @param label what it is, for those who do not see it */
    static DomContent of(DomContent content, String label) {
        return div(content)
                .withClass("scroll")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", label);
    }
}
