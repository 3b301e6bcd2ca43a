package org.synfire.tools.report;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RunDetails;

/**
 * An image once for the annotation and once for each network, with the boxes over it. The picture is what the network
 * sees, drawn where that lies in the file, so the image has its own proportions.
 */
final class SceneDrawing {
    private static final double GAP = 10;
    private static final double TITLE = 20;
    private static final double MOST_HEIGHT = 420;
    private static final double STROKE = 2;
    private static final double LETTERS = 12;
    private static final double HALO = 3;
    /** Mean width of a letter, in units of its size. */
    private static final double LETTER_WIDTH = 0.6;

    /** One copy of the image. */
    private record Panel(String title, CssPaint paint, boolean hasScores, List<RunDetails.Box> boxes) {}

    private final RunDetails details;
    private final RunDetails.Scene scene;
    private final List<Panel> panels = new ArrayList<>();
    private final double scale;

    SceneDrawing(RunDetails details, RunDetails.Scene scene) {
        this.details = details;
        this.scene = scene;
        panels.add(new Panel("annotation", CssPaint.ofCategory(2), false, scene.objects()));
        for (RunDetails.FoundBoxes found : scene.found()) {
            panels.add(new Panel(
                    DetectionSection.words(found.network()),
                    CssPaint.ofCategory(panels.size() - 1),
                    true,
                    found.boxes()));
        }
        double width = (Chart.WHOLE - GAP * (panels.size() - 1)) / panels.size();
        this.scale = Math.min(width / scene.fileWidth(), MOST_HEIGHT / scene.fileHeight());
    }

    private double width() {
        return scale * scene.fileWidth();
    }

    private double height() {
        return scale * scene.fileHeight();
    }

    DomContent draw(Chart chart) {
        Drawing drawing = new Drawing(chart, (width() + GAP) * panels.size() - GAP, Math.ceil(TITLE + height()));
        String picture = chart.id() + "-picture";
        String edge = chart.id() + "-edge";
        drawing.add(Drawing.element("clipPath", "id", edge)
                .with(Drawing.element("rect", "width", width(), "height", height())));
        for (int number = 0; number < panels.size(); number++) {
            Panel panel = panels.get(number);
            double left = number * (width() + GAP);
            drawing.label(left, TITLE - 6, Drawing.Lettering.AXIS, Drawing.Anchor.START, panel.title());
            drawing.add(Drawing.element(
                            "g",
                            "transform",
                            String.format(Locale.ROOT, "translate(%.2f %.2f)", left, TITLE),
                            "clip-path",
                            "url(#" + edge + ")")
                    .with(number == 0 ? image(picture) : Drawing.element("use", "href", "#" + picture))
                    .with(boxes(panel)));
        }
        return drawing.done();
    }

    private ContainerTag<?> image(String id) {
        RunDetails.Edges seen = scene.seen();
        return Drawing.element(
                "image",
                "id",
                id,
                "x",
                scale * seen.left(),
                "y",
                scale * seen.top(),
                "width",
                scale * (seen.right() - seen.left()),
                "height",
                scale * (seen.bottom() - seen.top()),
                "preserveAspectRatio",
                "none",
                "href",
                Png.dataUri(scene.channels(), scene.height(), scene.width(), scene.pixels()));
    }

    /** The best box is drawn last, over the others. */
    private List<DomContent> boxes(Panel panel) {
        List<DomContent> elements = new ArrayList<>();
        for (RunDetails.Box box : panel.boxes().reversed()) {
            elements.add(frame(panel, box));
        }
        elements.addAll(names(panel).reversed());
        return elements;
    }

    /** The best box has its name at its corner; others go down until they cover no better one. */
    private List<DomContent> names(Panel panel) {
        List<DomContent> elements = new ArrayList<>();
        List<Name> placed = new ArrayList<>();
        for (RunDetails.Box box : panel.boxes()) {
            Name name = name(panel, box);
            while (name.y() < height() && placed.stream().anyMatch(name::covers)) {
                name = name.below();
            }
            placed.add(name);
            elements.add(name.drawn());
        }
        return elements;
    }

    private DomContent frame(Panel panel, RunDetails.Box box) {
        RunDetails.Edges edges = box.edges();
        return Drawing.element(
                "rect",
                "x",
                scale * edges.left(),
                "y",
                scale * edges.top(),
                "width",
                scale * (edges.right() - edges.left()),
                "height",
                scale * (edges.bottom() - edges.top()),
                "fill",
                "none",
                "stroke",
                panel.paint().css(),
                "stroke-width",
                STROKE);
    }

    private Name name(Panel panel, RunDetails.Box box) {
        String score = panel.hasScores() ? " " + Shown.decimal(box.score(), 2) : "";
        return new Name(
                Shown.clean(details.classNames().get(box.label())) + score,
                scale * box.edges().left() + HALO,
                Math.max(LETTERS, scale * box.edges().top() - HALO));
    }

    /** A name over the image, from its left end on the line that letters stand on. */
    private record Name(String text, double x, double y) {
        Name below() {
            return new Name(text, x, y + LETTERS + 1);
        }

        boolean covers(Name other) {
            return Math.abs(y - other.y) < LETTERS && x < other.x + other.width() && other.x < x + width();
        }

        private double width() {
            return LETTER_WIDTH * LETTERS * text.length();
        }

        DomContent drawn() {
            return Drawing.words(x, y, Drawing.Lettering.mark(LETTERS, CssPaint.INK), Drawing.Anchor.START, text)
                    .attr("stroke", CssPaint.PAGE.css())
                    .attr("stroke-width", String.valueOf(HALO))
                    .attr("paint-order", "stroke");
        }
    }
}
