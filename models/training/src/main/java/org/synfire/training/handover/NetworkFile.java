package org.synfire.training.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.synfire.engine.InputException;
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;
import org.synfire.training.precision.PixelCode;
import org.synfire.training.precision.PotentialRounding;

/**
 * Integer network files.
 *
 * <p><b>Format:</b> a ZIP archive: {@code network.json} in UTF-8, and one entry of {@link PackedIntegers} for the weights of each projection.
 *
 * <pre>
 *   { "format": "synfire-integer-network", "version": 1, "name": "vgg9", "timeSteps": 4,
 *     "populations": [
 *       { "name": "image", "shape": [1, 28, 28], "neurons": { "program": "pixels", "shift": 7, "codes": [[256 codes] per channel] } },
 *       { "name": "conv1", "shape": [16, 28, 28],
 *         "neurons": { "program": "mint", "potentialBits": 4, "rounding": "SHIFT_ON_READ", "thresholds": [35], "inverted": [false] } },
 *       { "name": "output", "shape": [10, 1, 1], "neurons": { "program": "sum" } } ],
 *     "projections": [
 *       { "source": 0, "target": 1, "delay": 0, "maxPool": 1, "unit": 0.0143,
 *         "synapses": { "kind": "convolution", "kernel": 3, "stride": 1, "padding": 1 }, "weights": { "entry": "weights/1", "bits": 4, "count": 144 } },
 *       { "source": 1, "target": 2, "delay": 0, "maxPool": 2, "unit": 0.02,
 *         "synapses": { "kind": "dense" }, "weights": { "entry": "weights/2", "bits": 8, "count": 31360 } } ] }
 * </pre>
 *
 * <p>{@code kind} is {@code convolution} (weights: output channel, input channel, row, column), {@code dense} (output, element) or {@code channels} (output,
 * channel: all positions of a channel share a weight). {@code unit} is the real value of one unit of the target's sum. {@code program} names what a neuron
 * computes: {@code pixels} gives currents, the same in every step, {@code mint} is {@link MintNeurons}, {@code sum} adds up over the steps. Version 1 has
 * one projection from each population to the next, without delay.
 *
 * <p><b>Limits:</b> {@value #MAX_JSON_BYTES} bytes of JSON, {@value #MAX_WEIGHTS} weights a projection. <b>Errors:</b> {@link InputException} with the file and
 * the key; every entry's checksum is checked.
 */
public final class NetworkFile {
    /** The version written and read. */
    public static final int VERSION = 1;

    static final String JSON_ENTRY = "network.json";
    private static final String FORMAT = "synfire-integer-network";
    private static final int MAX_JSON_BYTES = 16 << 20;
    private static final int MAX_WEIGHTS = 1 << 28;
    private static final ObjectMapper JSON = new ObjectMapper();

    private NetworkFile() {}

    /**
     * Writes a file beside the path and then puts it in its place at once.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, IntegerSpikingNetwork network) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".part");
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (OutputStream stream = Files.newOutputStream(beside); ZipOutputStream zip = new ZipOutputStream(stream)) {
            put(zip, JSON_ENTRY, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(network)));
            for (int i = 0; i < network.layers().size(); i++) {
                IntegerLayer layer = network.layers().get(i);
                put(zip, entry(i), PackedIntegers.pack(layer.weights(), layer.weightBits()));
            }
        }
        Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same time in every entry, so that the same network gives the same bytes. */
    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String entry(int layer) {
        return "weights/" + (layer + 1);
    }

