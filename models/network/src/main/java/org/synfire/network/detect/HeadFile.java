package org.synfire.network.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlFile;
import org.synfire.engine.yaml.YamlNode;

/**
 * Reads head files. A head file is a YAML 1.2 document in UTF-8:
 *
 * <pre>
 *   head: yolo3
 *   classes: [aeroplane, bicycle]       # in the order of the network's class scores
 *   score: 0.005                        # may be left out, as overlap: 0.45 and show: 0.25
 *   layers:
 *     - {output: 0, anchors: [[189, 126], [137, 236]], scale: 1.1}    # width, height in pixels; scale 1 by default
 *
 *   head: yolo2                         # and head, classes, score, overlap, show as above
 *   anchors: [[1.3, 1.7], [3.2, 4.0]]   # in cells
 *   output: 0                           # may be left out
 *
 *   head: yolo1
 *   grid: 7
 *   boxes: 2
 *   order: blocks                       # or cells; may be left out, as output: 0 and squared: true
 *
 *   head: ssd
 *   layers:
 *     - {boxes: 0, scores: 1, anchors: [[30, 30], [60, 30]]}          # in pixels; cells: [10, 10] of a list
 *   variances: [0.1, 0.2]               # may be left out, as scores: softmax (or sigmoid) and background: true
 * </pre>
 *
 * <p><b>Errors:</b> {@link InputException} with file, line and column (both from 1), what was found and what is
 * allowed. <b>Limits:</b> {@value #MAX_CLASSES} classes, {@value #MAX_ANCHORS} anchors of a layer, {@value #MAX_LAYERS}
 * layers, {@value #MAX_GRID} cells in a row.
 */
public final class HeadFile {
    static final int MAX_CLASSES = 10_000;
    static final int MAX_ANCHORS = 64;
    static final int MAX_LAYERS = 16;
    static final int MAX_GRID = 1_024;
    private static final int MAX_OUTPUT = 1_000;
    private static final double MAX_EXTENT = 1e6;
    private static final double MAX_FACTOR = 100;
    private static final double LEAST_SCORE = 0.005;
    private static final double MOST_OVERLAP = 0.45;
    private static final double LEAST_SHOWN = 0.25;
    private static final String LAYERS = "layers";
    private static final String OUTPUT = "output";
    private static final String ANCHORS = "anchors";
    private static final List<String> COMMON = List.of("head", "classes", "score", "overlap", "show");

    private final YamlNode root;

    private HeadFile(YamlNode root) {
        this.root = root;
    }

    /**
     * Reads a head file.
     *
     * @throws InputException if it cannot be read or is wrong
     */
    public static DetectionHead read(Path path) {
        return parse(path.toString(), YamlFile.bytes(path, "head file"));
    }

    /**
     * Reads a head file from its bytes.
     *
     * @param label the file's name in messages
     * @throws InputException if it is wrong
     */
    public static DetectionHead parse(String label, byte[] bytes) {
        return new HeadFile(YamlFile.parse(label, "a detection head", bytes)).head(label);
    }

    private DetectionHead head(String label) {
        String word = root.get("head").text();
        Head head = switch (word) {
            case "yolo1" -> yolo1();
            case "yolo2" -> yolo2();
            case "yolo3" -> yolo3();
            case "ssd" -> ssd();
            default ->
                throw root.get("head").error("'" + word + "' is no head; allowed here: yolo1, yolo2, yolo3, ssd");
        };
        return new DetectionHead(
                label,
                head,
                classes(),
                number(root, "score", LEAST_SCORE, 0, 1),
                number(root, "overlap", MOST_OVERLAP, 0, 1),
                number(root, "show", LEAST_SHOWN, 0, 1));
    }

