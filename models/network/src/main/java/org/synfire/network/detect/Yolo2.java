package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synfire.network.image.ImageSize;

/**
 * YOLO, second version: one output map with (tx, ty, tw, th, to, classes) for each anchor.
 *
 * <p><b>Equation:</b> with column i, row j, a map of W x H cells and an anchor of (pw, ph) cells: x = (i + sigmoid(tx))
 * / W, y = (j + sigmoid(ty)) / H, w = pw exp(tw) / W, h = ph exp(th) / H in shares of the image. The score of a class
 * is sigmoid(to) times its softmax. <b>Source:</b> Redmon and Farhadi, YOLO9000, 2017, arXiv:1612.08242, section 2.
 *
 * @param output number of the output
 * @param anchors in cells
 */
public record Yolo2(int output, List<Anchor> anchors) implements Head {
    private static final int OBJECTNESS = 4;
    private static final int FIRST_CLASS = 5;

    public Yolo2 {
        anchors = List.copyOf(anchors);
    }

    @Override
    public String word() {
        return "yolo2";
    }

    @Override
    public Optional<String> misfit(List<Output.Form> forms, int classes) {
        return AnchorMap.misfit(forms, output, anchors.size(), FIRST_CLASS + classes, "4 of the box, 1, and classes");
    }

    @Override
    public List<Detection> decode(List<Output> outputs, ImageSize input, int classes, double leastScore) {
        AnchorMap map = new AnchorMap(outputs.get(output), FIRST_CLASS + classes);
        List<Detection> found = new ArrayList<>();
        map.visit(anchors.size(), (anchor, row, column) -> {
            double objectness = Activations.sigmoid(map.value(anchor, OBJECTNESS, row, column));
            if (objectness >= leastScore) {
                double[] shares = Activations.softmax(map.values(anchor, FIRST_CLASS, classes, row, column));
                Region region = region(map, anchor, row, column, input);
                for (int label = 0; label < classes; label++) {
                    if (objectness * shares[label] >= leastScore) {
                        found.add(new Detection(label, objectness * shares[label], region));
                    }
                }
            }
        });
        return found;
    }

    private Region region(AnchorMap map, int anchor, int row, int column, ImageSize input) {
        double cellWidth = (double) input.width() / map.width();
        double cellHeight = (double) input.height() / map.height();
        return Region.around(
                (column + Activations.sigmoid(map.value(anchor, 0, row, column))) * cellWidth,
                (row + Activations.sigmoid(map.value(anchor, 1, row, column))) * cellHeight,
                anchors.get(anchor).width() * Math.exp(map.value(anchor, 2, row, column)) * cellWidth,
                anchors.get(anchor).height() * Math.exp(map.value(anchor, 3, row, column)) * cellHeight);
    }
}
