package org.synfire.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.neuron.NeuronModels;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;

/**
 * Integer network files of spiking networks.
 *
 * <p><b>Format:</b> a ZIP archive: {@code network.json} in UTF-8, and one entry of {@link PackedIntegers} for the
 * weights of each projection.
 *
 * <pre>
 *   { "format": "synfire-integer-network", "version": 1, "name": "vgg9", "timeSteps": 4,
 *     "populations": [
 *       { "name": "image", "shape": [1, 28, 28],
 *         "neurons": { "program": "pixels", "shift": 7, "codes": [[256 codes] per channel] } },
 *       { "name": "conv1", "shape": [16, 28, 28],
 *         "neurons": { "program": "mint", "potentialBits": 4, "rounding": "SHIFT_ON_READ",
 *           "thresholds": [35], "inverted": [false] } },
 *       { "name": "conv2", "shape": [16, 14, 14],
 *         "neurons": { "program": "lif", "potentialBits": 16, "leakShift": 4, "reset": "ZERO", "thresholds": [900] } },
 *       { "name": "output", "shape": [10, 1, 1], "neurons": { "program": "sum" } } ],
 *     "projections": [
 *       { "source": 0, "target": 1, "delay": 0, "maxPool": 1, "unit": 0.0143,
 *         "synapses": { "kind": "convolution", "kernel": 3, "stride": 1, "padding": 1 },
 *         "weights": { "entry": "weights/1", "bits": 4, "count": 144 } },
 *       { "source": 1, "target": 2, ... "maxPool": 2, ... },
 *       { "source": 2, "target": 3, "delay": 0, "maxPool": 2, "unit": 0.02,
 *         "synapses": { "kind": "dense" }, "weights": { "entry": "weights/3", "bits": 8, "count": 7840 } } ] }
 * </pre>
 *
 * <p>{@code kind} is {@code convolution} (weights: output channel, input channel, row, column), {@code dense} (output,
 * element) or {@code channels} (output, channel: all positions of a channel share a weight). {@code unit} is the real
 * value of one unit of the target's sum. {@code program} names what a neuron computes: {@code pixels} gives currents,
 * the same in every step; every other name is a model of {@link NeuronModels} with its parameters, each one value, one
 * per channel or one per neuron; {@code assembly} has its program as {@code text}; {@code sum} adds up over the steps.
 * There is one projection from each population to the next; a {@code delay} beyond the one step from a layer to the
 * next must be 0.
 *
 * <p><b>Limits:</b> those of {@link NetworkArchive}. <b>Errors:</b> {@link InputException} with the file and the key;
 * keys that are not known are refused.
 */
public final class SpikingNetworkFile {
    private static final int MAX_TIME_STEPS = 1 << 16;
    private static final int MAX_EXTENT = 1 << 16;
    private static final int PIXEL_VALUES = 256;
    private static final String SUM = "sum";

    private SpikingNetworkFile() {}

    /**
     * Writes a file beside the path and then puts it in its place at once.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, IntegerSpikingNetwork network) throws IOException {
        NetworkArchive.Content content = new NetworkArchive.Content();
        ObjectNode root = content.json().put("name", network.name()).put("timeSteps", network.timeSteps());
        ArrayNode populations = root.putArray("populations");
        pixels(population(populations, "image", network.input()), network.pixels());
        ArrayNode projections = root.putArray("projections");
        for (int i = 0; i < network.layers().size(); i++) {
            IntegerLayer layer = network.layers().get(i);
            neurons(population(populations, layer.name(), layer.out()), layer.neurons());
            projection(projections.addObject(), layer, i, content);
        }
        content.write(path);
    }

    private static ObjectNode population(ArrayNode populations, String name, Shape shape) {
        ObjectNode population = populations.addObject().put("name", name);
        population.putArray("shape").add(shape.channels()).add(shape.height()).add(shape.width());
        return population.putObject("neurons");
    }

    private static void pixels(ObjectNode json, PixelCode pixels) {
        ArrayNode codes =
                json.put("program", "pixels").put("shift", pixels.shift()).putArray("codes");
        for (int[] channel : pixels.codes()) {
            addAll(codes.addArray(), channel);
        }
    }

    private static void addAll(ArrayNode list, int[] values) {
        for (int value : values) {
            list.add(value);
        }
    }

    private static void neurons(ObjectNode json, Optional<NeuronProgram> program) {
        program.ifPresentOrElse(
                neurons -> neurons.writeTo(new JsonParameters.Writer(json.put("program", neurons.model()))),
                () -> json.put("program", SUM));
    }

    private static void projection(ObjectNode json, IntegerLayer layer, int index, NetworkArchive.Content content) {
        json.put("source", index)
                .put("target", index + 1)
                .put("delay", 0)
                .put("maxPool", layer.maxPool())
                .put("unit", layer.unit());
        ObjectNode synapses = json.putObject("synapses");
        switch (layer.connection()) {
            case Connection.Full _ -> synapses.put("kind", "dense");
            case Connection.PerChannel _ -> synapses.put("kind", "channels");
            case Connection.Convolution(Window window) ->
                synapses.put("kind", "convolution")
                        .put("kernel", window.kernelY())
                        .put("stride", window.strideY())
                        .put("padding", window.padTop());
        }
        content.integers(json.putObject("weights"), "weights/" + (index + 1), layer.weights(), layer.weightBits());
    }

    /**
     * The network in it.
     *
     * @param path a file
     * @throws InputException if it cannot be read, is damaged, of another version, or its parts do not fit one another
     */
    public static IntegerSpikingNetwork read(Path path) {
        return NetworkArchive.read(path, SpikingNetworkFile::network);
    }