    private List<String> classes() {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlNode item : list(root, "classes", MAX_CLASSES)) {
            names.add(item.text());
            if (!seen.add(item.text())) {
                throw item.error("class '" + item.text() + "' stands here twice");
            }
        }
        return names;
    }

    private Head yolo1() {
        allow("grid", "boxes", "order", OUTPUT, "squared");
        return new Yolo1(
                outputOf(root),
                integer(root.get("grid"), 1, MAX_GRID),
                integer(root.get("boxes"), 1, MAX_ANCHORS),
                word(root, "order", Yolo1.Order.BLOCKS, Yolo1.Order::valueOf, "blocks or cells"),
                isTrue(root, "squared"));
    }

    private Head yolo2() {
        allow(OUTPUT, ANCHORS);
        return new Yolo2(outputOf(root), anchors(root));
    }

    private Head yolo3() {
        allow(LAYERS);
        List<Yolo3.Layer> layers = new ArrayList<>();
        for (YamlNode item : list(root, LAYERS, MAX_LAYERS)) {
            item.allowOnly(List.of(OUTPUT, ANCHORS, "scale"));
            layers.add(new Yolo3.Layer(
                    integer(item.get(OUTPUT), 0, MAX_OUTPUT), anchors(item), number(item, "scale", 1, 1, MAX_FACTOR)));
        }
        return new Yolo3(layers);
    }

    private Head ssd() {
        allow(LAYERS, "variances", "scores", "background");
        List<Ssd.Layer> layers = new ArrayList<>();
        for (YamlNode item : list(root, LAYERS, MAX_LAYERS)) {
            item.allowOnly(List.of("boxes", "scores", ANCHORS, "cells"));
            layers.add(new Ssd.Layer(
                    integer(item.get("boxes"), 0, MAX_OUTPUT),
                    integer(item.get("scores"), 0, MAX_OUTPUT),
                    anchors(item),
                    item.has("cells") ? Optional.of(cells(item.get("cells"))) : Optional.empty()));
        }
        double[] variances = root.has("variances") ? pair(root.get("variances"), MAX_FACTOR) : new double[] {0.1, 0.2};
        return new Ssd(
                layers,
                variances[0],
                variances[1],
                word(root, "scores", Ssd.Scores.SOFTMAX, Ssd.Scores::valueOf, "softmax or sigmoid"),
                isTrue(root, "background"));
    }

    private static Ssd.Cells cells(YamlNode node) {
        List<YamlNode> items = node.items();
        if (items.size() != 2) {
            throw node.error("expected rows and columns, found " + items.size());
        }
        return new Ssd.Cells(integer(items.getFirst(), 1, MAX_GRID), integer(items.getLast(), 1, MAX_GRID));
    }

    private void allow(String... own) {
        List<String> keys = new ArrayList<>(COMMON);
        keys.addAll(List.of(own));
        root.allowOnly(keys);
    }

    private static int outputOf(YamlNode node) {
        return node.has(OUTPUT) ? integer(node.get(OUTPUT), 0, MAX_OUTPUT) : 0;
    }

    private static boolean isTrue(YamlNode node, String key) {
        return !node.has(key) || node.get(key).isTrue();
    }

    private static <T> T word(YamlNode node, String key, T usual, Function<String, T> byName, String allowed) {
        if (!node.has(key)) {
            return usual;
        }
        String found = node.get(key).text();
        if (!List.of(allowed.split(" or ")).contains(found)) {
            throw node.get(key).error("expected " + allowed + ", found '" + found + "'");
        }
        return byName.apply(found.toUpperCase(Locale.ROOT));
    }

    private static List<Anchor> anchors(YamlNode node) {
        List<Anchor> anchors = new ArrayList<>();
        for (YamlNode item : list(node, ANCHORS, MAX_ANCHORS)) {
            double[] size = pair(item, MAX_EXTENT);
            anchors.add(new Anchor(size[0], size[1]));
        }
        return anchors;
    }

    private static List<YamlNode> list(YamlNode node, String key, int most) {
        List<YamlNode> items = node.get(key).items();
        if (items.isEmpty() || items.size() > most) {
            throw node.get(key).error(String.format(Locale.ROOT, "%d entries; give 1..%,d", items.size(), most));
        }
        return items;
    }

    private static double[] pair(YamlNode node, double most) {
        List<YamlNode> items = node.items();
        if (items.size() != 2) {
            throw node.error("expected two numbers, found " + items.size());
        }
        double[] values = new double[2];
        for (int i = 0; i < 2; i++) {
            values[i] = items.get(i).number("a number above 0");
            if (!(values[i] > 0) || values[i] > most) {
                throw items.get(i)
                        .error(String.format(Locale.ROOT, "%s is not above 0 and at most %,.0f", values[i], most));
            }
        }
        return values;
    }

    private static int integer(YamlNode node, int least, int most) {
        double value = node.number("an integer");
        if (value != Math.rint(value) || value < least || value > most) {
            throw node.error(String.format(Locale.ROOT, "%s is no integer of %d..%,d", value, least, most));
        }
        return (int) value;
    }

    private static double number(YamlNode node, String key, double usual, double least, double most) {
        if (!node.has(key)) {
            return usual;
        }
        double value = node.get(key).number("a number");
        if (!(value >= least) || value > most) {
            throw node.get(key).error(String.format(Locale.ROOT, "%s is not in %s..%s", value, least, most));
        }
        return value;
    }
}
