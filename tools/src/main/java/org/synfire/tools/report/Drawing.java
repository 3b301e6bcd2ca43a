package org.synfire.tools.report;

import static j2html.TagCreator.text;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.Locale;

/**
 * An SVG drawing of our own, element by element, for what no chart library draws.
 *
 * <p><b>Threads:</b> one. Text and attributes are escaped by the HTML library.
 */
final class Drawing {
    /**
     * How much larger and smaller than planned it may be shown: text stays readable, and what does not fit is scrolled
     * to.
     */
    private static final double MOST_SCALE = 1.2;

    private static final double LEAST_SCALE = 0.75;
    private static final double PAGE = 1090;

    private final ContainerTag<?> root;
    private final String title;

    /**
     * How a text looks.
     *
     * @param size in user units
     * @param weight {@code normal} or {@code 600}
     * @param paint its colour
     */
    record Lettering(double size, String weight, CssPaint paint) {
        static final Lettering TICK = new Lettering(12, "normal", CssPaint.INK);
        static final Lettering AXIS = new Lettering(13, "normal", CssPaint.MUTED);

        /** On a coloured area. */
        static Lettering mark(double size, CssPaint paint) {
            return new Lettering(size, "600", paint);
        }
    }

    /** Which part of a text stands at its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** @param chart name and description */
    Drawing(Chart chart, double width, double height) {
        title = chart.title();
        root = element("svg")
                .attr("id", chart.id())
                .attr("viewBox", "0 0 " + number(width) + " " + number(height))
                .attr("role", "img")
                .attr(
                        "style",
                        String.format(
                                Locale.ROOT,
                                "max-width:%spx;min-width:%spx",
                                number(MOST_SCALE * width),
                                number(Math.min(LEAST_SCALE * width, PAGE))))
                .attr("aria-labelledby", chart.id() + "-title " + chart.id() + "-description");
        root.with(element("title").attr("id", chart.id() + "-title").with(text(chart.title())));
        root.with(element("desc").attr("id", chart.id() + "-description").with(text(chart.description())));
    }

    /** An element with pairs of names and values of its attributes; numbers are rounded. */
    static ContainerTag<?> element(String tag, Object... attributes) {
        ContainerTag<?> element = new ContainerTag<>(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            element.attr(
                    (String) attributes[i],
                    attributes[i + 1] instanceof Number number ? number(number.doubleValue()) : attributes[i + 1]);
        }
        return element;
    }

    Drawing add(DomContent element) {
        root.with(element);
        return this;
    }

    /** Adds a text. */
    Drawing label(double x, double y, Lettering lettering, Anchor anchor, String words) {
        return add(words(x, y, lettering, anchor, words));
    }

    /** A text. */
    static ContainerTag<?> words(double x, double y, Lettering lettering, Anchor anchor, String words) {
        return element(
                        "text",
                        "x",
                        x,
                        "y",
                        y,
                        "font-size",
                        lettering.size(),
                        "font-weight",
                        lettering.weight(),
                        "fill",
                        lettering.paint().css(),
                        "text-anchor",
                        anchor.name().toLowerCase(Locale.ROOT))
                .with(text(words));
    }

    /** What is shown of an element to those who point at it. */
    static ContainerTag<?> hint(String words) {
        return element("title").with(text(Shown.clean(words)));
    }

    /** The drawing, scrolled sideways where the screen is narrow. */
    DomContent done() {
        return Scroll.of(root, title);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
