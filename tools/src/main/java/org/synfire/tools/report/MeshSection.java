package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** Where the layers lie on the mesh, and how many packets each link carried. */
final class MeshSection implements Section {
    private static final int BUSIEST_SHOWN = 10;
    /** Chips in use beyond which chips are drawn, not their nodes. */
    private static final int MOST_CHIPS = 4;

    @Override
    public String id() {
        return "mesh";
    }

    @Override
    public String title() {
        return "Mesh: placement and link loads";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        MeshMap nodes = MeshMap.of(run);
        return nodes.isDrawable() && ChipMap.chipsInUse(run) <= MOST_CHIPS
                ? ofNodes(run, nodes)
                : ofChips(run, ChipMap.of(run));
    }

    private static List<DomContent> ofNodes(RecordedRun run, MeshMap map) {
        String caption = "Numbers are layers, 'in' is the node where the input enters; the part shown is " + map.part()
                + ". A link is drawn as two lanes, one for each direction, on the right-hand side as one drives; the"
                + " darker (on a dark page, the brighter) and thicker, the more packets."
                + (run.result().setting().chips() > 1 ? " Gaps part the chips." : "");
        Figure figure = new Figure("Placement of the layers and load of the links", caption)
                .wide()
                .with(map.draw(new Chart("mesh-map", "Mesh with layers and link loads", caption)))
                .with(scale(map.largest()))
                .with(layers(run))
                .with(busiest(run));
        return List.of(div(figure.done()).withClass("figures"));
    }

    private static List<DomContent> ofChips(RecordedRun run, MeshMap map) {
        String caption = "Each square is a chip, its number the cores in use, its colour their share of the fullest"
                + " chip's; the part shown is " + map.part()
                + ". Lines are the packets between neighbouring chips, over all links of their common edge: two lanes,"
                + " one for each direction, on the right-hand side as one drives. cores.csv and links.csv hold the"
                + " single cores and links.";
        Figure figure = new Figure("Cores in use on the chips and packets between chips", caption).wide();
        if (map.isDrawable()) {
            figure.with(map.draw(new Chart("mesh-map", "Chips with their cores and packets between them", caption)));
            if (map.largest() > 0) {
                figure.with(scale(
                        "packets from a chip to its neighbour in the run:",
                        share -> "to " + Shown.rounded(map.largest() * share)));
            }
        } else {
            figure.with(p("The chips in use are too many to be drawn; cores.csv and links.csv hold them."));
        }
        return List.of(div(figure.with(busiest(run)).done()).withClass("figures"));
    }

    private static DomContent scale(double busiest) {
        return scale("packets over a link in the run:", share -> "to " + Shown.rounded(busiest * share));
    }

    /**
     * What the colours of links mean.
     *
     * @param title what is shown
     * @param words from a share of the largest load to its name
     */
    static DomContent scale(String title, DoubleFunction<String> words) {
        List<DomContent> parts = new ArrayList<>(List.of(span(title)));
        IntStream.range(0, CssPaint.STEPS)
                .forEach(step -> parts.add(span(
                                span().withClass("swatch b" + step),
                                span(words.apply((double) (step + 1) / CssPaint.STEPS)))
                        .withClass("entry")));
        return div(each(parts, part -> part)).withClass("legend");
    }

    private static DomContent layers(RecordedRun run) {
        List<DomContent> parts = new ArrayList<>();
        for (int layer = 1; layer < run.details().layers().size(); layer++) {
            parts.add(span(
                            span(String.valueOf(layer)).withClass("badge k" + (layer - 1) % CssPaint.CATEGORIES),
                            span(LayerNames.name(run, layer)))
                    .withClass("entry"));
        }
        return div(each(parts, part -> part)).withClass("legend");
    }

    private static DomContent busiest(RecordedRun run) {
        Table table = new Table("busiest links").words("link").numbers("packets", "per sample");
        double samples = Math.max(1, run.result().answers().samples());
        run.details().links().stream()
                .sorted(Comparator.comparingLong(RunDetails.Link::packets).reversed())
                .limit(BUSIEST_SHOWN)
                .forEach(link -> table.row(
                        String.format(
                                Locale.ROOT, "%d,%d to %d,%d", link.fromX(), link.fromY(), link.toX(), link.toY()),
                        Shown.count(link.packets()),
                        Shown.decimal(link.packets() / samples, 1)));
        return table.folded();
    }
}