    static IntegerSpikingNetwork network(NetworkArchive archive) {
        CheckedJson root = archive.json();
        CheckedJson populations = root.list("populations");
        CheckedJson projections = root.list("projections");
        if (populations.size() < 3 || projections.size() != populations.size() - 1) {
            throw root.error(
                    "projections",
                    String.format(
                            Locale.ROOT,
                            "%d for %d populations; a spiking network has one from each population to the next, and at"
                                    + " least 2",
                            projections.size(),
                            populations.size()));
        }
        List<IntegerLayer> layers = new ArrayList<>();
        Shape sent = populations.at(0).shape("shape");
        for (int i = 0; i < projections.size(); i++) {
            layers.add(layer(archive, i, populations.at(i + 1), projections.at(i), sent));
            sent = layers.getLast().out();
        }
        return archive.whole(new IntegerSpikingNetwork(
                root.text("name"), root.whole("timeSteps", 1, MAX_TIME_STEPS), pixels(populations.at(0)), layers));
    }

    private static IntegerLayer layer(
            NetworkArchive archive, int index, CheckedJson population, CheckedJson projection, Shape sent) {
        requireNext(projection, "source", index);
        requireNext(projection, "target", index + 1);
        requireNext(projection, "delay", 0);
        int maxPool = projection.whole("maxPool", 1, Math.min(sent.height(), sent.width()));
        Shape in = new Shape(sent.channels(), sent.height() / maxPool, sent.width() / maxPool);
        Shape out = population.shape("shape");
        Connection connection = connection(projection.at("synapses"));
        CheckedJson weights = projection.at("weights");
        return new IntegerLayer(
                population.text("name"),
                maxPool,
                in,
                connection,
                out,
                weights.whole("bits", 2, IntegerLayer.MAX_WEIGHT_BITS),
                archive.integers(weights, connection.weights(in, out), IntegerLayer.MAX_WEIGHT_BITS),
                projection.positive("unit"),
                neurons(population.at("neurons")));
    }

    private static void requireNext(CheckedJson projection, String key, int expected) {
        if (projection.whole(key, 0, Integer.MAX_VALUE) != expected) {
            throw projection.error(
                    key,
                    String.format(
                            Locale.ROOT,
                            "expected %d, found %s; a spiking network has one projection from each population to the"
                                    + " next, without delay",
                            expected,
                            projection.node().path(key)));
        }
    }

    private static Connection connection(CheckedJson synapses) {
        return switch (synapses.text("kind")) {
            case "convolution" ->
                new Connection.Convolution(Window.square(
                        synapses.whole("kernel", 1, MAX_EXTENT),
                        synapses.whole("stride", 1, MAX_EXTENT),
                        synapses.whole("padding", 0, MAX_EXTENT)));
            case "dense" -> new Connection.Full();
            case "channels" -> new Connection.PerChannel();
            default ->
                throw synapses.error(
                        "kind",
                        "expected convolution, dense or channels, found "
                                + synapses.node().path("kind"));
        };
    }

    private static Optional<NeuronProgram> neurons(CheckedJson json) {
        String model = json.text("program");
        return model.equals(SUM)
                ? Optional.empty()
                : Optional.of(NeuronModels.read(model, new JsonParameters.Reader(json))
                        .orElseThrow(() -> json.error(
                                "program",
                                String.format(
                                        Locale.ROOT,
                                        "expected %s or %s, found %s",
                                        String.join(", ", NeuronModels.names()),
                                        SUM,
                                        json.node().path("program")))));
    }

    private static PixelCode pixels(CheckedJson population) {
        population.mayHave("name");
        CheckedJson json = population.at("neurons");
        if (!json.text("program").equals("pixels")) {
            throw json.error("program", "expected pixels, found " + json.node().path("program"));
        }
        CheckedJson codes = json.list("codes");
        int[][] table = new int[codes.size()][];
        for (int c = 0; c < table.length; c++) {
            CheckedJson channel = codes.at(c);
            if (channel.size() != PIXEL_VALUES) {
                throw codes.error(
                        "[" + c + "]",
                        String.format(Locale.ROOT, "%d codes, expected %d", channel.size(), PIXEL_VALUES));
            }
            table[c] = new int[PIXEL_VALUES];
            for (int p = 0; p < PIXEL_VALUES; p++) {
                table[c][p] = channel.at(p).whole(PixelCode.MIN_CODE, PixelCode.MAX_CODE);
            }
        }
        return new PixelCode(table, json.whole("shift", 0, PixelCode.MAX_SHIFT));
    }
}
