package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.network.image.ImageSize;

/**
 * YOLO, first version: one output of S S (5 B + C) numbers for S x S cells, B boxes per cell and C classes per cell.
 *
 * <p><b>Equation:</b> with column i and row j, a box (x, y, w, h) has its centre at ((i + x) / S, (j + y) / S) and the
 * size (w, h), in shares of the image; where the network learned roots, the size is (w^2, h^2). The score of a class is
 * the box's confidence times the cell's probability of the class. <b>Source:</b> Redmon et al., You Only Look Once,
 * 2016, arXiv:1506.02640, section 2; roots and the order {@link Order#BLOCKS}: darknet's detection layer.
 *
 * @param output number of the output
 * @param grid S, cells in a row and in a column
 * @param boxes B
 * @param order of the numbers
 * @param isSquared whether the network gives roots of widths and heights
 */
public record Yolo1(int output, int grid, int boxes, Order order, boolean isSquared) implements Head {
    private static final int BOX_VALUES = 4;

    /** The order of the numbers. */
    public enum Order {
        /** The classes of all cells, then the confidences of all cells, then the boxes of all cells: darknet. */
        BLOCKS,
        /** Cell after cell: B times x, y, w, h and confidence, then the classes. */
        CELLS
    }

    @Override
    public String word() {
        return "yolo1";
    }

    @Override
    public Optional<String> misfit(List<Output.Form> forms, int classes) {
        if (output >= forms.size()) {
            return Optional.of(AnchorMap.missing(forms, output));
        }
        long needed = (long) grid * grid * perCell(classes);
        int size = forms.get(output).shape().size();
        return size == needed
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "output %d, %s, has %d values; %d x %d cells of %d boxes and %d classes need %d",
                        output,
                        forms.get(output),
                        size,
                        grid,
                        grid,
                        boxes,
                        classes,
                        needed));
    }

    private int perCell(int classes) {
        return boxes * (BOX_VALUES + 1) + classes;
    }

    @Override
    public List<Detection> decode(List<Output> outputs, ImageSize input, int classes, double leastScore) {
        float[] values = outputs.get(output).values();
        List<Detection> found = new ArrayList<>();
        for (int cell = 0; cell < grid * grid; cell++) {
            for (int box = 0; box < boxes; box++) {
                double confidence = values[confidence(cell, box, classes)];
                Region region = region(values, cell, box, classes, input);
                for (int label = 0; label < classes; label++) {
                    double score = confidence * values[probability(cell, label, classes)];
                    if (score >= leastScore) {
                        found.add(new Detection(label, Math.min(1, score), region));
                    }
                }
            }
        }
        return found;
    }

    private Region region(float[] values, int cell, int box, int classes, ImageSize input) {
        int first = box(cell, box, classes);
        double width = size(values[first + 2]);
        double height = size(values[first + 3]);
        int column = cell % grid;
        int row = cell / grid;
        return Region.around(
                (column + values[first]) / grid * input.width(),
                (row + values[first + 1]) / grid * input.height(),
                width * input.width(),
                height * input.height());
    }

    private double size(double value) {
        return isSquared ? value * value : value;
    }

    private int probability(int cell, int label, int classes) {
        return switch (order) {
            case BLOCKS -> cell * classes + label;
            case CELLS -> cell * perCell(classes) + boxes * (BOX_VALUES + 1) + label;
        };
    }

    private int confidence(int cell, int box, int classes) {
        return switch (order) {
            case BLOCKS -> grid * grid * classes + cell * boxes + box;
            case CELLS -> box(cell, box, classes) + BOX_VALUES;
        };
    }

    private int box(int cell, int box, int classes) {
        return switch (order) {
            case BLOCKS -> grid * grid * (classes + boxes) + (cell * boxes + box) * BOX_VALUES;
            case CELLS -> cell * perCell(classes) + box * (BOX_VALUES + 1);
        };
    }
}
