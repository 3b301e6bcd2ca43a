package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synfire.network.image.ImageSize;

/**
 * YOLO, third version: output maps of several resolutions, each with (tx, ty, tw, th, to, classes) for its anchors.
 *
 * <p><b>Equation:</b> with column i, row j, a map of W x H cells, an anchor of (pw, ph) pixels and the scale s of the
 * layer: x = (i + s sigmoid(tx) - (s - 1) / 2) / W, y = (j + s sigmoid(ty) - (s - 1) / 2) / H in shares of the image,
 * and w = pw exp(tw), h = ph exp(th) in pixels. The score of a class is sigmoid(to) times the sigmoid of its value.
 * <b>Source:</b> Redmon and Farhadi, YOLOv3, 2018, arXiv:1804.02767, section 2.1; the scale, darknet's
 * {@code scale_x_y}: Bochkovskiy et al., YOLOv4, 2020, arXiv:2004.10934, section 3.4.
 *
 * @param layers one for each output map
 */
public record Yolo3(List<Layer> layers) implements Head {
    private static final int OBJECTNESS = 4;
    private static final int FIRST_CLASS = 5;

    /**
     * An output map.
     *
     * @param output number of the output
     * @param anchors in pixels that the network sees
     * @param scale s, 1 where centres stay in their cell
     */
    public record Layer(int output, List<Anchor> anchors, double scale) {
        public Layer {
            anchors = List.copyOf(anchors);
        }
    }

    public Yolo3 {
        layers = List.copyOf(layers);
    }

    @Override
    public String word() {
        return "yolo3";
    }

    @Override
    public Optional<String> misfit(List<Output.Form> forms, int classes) {
        return layers.stream()
                .flatMap(layer -> AnchorMap.misfit(
                        forms,
                        layer.output(),
                        layer.anchors().size(),
                        FIRST_CLASS + classes,
                        "4 of the box, 1, and classes")
                        .stream())
                .findFirst();
    }

    @Override
    public List<Detection> decode(List<Output> outputs, ImageSize input, int classes, double leastScore) {
        List<Detection> found = new ArrayList<>();
        for (Layer layer : layers) {
            decode(layer, new AnchorMap(outputs.get(layer.output()), FIRST_CLASS + classes), input, leastScore, found);
        }
        return found;
    }

    private static void decode(Layer layer, AnchorMap map, ImageSize input, double leastScore, List<Detection> found) {
        map.visit(layer.anchors().size(), (anchor, row, column) -> {
            double objectness = Activations.sigmoid(map.value(anchor, OBJECTNESS, row, column));
            if (objectness >= leastScore) {
                Region region = region(layer, map, anchor, row, column, input);
                for (int label = 0; label < map.entries() - FIRST_CLASS; label++) {
                    double score =
                            objectness * Activations.sigmoid(map.value(anchor, FIRST_CLASS + label, row, column));
                    if (score >= leastScore) {
                        found.add(new Detection(label, score, region));
                    }
                }
            }
        });
    }

    private static Region region(Layer layer, AnchorMap map, int anchor, int row, int column, ImageSize input) {
        return Region.around(
                (column + stretched(layer, map.value(anchor, 0, row, column))) * input.width() / map.width(),
                (row + stretched(layer, map.value(anchor, 1, row, column))) * input.height() / map.height(),
                layer.anchors().get(anchor).width() * Math.exp(map.value(anchor, 2, row, column)),
                layer.anchors().get(anchor).height() * Math.exp(map.value(anchor, 3, row, column)));
    }

    private static double stretched(Layer layer, double value) {
        return layer.scale() * Activations.sigmoid(value) - (layer.scale() - 1) / 2;
    }
}
