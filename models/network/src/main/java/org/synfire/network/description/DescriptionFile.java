package org.synfire.network.description;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlFile;
import org.synfire.engine.yaml.YamlNode;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * Reads network descriptions. A description is a YAML 1.2 document in UTF-8:
 *
 * <pre>
 *   name: vgg9
 *   description: One sentence.
 *   input: {channels: 3, height: 32, width: 32, mean: [0.49, 0.48, 0.45], std: [0.25, 0.24, 0.26]}
 *   classes: 10
 *   timeSteps: 4
 *   neuron: {threshold: 0.5, leak: 0.5}             # or {relu: true}, with one time step
 *   layers:
 *     - convolution: {channels: 64, kernel: 3}      # also stride (1), padding (kernel / 2), normalized (false)
 *     - maxPool: {side: 2}
 *     - dense: {neurons: 100}
 *     - globalAverage: {}
 * </pre>
 *
 * <p>{@code mean} (default 0) and {@code std} (default 1) are optional. The reader adds a full connection from the last
 * layer to the classes.
 *
 * <p><b>Errors:</b> {@link InputException} with file, line and column (both from 1), what was found and what is
 * allowed. <b>Limits:</b> {@value #MAX_LAYERS} layers, {@value #MAX_WEIGHTS} weights, {@value #MAX_EXTENT} for every
 * extent.
 */
public final class DescriptionFile {
    static final int MAX_LAYERS = 256;
    static final int MAX_EXTENT = 65_536;
    static final long MAX_WEIGHTS = 1L << 30;
    private static final List<String> TOP_KEYS =
            List.of("name", "description", "input", "classes", "timeSteps", "neuron", "layers");

    private final YamlNode root;
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long weights;

    private DescriptionFile(YamlNode root) {
        this.root = root;
    }

    /**
     * Reads a description.
     *
     * @param path a description
     * @return the network it describes
     * @throws InputException if the file cannot be read or is wrong
     */
    public static SpikingDescription read(Path path) {
        return parse(path.toString(), YamlFile.bytes(path, "network description"));
    }

    /**
     * Reads a description from its bytes.
     *
     * @param label the file's name in messages
     * @param bytes the file
     * @return the network it describes
     * @throws InputException if it is wrong
     */
    public static SpikingDescription parse(String label, byte[] bytes) {
        return new DescriptionFile(YamlFile.parse(label, "a network description", bytes)).network();
    }

    /** A network as a file that reads back as the same network. */
    public static byte[] write(SpikingDescription network) {
        StringBuilder text = new StringBuilder();
        text.append("name: ")
                .append(quoted(network.name()))
                .append("\ndescription: ")
                .append(quoted(network.description()));
        Shape input = network.input();
        text.append(String.format(
                Locale.ROOT,
                "\ninput: {channels: %d, height: %d, width: %d, mean: %s, std: %s}",
                input.channels(),
                input.height(),
                input.width(),
                network.mean(),
                network.std()));
        text.append("\nclasses: ")
                .append(network.classes())
                .append("\ntimeSteps: ")
                .append(network.timeSteps());
        NeuronParameters neuron = network.neuron();
        text.append("\nneuron: ")
                .append(
                        neuron.isRelu()
                                ? "{relu: true}"
                                : String.format(
                                        Locale.ROOT, "{threshold: %s, leak: %s}", neuron.threshold(), neuron.leak()))
                .append("\nlayers:\n");
        network.layers()
                .subList(0, network.layers().size() - 1)
                .forEach(layer -> text.append("  - ").append(line(layer)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Layer layer) {
        return switch (layer) {
            case Layer.Convolution l ->
                String.format(
                        Locale.ROOT,
                        "convolution: {channels: %d, kernel: %d, stride: %d, padding: %d, normalized: %s}",
                        l.out().channels(),
                        l.window().kernelY(),
                        l.window().strideY(),
                        l.window().padTop(),
                        l.normalized());
            case Layer.Dense l ->
                String.format(Locale.ROOT, "dense: {neurons: %d}", l.out().size());
            case Layer.MaxPool l -> String.format(Locale.ROOT, "maxPool: {side: %d}", l.side());
            case Layer.GlobalAverage l -> "globalAverage: {}";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private SpikingDescription network() {
        root.allowOnly(TOP_KEYS);
        YamlNode input = root.get("input");
        input.allowOnly(List.of("channels", "height", "width", "mean", "std"));
        Shape image = shape(
                input,
                extent(input, "channels", "channels"),
                extent(input, "height", "rows"),
                extent(input, "width", "columns"));
        List<Double> mean = perChannel(input, "mean", 0, image.channels());
        List<Double> std = perChannel(input, "std", 1, image.channels());
        NeuronParameters neuron = neuron(root.get("neuron"));
        Shape last = layers(image);
        int classes = whole(root.get("classes"), "classes", 2, MAX_EXTENT);
        add(root.get("classes"), new Layer.Dense("output", last, Shape.vector(classes), false));
        int steps = whole(root.get("timeSteps"), "time steps", 1, SpikingDescription.MAX_TIME_STEPS);
        if (neuron.isRelu() && steps != 1) {
            throw root.get("timeSteps").error("a network of ReLUs has one time step, found " + steps);
        }
        return new SpikingDescription(
                root.get("name").text(), root.get("description").text(), image, mean, std, steps, neuron, layers);
    }

    private static NeuronParameters neuron(YamlNode node) {
        node.allowOnly(List.of("threshold", "leak", "relu"));
        if (node.has("relu") && node.get("relu").isTrue()) {
            node.allowOnly(List.of("relu"));
            return NeuronParameters.RELU;
        }
        return new NeuronParameters(
                number(node.get("threshold"), "a number above 0", Double.MIN_VALUE, 1e9),
                number(node.get("leak"), "a number from 0 to 1", 0, 1));
    }

    private Shape layers(Shape image) {
        Shape shape = image;
        List<YamlNode> items = root.get("layers").items();
        if (items.isEmpty() || items.size() > MAX_LAYERS) {
            throw root.get("layers").error("expected 1 to " + MAX_LAYERS + " layers, found " + items.size());
        }
        for (YamlNode item : items) {
            item.allowOnly(List.of("convolution", "maxPool", "dense", "globalAverage"));
            Layer layer = layer(item, shape);
            if (layers.isEmpty() && !(layer instanceof Layer.Weighted)) {
                throw item.error("the first layer must be a convolution or dense: it makes spikes of the image");
            }
            add(item, layer);
            shape = layer.out();
        }
        return shape;
    }

    private void add(YamlNode place, Layer layer) {
        if (layer instanceof Layer.Weighted weighted) {
            weights += weighted.weights();
            if (weights > MAX_WEIGHTS) {
                throw place.error(String.format(
                        Locale.ROOT, "makes a network of %d weights; at most %d are supported", weights, MAX_WEIGHTS));
            }
        }
        layers.add(layer);
    }

    private Layer layer(YamlNode item, Shape in) {
        if (item.keys().size() != 1) {
            throw item.error("expected one layer, found " + item.keys().size() + "; begin each layer with '- '");
        }
        if (item.has("convolution")) {
            return convolution(item.get("convolution"), in);
        }
        if (item.has("maxPool")) {
            return maxPool(item.get("maxPool"), in);
        }
        if (item.has("dense")) {
            YamlNode node = item.get("dense");
            node.allowOnly(List.of("neurons"));
            return new Layer.Dense(name("dense"), in, Shape.vector(extent(node, "neurons", "neurons")), true);
        }
        item.get("globalAverage").allowOnly(List.of());
        return new Layer.GlobalAverage(name("average"), in, Shape.vector(in.channels()));
    }

    private Layer convolution(YamlNode node, Shape in) {
        node.allowOnly(List.of("channels", "kernel", "stride", "padding", "normalized"));
        int kernel = extent(node, "kernel", "positions");
        int stride = node.has("stride") ? extent(node, "stride", "positions") : 1;
        int padding = node.has("padding") ? whole(node.get("padding"), "positions", 0, MAX_EXTENT) : kernel / 2;
        int channels = extent(node, "channels", "channels");
        boolean isNormalized = node.has("normalized") && node.get("normalized").isTrue();
        try {
            Window window = Window.square(kernel, stride, padding);
            return new Layer.Convolution(
                    name("conv"), in, window.output(channels, in.height(), in.width()), window, isNormalized);
        } catch (InputException impossible) {
            throw node.error(impossible.getMessage() + "; it reads " + in);
        }
    }

    private Layer maxPool(YamlNode node, Shape in) {
        node.allowOnly(List.of("side"));
        int side = extent(node, "side", "positions");
        if (in.height() < side || in.width() < side) {
            throw node.error(String.format(
                    Locale.ROOT, "a window of %dx%d does not fit a map of %dx%d", side, side, in.height(), in.width()));
        }
        return new Layer.MaxPool(
                name("pool"), in, new Shape(in.channels(), in.height() / side, in.width() / side), side);
    }

    private String name(String kind) {
        return kind + numbers.merge(kind, 1, Integer::sum);
    }

    private static Shape shape(YamlNode place, int channels, int height, int width) {
        try {
            return new Shape(channels, height, width);
        } catch (InputException impossible) {
            throw place.error(impossible.getMessage());
        }
    }

    private static List<Double> perChannel(YamlNode input, String key, double standard, int channels) {
        if (!input.has(key)) {
            return Collections.nCopies(channels, standard);
        }
        List<YamlNode> items = input.get(key).items();
        if (items.size() != channels) {
            throw input.get(key)
                    .error(String.format(
                            Locale.ROOT,
                            "expected one value per channel, which is %d; found %d",
                            channels,
                            items.size()));
        }
        boolean isDivisor = standard == 1;
        return items.stream()
                .map(item -> number(
                        item, isDivisor ? "a number above 0" : "a number", isDivisor ? Double.MIN_VALUE : -1e9, 1e9))
                .toList();
    }

    private static int extent(YamlNode mapping, String key, String unit) {
        return whole(mapping.get(key), unit, 1, MAX_EXTENT);
    }

    private static int whole(YamlNode node, String unit, int least, int most) {
        String allowed = String.format(Locale.ROOT, "a whole number of %s from %d to %d", unit, least, most);
        double number = number(node, allowed, least, most);
        if (number != Math.rint(number)) {
            throw node.error("expected " + allowed + ", found " + node.text());
        }
        return (int) number;
    }

    private static double number(YamlNode node, String allowed, double least, double most) {
        double number = node.number(allowed);
        if (!(number >= least && number <= most)) {
            throw node.error("expected " + allowed + ", found " + node.text());
        }
        return number;
    }
}