    private static ObjectNode json(IntegerSpikingNetwork network) {
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION).put("name", network.name()).put("timeSteps", network.timeSteps());
        ArrayNode populations = root.putArray("populations");
        ObjectNode image = population(populations, "image", network.input()).put("program", "pixels").put("shift", network.pixels().shift());
        ArrayNode codes = image.putArray("codes");
        for (int[] channel : network.pixels().codes()) {
            ArrayNode list = codes.addArray();
            for (int code : channel) {
                list.add(code);
            }
        }
        ArrayNode projections = root.putArray("projections");
        for (int i = 0; i < network.layers().size(); i++) {
            IntegerLayer layer = network.layers().get(i);
            neurons(population(populations, layer.name(), layer.out()), layer.neurons());
            projection(projections.addObject(), layer, i);
        }
        return root;
    }

    private static ObjectNode population(ArrayNode populations, String name, Shape shape) {
        ObjectNode population = populations.addObject().put("name", name);
        population.putArray("shape").add(shape.channels()).add(shape.height()).add(shape.width());
        return population.putObject("neurons");
    }

    private static void neurons(ObjectNode json, MintNeurons neurons) {
        if (neurons == null) {
            json.put("program", "sum");
            return;
        }
        json.put("program", "mint").put("potentialBits", neurons.potentialBits()).put("rounding", neurons.rounding().name());
        ArrayNode thresholds = json.putArray("thresholds");
        ArrayNode inverted = json.putArray("inverted");
        for (int i = 0; i < neurons.thresholds().length; i++) {
            thresholds.add(neurons.thresholds()[i]);
            inverted.add(neurons.inverted()[i]);
        }
    }

    private static void projection(ObjectNode json, IntegerLayer layer, int index) {
        json.put("source", index).put("target", index + 1).put("delay", 0).put("maxPool", layer.maxPool()).put("unit", layer.unit());
        ObjectNode synapses = json.putObject("synapses");
        Window window = layer.window();
        if (window == null) {
            synapses.put("kind", layer.perChannel() ? "channels" : "dense");
        } else {
            synapses.put("kind", "convolution").put("kernel", window.kernelY()).put("stride", window.strideY()).put("padding", window.padTop());
        }
        json.putObject("weights").put("entry", entry(index)).put("bits", layer.weightBits()).put("count", layer.weights().length);
    }

    /**
     * @param path a file
     * @return the network in it
     * @throws InputException if it cannot be read, is damaged, of another version, or its parts do not fit one another
     */
    public static IntegerSpikingNetwork read(Path path) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return new Reader(zip).network();
        } catch (InputException wrong) {
            throw new InputException(path + ": " + wrong.getMessage(), wrong);
        } catch (ZipException e) {
            throw new InputException("%s: not an integer network file, or a truncated one (%s)".formatted(path, e.getMessage()), e);
        } catch (IOException e) {
            throw new InputException("%s: cannot read this integer network file (%s)".formatted(path, e), e);
        }
    }

    /** One file being read. */
    private record Reader(ZipFile zip) {
        IntegerSpikingNetwork network() throws IOException {
            JsonNode root = parsed(bytes(JSON_ENTRY, MAX_JSON_BYTES));
            if (!FORMAT.equals(root.path("format").asText())) {
                throw error("format", "expected " + FORMAT);
            }
            if (root.path("version").asInt(-1) != VERSION) {
                throw error("version", "found %s; this program reads version %d".formatted(root.path("version").asText("none"), VERSION));
            }
            JsonNode populations = list(root, "populations");
            JsonNode projections = list(root, "projections");
            if (populations.size() < 3 || projections.size() != populations.size() - 1) {
                throw error("projections", "%d for %d populations; version 1 has one from each population to the next".formatted(projections.size(), populations.size()));
            }
            List<IntegerLayer> layers = new ArrayList<>();
            Shape sent = shape(populations.get(0), 0);
            for (int i = 0; i < projections.size(); i++) {
                layers.add(layer(i, populations.get(i + 1), projections.get(i), sent));
                sent = layers.getLast().out();
            }
            return new IntegerSpikingNetwork(text(root, "name"), whole(root, "timeSteps", 1, 1 << 16), pixels(populations.get(0).path("neurons")), layers);
        }

        private JsonNode parsed(byte[] json) throws IOException {
            try {
                return JSON.readTree(json);
            } catch (JsonProcessingException e) {
                throw error(JSON_ENTRY, "not JSON: " + e.getOriginalMessage());
            }
        }

        private byte[] bytes(String name, long most) throws IOException {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw error(name, "this entry is missing");
            }
            try (InputStream stream = zip.getInputStream(entry)) {
                byte[] bytes = stream.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
                if (bytes.length > most) {
                    throw error(name, "larger than the %d bytes it should have".formatted(most));
                }
                requireChecksum(entry, bytes);
                return bytes;
            }
        }

        private void requireChecksum(ZipEntry entry, byte[] bytes) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw error(entry.getName(), "its checksum is wrong: the file is damaged");
            }
        }

        private IntegerLayer layer(int index, JsonNode population, JsonNode projection, Shape sent) throws IOException {
            String key = "projections[" + index + "]";
            if (projection.path("source").asInt(-1) != index || projection.path("target").asInt(-1) != index + 1 || projection.path("delay").asInt(-1) != 0) {
                throw error(key, "version 1 has one from each population to the next, without delay");
            }
            int maxPool = whole(projection, "maxPool", 1, Math.min(sent.height(), sent.width()));
            Shape in = new Shape(sent.channels(), sent.height() / maxPool, sent.width() / maxPool);
            Window window = window(projection.path("synapses"), key);
            boolean perChannel = projection.path("synapses").path("kind").asText().equals("channels");
            JsonNode weights = projection.path("weights");
            int bits = whole(weights, "bits", 2, 16);
            int count = whole(weights, "count", 1, MAX_WEIGHTS);
            long size = PackedIntegers.bytes(count, bits);
            byte[] packed = bytes(text(weights, "entry"), size);
            if (packed.length != size) {
                throw error(text(weights, "entry"), "%d bytes, but %d weights of %d bits take %d".formatted(packed.length, count, bits, size));
            }
            return new IntegerLayer(text(population, "name"), maxPool, in, window, perChannel, shape(population, index + 1), bits,
                    PackedIntegers.unpack(packed, count, bits), projection.path("unit").asDouble(), neurons(population.path("neurons"), index + 1));
        }

        private Window window(JsonNode synapses, String key) {
            return switch (synapses.path("kind").asText()) {
                case "convolution" -> Window.square(whole(synapses, "kernel", 1, 1 << 16), whole(synapses, "stride", 1, 1 << 16), whole(synapses, "padding", 0, 1 << 16));
                case "dense", "channels" -> null;
                default -> throw error(key + ".synapses.kind", "expected convolution, dense or channels, found " + synapses.path("kind"));
            };
        }

        private MintNeurons neurons(JsonNode json, int index) {
            String program = json.path("program").asText();
            if (program.equals("sum")) {
                return null;
            }
            if (!program.equals("mint")) {
                throw error("populations[" + index + "].neurons.program", "expected mint or sum, found " + json.path("program"));
            }
            JsonNode thresholds = list(json, "thresholds");
            JsonNode inverted = list(json, "inverted");
            int[] levels = new int[thresholds.size()];
            boolean[] directions = new boolean[inverted.size()];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = number(thresholds.get(i), "thresholds", Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            for (int i = 0; i < directions.length; i++) {
                directions[i] = inverted.get(i).asBoolean();
            }
            return new MintNeurons(whole(json, "potentialBits", 2, 16), rounding(json), levels, directions);
        }

        private PotentialRounding rounding(JsonNode json) {
            String name = text(json, "rounding");
            for (PotentialRounding rounding : PotentialRounding.values()) {
                if (rounding.name().equals(name)) {
                    return rounding;
                }
            }
            throw error("rounding", "found " + name);
        }

        private PixelCode pixels(JsonNode json) {
            JsonNode codes = list(json, "codes");
            int[][] table = new int[codes.size()][];
            for (int c = 0; c < table.length; c++) {
                if (codes.get(c).size() != 256) {
                    throw error("codes", "%d of channel %d, expected 256".formatted(codes.get(c).size(), c));
                }
                table[c] = new int[256];
                for (int p = 0; p < 256; p++) {
                    table[c][p] = number(codes.get(c).get(p), "codes", -128, 255);
                }
            }
            return new PixelCode(table, whole(json, "shift", 0, 16));
        }

        private Shape shape(JsonNode population, int index) {
            JsonNode shape = list(population, "shape");
            if (shape.size() != 3) {
                throw error("populations[" + index + "].shape", "expected channels, rows, columns");
            }
            int[] extents = new int[3];
            for (int i = 0; i < 3; i++) {
                extents[i] = number(shape.get(i), "shape", 1, 1 << 16);
            }
            return new Shape(extents[0], extents[1], extents[2]);
        }

        private JsonNode list(JsonNode parent, String key) {
            if (!parent.path(key).isArray()) {
                throw error(key, "expected a list, found " + parent.path(key));
            }
            return parent.path(key);
        }

        private String text(JsonNode parent, String key) {
            if (!parent.path(key).isTextual()) {
                throw error(key, "expected a text, found " + parent.path(key));
            }
            return parent.path(key).asText();
        }

        private int whole(JsonNode parent, String key, int least, int most) {
            return number(parent.path(key), key, least, most);
        }

        private int number(JsonNode value, String key, int least, int most) {
            if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
                throw error(key, "expected a whole number from %d to %d, found %s".formatted(least, most, value.isMissingNode() ? "nothing" : value));
            }
            return value.intValue();
        }

        private InputException error(String key, String message) {
            return new InputException(key + ": " + message);
        }
    }
}
