package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.network.image.ImageSize;

/**
 * An anchor head as in SSD: for each resolution one output map of boxes and one of class scores, or one list of the
 * boxes of all resolutions and one of their scores.
 *
 * <p><b>Equation:</b> with column i, row j, a map of W x H cells, an anchor of (pw, ph) pixels in the middle of the
 * cell, and variances (c, s): x = (i + 1/2) / W + c dx pw, y = (j + 1/2) / H + c dy ph, w = pw exp(s dw), h = ph exp(s
 * dh), where pw and ph are shares of the image in the first two. The score of a class is its softmax over the classes
 * and the background, or its sigmoid. <b>Source:</b> Liu et al., SSD, 2016, arXiv:1512.02325, equation 2; variances:
 * the authors' PriorBox layer.
 *
 * @param layers one for each resolution
 * @param centreVariance c, above 0
 * @param sizeVariance s, above 0
 * @param scores how raw scores become shares
 * @param hasBackground whether the first score of an anchor is that of the background
 */
public record Ssd(List<Layer> layers, double centreVariance, double sizeVariance, Scores scores, boolean hasBackground)
        implements Head {
    private static final int BOX_VALUES = 4;

    /** How raw scores become shares. */
    public enum Scores {
        SOFTMAX,
        SIGMOID
    }

    /**
     * A resolution.
     *
     * @param boxes number of the output with (dx, dy, dw, dh) for each anchor
     * @param scores number of the output with the scores of each anchor
     * @param anchors in pixels that the network sees
     * @param cells of the resolution where the outputs are lists: parts of the same outputs follow each other, with the
     *     order row, column, anchor; empty where the outputs are maps
     */
    public record Layer(int boxes, int scores, List<Anchor> anchors, Optional<Cells> cells) {
        public Layer {
            anchors = List.copyOf(anchors);
        }

        /** A resolution with maps of its own. */
        public Layer(int boxes, int scores, List<Anchor> anchors) {
            this(boxes, scores, anchors, Optional.empty());
        }

        /** Boxes in a list; 0 where the outputs are maps. */
        private long listed() {
            return cells.map(grid -> (long) grid.rows() * grid.columns() * anchors.size())
                    .orElse(0L);
        }
    }

    /**
     * The grid of a resolution.
     *
     * @param rows at least 1
     * @param columns at least 1
     */
    public record Cells(int rows, int columns) {}

    public Ssd {
        layers = List.copyOf(layers);
    }

    @Override
    public String word() {
        return "ssd";
    }

    private int entries(int classes) {
        return classes + (hasBackground ? 1 : 0);
    }

    @Override
    public Optional<String> misfit(List<Output.Form> forms, int classes) {
        return layers.stream()
                .flatMap(layer -> layer.cells().isPresent()
                        ? listMisfit(layer, forms, classes)
                        : mapMisfit(layer, forms, classes))
                .findFirst();
    }

    private Stream<String> listMisfit(Layer layer, List<Output.Form> forms, int classes) {
        long boxes = layers.stream()
                .filter(other -> other.boxes() == layer.boxes())
                .mapToLong(Layer::listed)
                .sum();
        return Stream.concat(
                listMisfit(forms, layer.boxes(), boxes, BOX_VALUES),
                listMisfit(forms, layer.scores(), boxes, entries(classes)));
    }

    private static Stream<String> listMisfit(List<Output.Form> forms, int number, long boxes, int entries) {
        if (number >= forms.size()) {
            return Stream.of(AnchorMap.missing(forms, number));
        }
        int size = forms.get(number).shape().size();
        return size == boxes * entries
                ? Stream.empty()
                : Stream.of(String.format(
                        Locale.ROOT,
                        "output %d, %s, has %d values; %d boxes of %d values need %d",
                        number,
                        forms.get(number),
                        size,
                        boxes,
                        entries,
                        boxes * entries));
    }

    private Stream<String> mapMisfit(Layer layer, List<Output.Form> forms, int classes) {
        int anchors = layer.anchors().size();
        List<String> faults = Stream.concat(
                        AnchorMap.misfit(forms, layer.boxes(), anchors, BOX_VALUES, "of the box").stream(),
                        AnchorMap.misfit(
                                forms,
                                layer.scores(),
                                anchors,
                                entries(classes),
                                hasBackground ? "background and classes" : "classes")
                                .stream())
                .toList();
        if (!faults.isEmpty()) {
            return faults.stream();
        }
        Output.Form boxes = forms.get(layer.boxes());
        Output.Form scores = forms.get(layer.scores());
        boolean isSameGrid = boxes.shape().height() == scores.shape().height()
                && boxes.shape().width() == scores.shape().width();
        return isSameGrid
                ? Stream.empty()
                : Stream.of("outputs " + boxes + " and " + scores + " are of one layer and have different grids");
    }

    @Override
    public List<Detection> decode(List<Output> outputs, ImageSize input, int classes, double leastScore) {
        List<Detection> found = new ArrayList<>();
        for (Layer layer : layers) {
            BoxGrid boxes = grid(layer, outputs.get(layer.boxes()), BOX_VALUES);
            BoxGrid values = grid(layer, outputs.get(layer.scores()), entries(classes));
            boxes.visit(layer.anchors().size(), (anchor, row, column) -> {
                double[] shares = shares(values.values(anchor, 0, entries(classes), row, column));
                for (int label = 0; label < classes; label++) {
                    double score = shares[label + (hasBackground ? 1 : 0)];
                    if (score >= leastScore) {
                        found.add(new Detection(label, score, region(layer, boxes, anchor, row, column, input)));
                    }
                }
            });
        }
        return found;
    }

    private BoxGrid grid(Layer layer, Output output, int entries) {
        return layer.cells()
                .<BoxGrid>map(cells -> new BoxList(
                        output,
                        firstBox(layer),
                        cells.rows(),
                        cells.columns(),
                        layer.anchors().size(),
                        entries))
                .orElseGet(() -> new AnchorMap(output, entries));
    }

    private int firstBox(Layer layer) {
        long before = layers.stream()
                .takeWhile(other -> other != layer)
                .filter(other -> other.boxes() == layer.boxes())
                .mapToLong(Layer::listed)
                .sum();
        return Math.toIntExact(before);
    }

    private double[] shares(double[] raw) {
        return switch (scores) {
            case SOFTMAX -> Activations.softmax(raw);
            case SIGMOID -> {
                double[] shares = new double[raw.length];
                for (int i = 0; i < raw.length; i++) {
                    shares[i] = Activations.sigmoid(raw[i]);
                }
                yield shares;
            }
        };
    }

    private Region region(Layer layer, BoxGrid map, int anchor, int row, int column, ImageSize input) {
        double width = layer.anchors().get(anchor).width();
        double height = layer.anchors().get(anchor).height();
        return Region.around(
                (column + 0.5) * input.width() / map.width()
                        + centreVariance * map.value(anchor, 0, row, column) * width,
                (row + 0.5) * input.height() / map.height()
                        + centreVariance * map.value(anchor, 1, row, column) * height,
                width * Math.exp(sizeVariance * map.value(anchor, 2, row, column)),
                height * Math.exp(sizeVariance * map.value(anchor, 3, row, column)));
    }
}
