package org.synfire.network.shift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.json.StrictJson;
import org.synfire.network.npy.NpzArchive;
import org.synfire.network.quantize.Preprocessing;

/**
 * Reads an {@code int8-shift} network: 8-bit weights and activations, rescaling by powers of two.
 *
 * <p><b>Equation:</b> pooling first (the largest, or the floor of the exact mean), then {@code acc = W x + 128 bias}
 * with zero padding, then {@code y = clip(floor(0.5 + acc * 2^output_shift / 128), -128, 127)}, then ReLU; the last,
 * full layer keeps {@code acc}. <b>Scales:</b> a code of q stands for {@code q / 128}, a weight of w for {@code w /
 * 128}, a raw sum of a for {@code a / 2^14}. <b>Source:</b> the arithmetic of the MAX78000 family as the networks' own
 * {@code .json} files state it.
 *
 * <p>The input is signed: pixel - 128. Max-pooling is a gate on the way to the next convolution; average pooling is a
 * population of its own.
 */
public final class Int8ShiftNetwork {
    private static final int MNIST_EXTENT = 28;
    private static final int CIFAR_EXTENT = 32;

    private Int8ShiftNetwork() {}

    /**
     * Reads a network.
     *
     * @param json the description; the weights are in the file of the same name that ends in {@code .npz}, in the same
     *     folder
     * @throws InputException if a file cannot be read or holds something else than such a network
     */
    public static EncodedNetwork read(Path json) {
        JsonNode description = parse(json);
        JsonNode layers = description.path("layers");
        if (!layers.isArray() || layers.isEmpty()) {
            throw new InputException(json + ": lists no layers");
        }
        Path weights = json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json$", "") + ".npz");
        Int8ShiftBuilder builder = new Int8ShiftBuilder(NpzArchive.read(weights), input(json, description));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < layers.size(); i++) {
            Int8ShiftLayer layer = new Int8ShiftLayer(json, i, layers.get(i));
            if (!names.add(layer.name())) {
                throw new InputException(json + ": two layers have the name " + layer.name());
            }
            builder.add(layer, i == layers.size() - 1);
        }
        IntegerNetwork network =
                builder.build(description.path("net").asText(json.getFileName().toString()));
        return new EncodedNetwork(network, preprocessing().inputCodes(network.input()));
    }

    /** What such a network sees of a pixel: (pixel - 128) / 128, whose code is pixel - 128. */
    public static Preprocessing preprocessing() {
        float middle = 128f / Preprocessing.MAX_PIXEL;
        return Preprocessing.normalized(new float[] {middle}, new float[] {middle});
    }

    private static JsonNode parse(Path json) {
        try {
            return StrictJson.mapper().readTree(InputFile.bytes(json));
        } catch (JsonProcessingException e) {
            throw new InputException(json + ": " + StrictJson.reason(e), e);
        } catch (IOException e) {
            throw new InputException("cannot read " + json + ": " + FileReason.of(e), e);
        }
    }

    private static Shape input(Path json, JsonNode description) {
        String dataset = description.path("dataset").asText();
        return switch (dataset) {
            case "mnist", "fashion-mnist" -> new Shape(1, MNIST_EXTENT, MNIST_EXTENT);
            case "cifar-10" -> new Shape(3, CIFAR_EXTENT, CIFAR_EXTENT);
            default ->
                throw new InputException(String.format(
                        Locale.ROOT, "%s: data set '%s'; mnist, fashion-mnist and cifar-10 are known", json, dataset));
        };
    }
}
