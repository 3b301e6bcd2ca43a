package org.synfire.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.Code;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.quantize.RangeRule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say which network and data, and how they meet. */
final class NetworkOptions {
    /** How the network wants pixels. */
    enum Pixels {
        /** {@code (pixel / 255 - mean) / std}. */
        SCALED,
        /** 0..255 as they are. */
        RAW
    }

    /** What weights share a scale. */
    enum WeightScales {
        /** Those of an output channel. */
        CHANNEL,
        /** Those of a layer. */
        LAYER
    }

    private static final List<String> FOR_FLOATS = List.of(
            "--mean", "--std", "--pixels", "--calibrate", "--bits", "--weight-bits", "--ranges", "--weight-scales");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the data set: MNIST-style IDX files, gzipped or not, or CIFAR-10 binary batches;"
                    + " digits for the generated digits.")
    Path data;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            defaultValue = "0",
            description = "Subtracted from pixels / 255: one value, or one per channel (default ${DEFAULT-VALUE}).")
    float[] mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            defaultValue = "1",
            description = "Pixels / 255 less the mean are divided by this (default ${DEFAULT-VALUE}).")
    float[] std;

    @Option(
            names = "--pixels",
            paramLabel = "HOW",
            defaultValue = "scaled",
            description = "scaled: (pixel / 255 - mean) / std; raw: 0..255 as they are (default ${DEFAULT-VALUE}).")
    Pixels pixels;

    @Option(
            names = "--calibrate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Training samples that activation ranges are measured on (default ${DEFAULT-VALUE}).")
    int calibrate;

    @Option(
            names = "--bits",
            paramLabel = "T",
            defaultValue = "8",
            description = "Bits of weights and codes, and time steps per sample, 2..8 (default ${DEFAULT-VALUE}).")
    int bits;

    @Option(
            names = "--weight-bits",
            split = ",",
            paramLabel = "W",
            description =
                    "Bits of weights, 2..8: one number, or one for every convolution and full connection in the order"
                            + " of the network, as hessian finds them (default: those of --bits).")
    List<Integer> weightBits = List.of();

    @Option(
            names = "--ranges",
            paramLabel = "RULE",
            defaultValue = "least-squares",
            converter = RangeRuleConverter.class,
            description =
                    "What ends the range of a layer's values: least-squares: least error on the calibration samples;"
                            + " largest: their largest value; a number: that percentile of them (default"
                            + " ${DEFAULT-VALUE}).")
    RangeRule ranges;

    @Option(
            names = "--weight-scales",
            paramLabel = "W",
            defaultValue = "channel",
            description = "What has a scale of its own: each output channel, or each layer (default ${DEFAULT-VALUE}).")
    WeightScales weightScales;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    long seed;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Parses the options of a known network. */
    @Command(name = "network")
    private record Standalone(@Mixin NetworkOptions options) {}

    /** The options as they are with these arguments. */
    static NetworkOptions of(String... arguments) {
        NetworkOptions options = new NetworkOptions();
        new CommandLine(new Standalone(options))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return options;
    }

    /** @throws InputException if a value is possible with no network */
    void requirePossible() {
        if (bits < Code.MIN_BITS || bits > Code.MAX_BITS) {
            throw new InputException(
                    String.format(Locale.ROOT, "--bits %d: give %d..%d", bits, Code.MIN_BITS, Code.MAX_BITS));
        }
        for (int each : weightBits) {
            if (each < Code.MIN_BITS || each > Code.MAX_BITS) {
                throw new InputException(String.format(
                        Locale.ROOT, "--weight-bits %d: give %d..%d", each, Code.MIN_BITS, Code.MAX_BITS));
            }
        }
        if (calibrate < 1) {
            throw new InputException("--calibrate " + calibrate + ": at least 1 sample is needed, better 100 or more");
        }
        if (pixels == Pixels.RAW) {
            for (String option : List.of("--mean", "--std")) {
                if (isGiven(option)) {
                    throw new InputException(
                            option + " does not go with --pixels raw, which leaves pixels as they are; leave one of"
                                    + " them out");
                }
            }
        }
        preprocessing();
    }

    /** @throws InputException if something is given that a network of integers has in its file */
    void requireNothingForFloats(Path model) {
        for (String option : FOR_FLOATS) {
            if (isGiven(option)) {
                throw new InputException(
                        option + " is not for " + model + ", a network that is integers already; leave it out");
            }
        }
    }

    /** @throws InputException if a rule for ranges is given for a network that carries its ranges itself */
    void requireNoRangesFor(Network network) {
        if (isGiven("--ranges") && Quantizer.hasOwnRanges(network)) {
            throw new InputException("--ranges is not for " + network.name()
                    + ", a quantised network, which carries its ranges itself; leave it out");
        }
    }

    /**
     * What ranges were measured on.
     *
     * @param network {@code null} for a network of integers
     */
    RunOrigin.Calibration calibration(Network network) {
        return network == null || Quantizer.hasOwnRanges(network)
                ? RunOrigin.Calibration.NONE
                : new RunOrigin.Calibration(calibrate, RangeRuleConverter.words(ranges));
    }

    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Takes over what is not about one network: how to quantise, and the seed. */
    void quantizeAs(NetworkOptions other) {
        calibrate = other.calibrate;
        bits = other.bits;
        ranges = other.ranges;
        weightScales = other.weightScales;
        seed = other.seed;
    }

    /**
     * How a network of real numbers becomes one of integers.
     *
     * @param images calibration samples
     */
    Quantizer quantizer(ImageSet images) {
        return Quantizer.symmetric(bits)
                .withLayerBits(weightBits)
                .withRanges(ranges)
                .withPerChannelWeights(weightScales == WeightScales.CHANNEL)
                .calibrate(images, preprocessing());
    }

    Preprocessing preprocessing() {
        try {
            return pixels == Pixels.RAW ? Preprocessing.rawPixels() : Preprocessing.normalized(mean, std);
        } catch (InputException impossible) {
            throw new InputException("--mean or --std: " + impossible.getMessage(), impossible);
        }
    }
}
