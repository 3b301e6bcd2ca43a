package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.synfire.network.graph.Shape;
import org.synfire.network.image.ImageSize;

/** Values are chosen so that every sigmoid, root and exponential can be computed by hand. */
final class HeadTest {
    private static final ImageSize INPUT = new ImageSize(100, 80);
    private static final double LOG_3 = Math.log(3);
    private static final double LOG_2 = Math.log(2);

    private static Output output(int channels, int height, int width) {
        Shape shape = new Shape(channels, height, width);
        return new Output(new Output.Form("map", shape), new float[shape.size()]);
    }

    private static void set(Output output, int channel, int row, int column, double value) {
        output.values()[output.form().shape().index(channel, row, column)] = (float) value;
    }

    private static void assertDetection(int label, double score, Region region, Detection found) {
        assertEquals(label, found.label());
        assertEquals(score, found.score(), 1e-6);
        assertEquals(region.left(), found.region().left(), 1e-4);
        assertEquals(region.top(), found.region().top(), 1e-4);
        assertEquals(region.right(), found.region().right(), 1e-4);
        assertEquals(region.bottom(), found.region().bottom(), 1e-4);
    }

    /** Two anchors, two classes, 4 x 5 cells of 20 x 20 pixels; the box is of the second anchor. */
    private static Output anchored(int entries) {
        Output output = output(2 * entries, 4, 5);
        for (int channel = 4; channel < 2 * entries; channel += entries) {
            for (int cell = 0; cell < 20; cell++) {
                set(output, channel, cell / 5, cell % 5, -20);
            }
        }
        set(output, entries, 1, 2, LOG_3);
        set(output, entries + 1, 1, 2, -LOG_3);
        set(output, entries + 2, 1, 2, LOG_2);
        set(output, entries + 3, 1, 2, 0);
        set(output, entries + 4, 1, 2, LOG_3);
        return output;
    }

    /** Objectness 3/4, softmax 1/4 and 3/4; centre ((2 + 3/4) 20, (1 + 1/4) 20), size (2 1.5 20, 2 20). */
    @Test
    void yolo2() {
        Output output = anchored(7);
        set(output, 12, 1, 2, 0);
        set(output, 13, 1, 2, LOG_3);
        Yolo2 head = new Yolo2(0, List.of(new Anchor(1, 1), new Anchor(1.5, 2)));
        List<Detection> found = head.decode(List.of(output), INPUT, 2, 0.01);
        assertEquals(2, found.size());
        assertDetection(0, 0.1875, new Region(25, 5, 85, 45), found.get(0));
        assertDetection(1, 0.5625, new Region(25, 5, 85, 45), found.get(1));
        assertEquals(1, head.decode(List.of(output), INPUT, 2, 0.2).size(), "the other one is below the least score");
    }

    /** Objectness 3/4, sigmoids 1/2 and 3/4; with scale 2 the centre is 2 3/4 - 1/2 = 1 and 2 1/4 - 1/2 = 0 in. */
    @Test
    void yolo3() {
        Output output = anchored(7);
        set(output, 12, 1, 2, 0);
        set(output, 13, 1, 2, LOG_3);
        Output other = output(7, 1, 1);
        set(other, 4, 0, 0, -20);
        Yolo3 head = new Yolo3(List.of(
                new Yolo3.Layer(1, List.of(new Anchor(10, 10), new Anchor(12, 14)), 2),
                new Yolo3.Layer(0, List.of(new Anchor(10, 10)), 1)));
        List<Detection> found = head.decode(List.of(other, output), INPUT, 2, 0.01);
        assertEquals(2, found.size());
        assertDetection(0, 0.375, new Region(48, 13, 72, 27), found.get(0));
        assertDetection(1, 0.5625, new Region(48, 13, 72, 27), found.get(1));
    }

    /**
     * The box's centre is at ((1 + 1/2) / 2, (0 + 1/4) / 2) of the image, its size 1/4 and 1/16: squares of 1/2, 1/4.
     */
    @Test
    void yolo1InBlocks() {
        Output output = output(2 * 2 * (2 * 5 + 3), 1, 1);
        set(output, 1 * 3 + 2, 0, 0, 0.5);
        set(output, 4 * 3 + 1 * 2 + 1, 0, 0, 0.8);
        int box = 4 * (3 + 2) + (1 * 2 + 1) * 4;
        double[] values = {0.5, 0.25, 0.5, 0.25};
        for (int i = 0; i < 4; i++) {
            set(output, box + i, 0, 0, values[i]);
        }
        Yolo1 head = new Yolo1(0, 2, 2, Yolo1.Order.BLOCKS, true);
        List<Detection> found = head.decode(List.of(output), INPUT, 3, 0.1);
        assertEquals(1, found.size());
        assertDetection(2, 0.4, new Region(62.5, 7.5, 87.5, 12.5), found.getFirst());
    }

    @Test
    void yolo1CellByCell() {
        Output output = output(2 * 2 * (2 * 5 + 3), 1, 1);
        int cell = 2 * (2 * 5 + 3);
        double[] values = {0.5, 0.25, 0.5, 0.25, 0.8};
        for (int i = 0; i < values.length; i++) {
            set(output, cell + 5 + i, 0, 0, values[i]);
        }
        set(output, cell + 2 * 5 + 1, 0, 0, 0.5);
        Yolo1 head = new Yolo1(0, 2, 2, Yolo1.Order.CELLS, false);
        List<Detection> found = head.decode(List.of(output), INPUT, 3, 0.1);
        assertEquals(1, found.size());
        assertDetection(1, 0.4, new Region(0, 40, 50, 60), found.getFirst());
    }

