package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

final class HeadFileTest {
    private static final String NAMES = "classes: [cat, dog]\n";
    private static final List<Anchor> ONE = List.of(new Anchor(1.5, 2));

    private static DetectionHead parse(String text) {
        return HeadFile.parse("my.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String text) {
        return assertThrows(InputException.class, () -> parse(text)).getMessage();
    }

    @Test
    void yolo3() {
        DetectionHead head = parse("head: yolo3\n" + NAMES + "score: 0.1\noverlap: 0.4\nshow: 0.3\nlayers:\n"
                + "  - {output: 1, anchors: [[1.5, 2]], scale: 1.1}\n  - {output: 0, anchors: [[1.5, 2]]}\n");
        assertEquals(
                new DetectionHead(
                        "my.yaml",
                        new Yolo3(List.of(new Yolo3.Layer(1, ONE, 1.1), new Yolo3.Layer(0, ONE, 1))),
                        List.of("cat", "dog"),
                        0.1,
                        0.4,
                        0.3),
                head);
    }

    @Test
    void whatIsLeftOutHasTheUsualValue() {
        DetectionHead head = parse("head: yolo2\n" + NAMES + "anchors: [[1.5, 2]]\n");
        assertEquals(new DetectionHead("my.yaml", new Yolo2(0, ONE), List.of("cat", "dog"), 0.005, 0.45, 0.25), head);
        assertEquals(
                new Yolo1(0, 7, 2, Yolo1.Order.BLOCKS, true),
                parse("head: yolo1\n" + NAMES + "grid: 7\nboxes: 2\n").head());
        assertEquals(
                new Ssd(List.of(new Ssd.Layer(0, 1, ONE)), 0.1, 0.2, Ssd.Scores.SOFTMAX, true),
                parse("head: ssd\n" + NAMES + "layers: [{boxes: 0, scores: 1, anchors: [[1.5, 2]]}]\n")
                        .head());
    }

    @Test
    void everyKeyIsRead() {
        assertEquals(
                new Yolo1(3, 5, 1, Yolo1.Order.CELLS, false),
                parse("head: yolo1\n" + NAMES + "grid: 5\nboxes: 1\norder: cells\noutput: 3\nsquared: false\n")
                        .head());
        assertEquals(
                new Ssd(
                        List.of(new Ssd.Layer(2, 3, ONE, Optional.of(new Ssd.Cells(4, 5)))),
                        1,
                        0.5,
                        Ssd.Scores.SIGMOID,
                        false),
                parse("head: ssd\n" + NAMES + "layers: [{boxes: 2, scores: 3, anchors: [[1.5, 2]], cells: [4, 5]}]\n"
                                + "variances: [1, 0.5]\nscores: sigmoid\nbackground: false\n")
                        .head());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        head: yolo9 | my.yaml:1:7: head: 'yolo9' is no head; \
        allowed here: yolo1, yolo2, yolo3, ssd
        classes: [a] | my.yaml:1:1: key 'head' is missing
        head: yolo2;anchors: [[1, 1]] | my.yaml:1:1: key 'classes' is missing
        head: yolo2;classes: [];anchors: [[1, 1]] | my.yaml:2:10: classes: 0 entries; give 1..10,000
        head: yolo2;classes: [a, a];anchors: [[1, 1]] | \
        my.yaml:2:14: classes: class 'a' stands here twice
        head: yolo2;classes: [a];anchors: [[1]] | my.yaml:3:11: anchors: expected two numbers, found 1
        head: yolo2;classes: [a];anchors: [[1, 0]] | \
        my.yaml:3:15: anchors: 0.0 is not above 0 and at most 1,000,000
        head: yolo2;classes: [a];anchor: [[1, 1]] | my.yaml:3:1: unknown key 'anchor', \
        allowed here: head, classes, score, overlap, show, output, anchors
        head: yolo2;classes: [a];anchors: [[1, 1]];score: 2 | my.yaml:4:8: score: 2.0 is not in 0.0..1.0
        head: yolo2;classes: [a];anchors: [[1, 1]];output: 0.5 | \
        my.yaml:4:9: output: 0.5 is no integer of 0..1,000
        head: yolo1;classes: [a];grid: 7;boxes: 2;order: rows | \
        my.yaml:5:8: order: expected blocks or cells, found 'rows'
        head: ssd;classes: [a];layers: [{boxes: 0, anchors: [[1, 1]]}] | \
        my.yaml:3:10: layers: key 'scores' is missing
        head: yolo3;classes: [a];layers: [{output: 0, anchors: [[1, 1]], scale: 0.5}] | \
        my.yaml:3:48: layers.scale: 0.5 is not in 1.0..100.0
        head: ssd;classes: [a];layers: [{boxes: 0, scores: 1, anchors: [[1, 1]], cells: [4]}] | \
        my.yaml:3:58: layers.cells: expected rows and columns, found 1
        """)
    void mistakesAreSaidWithTheirPlace(String text, String message) {
        assertEquals(message, refusal(text.replace(';', '\n')));
    }

    @Test
    void aMissingFileIsNamed() {
        String message = assertThrows(InputException.class, () -> HeadFile.read(Path.of("no-such-head.yaml")))
                .getMessage();
        assertEquals("no-such-head.yaml: cannot read this head file (there is no such file or folder)", message);
    }

    @Test
    void aHeadThatDoesNotFitTheNetworkNamesTheFile() {
        DetectionHead head = parse("head: yolo2\n" + NAMES + "anchors: [[1.5, 2]]\n");
        List<Output.Form> forms = List.of(new Output.Form("out", new Shape(75, 10, 10)));
        assertEquals(
                "my.yaml: the head yolo2 with 2 classes does not fit the network tiny.onnx: output 0, out (75x10x10),"
                        + " has 75 channels; 1 anchors of 7 values (4 of the box, 1, and classes) need 7; correct the"
                        + " head file",
                assertThrows(InputException.class, () -> head.requireFits("tiny.onnx", forms))
                        .getMessage());
    }
}
