package org.synfire.papers.mint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.json.StrictJson;

/**
 * What {@code train} has left in a folder: {@value #REPORT}, {@value #INTEGERS} where all layers are integers,
 * {@value #ONNX} where neurons are ReLUs.
 *
 * @param folder where it lies
 * @param network name of the description
 * @param timeSteps T
 * @param scheme float, mint or uniform
 * @param weightBits of each layer's weights, 32 for floating point
 * @param potentialBits of each layer's potentials, likewise
 * @param weights number of weights
 * @param epochs times that every training image was seen
 * @param trainingImages so many
 * @param mean of the pixels / 255 per channel, as the network sees them; empty where the report does not say
 * @param std their deviation, likewise
 * @param samples test images judged on
 * @param correct of these, answered right as computed in training
 */
public record TrainedNetwork(
        Path folder,
        String network,
        int timeSteps,
        String scheme,
        List<Integer> weightBits,
        List<Integer> potentialBits,
        long weights,
        int epochs,
        int trainingImages,
        List<Double> mean,
        List<Double> std,
        int samples,
        int correct) {
    private static final String REPORT = "train.json";
    private static final String INTEGERS = "network.sin";
    private static final String ONNX = "network.onnx";
    private static final String FLOAT = "float";

    public TrainedNetwork {
        weightBits = List.copyOf(weightBits);
        potentialBits = List.copyOf(potentialBits);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /**
     * All that lie in folders of a folder, floating point first, then MINT and vanilla uniform quantisation by falling
     * bits.
     *
     * @throws InputException if the folder cannot be read, or a report in it is not one
     */
    public static List<TrainedNetwork> in(Path parent) {
        if (!Files.isDirectory(parent)) {
            throw new InputException(parent + " is not a folder of trained networks");
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(REPORT)))
                    .map(TrainedNetwork::read)
                    .sorted(Comparator.comparing(TrainedNetwork::network)
                            .thenComparingInt(TrainedNetwork::rank)
                            .thenComparing(TrainedNetwork::innerBits, Comparator.reverseOrder())
                            .thenComparing(TrainedNetwork::folder))
                    .toList();
        } catch (IOException unreadable) {
            throw new InputException(
                    String.format(Locale.ROOT, "the folder %s cannot be read: %s", parent, FileReason.of(unreadable)),
                    unreadable);
        }
    }

    private int rank() {
        return List.of(FLOAT, "mint", "uniform").indexOf(scheme);
    }

    static TrainedNetwork read(Path folder) {
        Path file = folder.resolve(REPORT);
        try {
            JsonNode report = StrictJson.mapper().readTree(InputFile.bytes(file));
            TrainedNetwork read = new TrainedNetwork(
                    folder,
                    text(file, report, "network"),
                    whole(file, report, "timeSteps"),
                    text(file, report, "scheme").toLowerCase(Locale.ROOT),
                    bits(file, required(file, report, "bits"), "weightBits"),
                    bits(file, report.get("bits"), "potentialBits"),
                    large(file, report, "weights"),
                    whole(file, report, "epochs"),
                    whole(file, report, "trainingImages"),
                    numbers(file, report, "mean"),
                    numbers(file, report, "std"),
                    whole(file, report, "samples"),
                    whole(file, report, "correct"));
            if (read.weightBits.isEmpty()
                    || read.rank() < 0
                    || read.timeSteps < 1
                    || read.weights < 1
                    || read.samples < 1) {
                throw new InputException(
                        file + ": not a report of train; its scheme, layers, weights or samples are none");
            }
            return read;
        } catch (JsonProcessingException wrong) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: not a report of train (%s)", file, StrictJson.reason(wrong)),
                    wrong);
        } catch (IOException unreadable) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: not a report of train (%s)", file, FileReason.of(unreadable)),
                    unreadable);
        }
    }

    private static JsonNode required(Path file, JsonNode report, String key) {
        if (!report.hasNonNull(key)) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: not a report of train, it has no '%s'", file, key));
        }
        return report.get(key);
    }

    private static int whole(Path file, JsonNode report, String key) {
        JsonNode value = required(file, report, key);
        if (!value.isInt()) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: '%s' must be a whole number, found %s", file, key, value));
        }
        return value.intValue();
    }

    private static long large(Path file, JsonNode report, String key) {
        JsonNode value = required(file, report, key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: '%s' must be a whole number, found %s", file, key, value));
        }
        return value.longValue();
    }

    private static String text(Path file, JsonNode report, String key) {
        JsonNode value = required(file, report, key);
        if (!value.isTextual()) {
            throw new InputException(String.format(Locale.ROOT, "%s: '%s' must be a text, found %s", file, key, value));
        }
        return value.textValue();
    }

    private static List<Integer> bits(Path file, JsonNode layers, String key) {
        return StreamSupport.stream(layers.spliterator(), false)
                .map(layer -> whole(file, layer, key))
                .toList();
    }

    private static List<Double> numbers(Path file, JsonNode report, String key) {
        return StreamSupport.stream(report.path(key).spliterator(), false)
                .map(value -> {
                    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                        throw new InputException(
                                String.format(Locale.ROOT, "%s: '%s' must hold numbers, found %s", file, key, value));
                    }
                    return value.doubleValue();
                })
                .toList();
    }

    /** Whether nothing is quantised. */
    public boolean isFloat() {
        return scheme.equals(FLOAT);
    }

    /** Whether it is MINT's. */
    public boolean isMint() {
        return scheme.equals("mint");
    }

    /** Bits of the weights between the first layer and the last. */
    public int innerBits() {
        return weightBits.get(inner());
    }

    /** Bits of the potentials there. */
    public int innerPotentialBits() {
        return potentialBits.get(inner());
    }

    private int inner() {
        return Math.min(1, weightBits.size() - 1);
    }

    /** As the paper names it: {@code fp32}, {@code w4u4}, {@code UQ w4u4}. */
    public String setting() {
        return isFloat()
                ? "fp32"
                : String.format(Locale.ROOT, "%sw%du%d", isMint() ? "" : "UQ ", innerBits(), innerPotentialBits());
    }

    /** The file of integers, whether or not it is there. */
    public Path integers() {
        return folder.resolve(INTEGERS);
    }

    /** Whether the emulator can run it. */
    public boolean hasIntegers() {
        return Files.isRegularFile(integers());
    }

    /** The file of a network of ReLUs, whether or not it is there. */
    public Path onnx() {
        return folder.resolve(ONNX);
    }

    /** Whether it does not spike by itself. */
    public boolean hasRelus() {
        return Files.isRegularFile(onnx());
    }

    /** Share of right answers as computed in training. */
    public double accuracy() {
        return (double) correct / samples;
    }
}