    /** Softmax 1/4, 1/2, 1/4; the centre moves by 0.1 5 of the anchor's 20, the size grows by exp(0.2 x). */
    @Test
    void ssd() {
        Output boxes = output(8, 4, 5);
        Output scores = output(6, 4, 5);
        for (int anchor = 0; anchor < 2; anchor++) {
            for (int cell = 0; cell < 20; cell++) {
                set(scores, anchor * 3, cell / 5, cell % 5, 20);
            }
        }
        set(boxes, 4, 3, 0, 5);
        set(boxes, 5, 3, 0, -5);
        set(boxes, 6, 3, 0, 5 * LOG_2);
        set(boxes, 7, 3, 0, 0);
        set(scores, 3, 3, 0, 0);
        set(scores, 4, 3, 0, LOG_2);
        Ssd head = new Ssd(
                List.of(new Ssd.Layer(1, 0, List.of(new Anchor(9, 9), new Anchor(20, 16)))),
                0.1,
                0.2,
                Ssd.Scores.SOFTMAX,
                true);
        List<Detection> found = head.decode(List.of(scores, boxes), INPUT, 2, 0.3);
        assertEquals(1, found.size());
        assertDetection(0, 0.5, new Region(0, 54, 40, 70), found.getFirst());
    }

    @Test
    void ssdWithSigmoidAndWithoutBackground() {
        Output boxes = output(4, 1, 1);
        Output scores = output(2, 1, 1);
        set(scores, 0, 0, 0, -20);
        set(scores, 1, 0, 0, LOG_3);
        Ssd head =
                new Ssd(List.of(new Ssd.Layer(0, 1, List.of(new Anchor(20, 16)))), 0.1, 0.2, Ssd.Scores.SIGMOID, false);
        List<Detection> found = head.decode(List.of(boxes, scores), INPUT, 2, 0.3);
        assertEquals(1, found.size());
        assertDetection(1, 0.75, new Region(40, 32, 60, 48), found.getFirst());
    }

    /**
     * The list has 2 x 1 cells with two boxes each, then one cell with one box. The fourth box is that of row 1 and the
     * second anchor; the fifth that of the last cell.
     */
    @Test
    void ssdAsLists() {
        Output boxes = output(1, 5, 4);
        Output scores = output(1, 5, 2);
        for (int box = 0; box < 5; box++) {
            set(scores, 0, box, 0, box < 3 ? 20 : 0);
        }
        set(scores, 0, 3, 1, LOG_3);
        set(scores, 0, 4, 1, 0);
        set(boxes, 0, 3, 0, 5);
        set(boxes, 0, 3, 3, 5 * LOG_2);
        Ssd head = new Ssd(
                List.of(
                        new Ssd.Layer(
                                0, 1, List.of(new Anchor(9, 9), new Anchor(20, 16)), Optional.of(new Ssd.Cells(2, 1))),
                        new Ssd.Layer(0, 1, List.of(new Anchor(30, 10)), Optional.of(new Ssd.Cells(1, 1)))),
                0.1,
                0.2,
                Ssd.Scores.SOFTMAX,
                true);
        List<Output.Form> forms = List.of(boxes.form(), scores.form());
        assertEquals(Optional.empty(), head.misfit(forms, 1));
        List<Detection> found = head.decode(List.of(boxes, scores), INPUT, 1, 0.3);
        assertEquals(2, found.size());
        assertDetection(0, 0.75, new Region(50, 44, 70, 76), found.get(0));
        assertDetection(0, 0.5, new Region(35, 35, 65, 45), found.get(1));
        assertEquals(
                Optional.of("output 1, map (1x5x2), has 10 values; 5 boxes of 3 values need 15"),
                head.misfit(forms, 2));
    }

    /** A network whose values ran away gives no box rather than an error. */
    @Test
    void valuesThatAreNoNumbersGiveNoBox() {
        Output output = output(6, 1, 1);
        Arrays.fill(output.values(), Float.NaN);
        assertEquals(List.of(), new Yolo2(0, List.of(new Anchor(1, 1))).decode(List.of(output), INPUT, 1, 0));
    }

    @Test
    void whatDoesNotFitIsSaid() {
        List<Output.Form> forms = List.of(
                new Output.Form("a", new Shape(14, 4, 5)),
                new Output.Form("b", new Shape(52, 1, 1)),
                new Output.Form("c", new Shape(8, 4, 4)));
        List<Anchor> two = List.of(new Anchor(1, 1), new Anchor(2, 2));
        assertEquals(Optional.empty(), new Yolo2(0, two).misfit(forms, 2));
        assertEquals(
                Optional.of("output 0, a (14x4x5), has 14 channels; 2 anchors of 8 values (4 of the box, 1, and"
                        + " classes) need 16"),
                new Yolo2(0, two).misfit(forms, 3));
        assertEquals(
                Optional.of("output 3 is asked for, but the network has only outputs 0 to 2: [a (14x4x5), b (52x1x1),"
                        + " c (8x4x4)]"),
                new Yolo3(List.of(new Yolo3.Layer(0, two, 1), new Yolo3.Layer(3, two, 1))).misfit(forms, 2));
        assertEquals(Optional.empty(), new Yolo1(1, 2, 2, Yolo1.Order.CELLS, true).misfit(forms, 3));
        assertEquals(
                Optional.of("output 1, b (52x1x1), has 52 values; 3 x 3 cells of 2 boxes and 3 classes need 117"),
                new Yolo1(1, 3, 2, Yolo1.Order.CELLS, true).misfit(forms, 3));
        assertEquals(
                Optional.of("outputs c (8x4x4) and a (14x4x5) are of one layer and have different grids"),
                new Ssd(List.of(new Ssd.Layer(2, 0, two)), 0.1, 0.2, Ssd.Scores.SOFTMAX, true).misfit(forms, 6));
    }
}
