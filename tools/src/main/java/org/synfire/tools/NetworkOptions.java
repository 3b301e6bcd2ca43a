package org.synfire.tools;

import java.nio.file.Path;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.models.integer.Code;
import org.synfire.models.quantize.Preprocessing;
import org.synfire.models.quantize.Quantizer;
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

    private static final List<String> FOR_FLOATS = List.of("--mean", "--std", "--pixels", "--calibrate", "--bits", "--weight-bits");

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the data set: MNIST-style IDX files, gzipped or not, or CIFAR-10 binary batches.")
    Path data;

    @Option(names = "--mean", split = ",", paramLabel = "M", defaultValue = "0", description = "Subtracted from pixels / 255: one value, or one per channel (default ${DEFAULT-VALUE}).")
    float[] mean;

    @Option(names = "--std", split = ",", paramLabel = "S", defaultValue = "1", description = "Pixels / 255 less the mean are divided by this (default ${DEFAULT-VALUE}).")
    float[] std;

    @Option(names = "--pixels", paramLabel = "HOW", defaultValue = "scaled", description = "scaled: (pixel / 255 - mean) / std; raw: 0..255 as they are (default ${DEFAULT-VALUE}).")
    Pixels pixels;

    @Option(names = "--calibrate", paramLabel = "N", defaultValue = "200", description = "Training samples that activation ranges are measured on (default ${DEFAULT-VALUE}).")
    int calibrate;

    @Option(names = "--bits", paramLabel = "T", defaultValue = "8", description = "Bits of weights and codes, and time steps per sample, 2..8 (default ${DEFAULT-VALUE}).")
    int bits;

    @Option(names = "--weight-bits", split = ",", paramLabel = "W", description = "Bits of weights, 2..8: one number, or one for every convolution and full connection in the order of "
            + "the network, as hessian finds them (default: those of --bits).")
    List<Integer> weightBits = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    long seed;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Parses the options of a known network. */
    @Command(name = "network")
    private record Standalone(@Mixin NetworkOptions options) {
    }

    /** The options as they are with these arguments. */
    static NetworkOptions of(String... arguments) {
        NetworkOptions options = new NetworkOptions();
        new CommandLine(new Standalone(options)).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    /** @throws InputException if a value is possible with no network */
    void requirePossible() {
        if (bits < Code.MIN_BITS || bits > Code.MAX_BITS) {
            throw new InputException("--bits %d: give %d..%d".formatted(bits, Code.MIN_BITS, Code.MAX_BITS));
        }
        for (int each : weightBits) {
            if (each < Code.MIN_BITS || each > Code.MAX_BITS) {
                throw new InputException("--weight-bits %d: give %d..%d".formatted(each, Code.MIN_BITS, Code.MAX_BITS));
            }
        }
        if (calibrate < 1) {
            throw new InputException("--calibrate " + calibrate + ": at least 1 sample is needed, better 100 or more");
        }
        preprocessing();
    }

    /** @throws InputException if something is given that a network of integers has in its file */
    void requireNothingForFloats(Path model) {
        for (String option : FOR_FLOATS) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InputException(option + " is not for " + model + ", a network that is integers already; leave it out");
            }
        }
    }

    /** Makes integers of floats, once it has images to calibrate with. */
    Quantizer quantizer() {
        Quantizer equal = Quantizer.symmetric(bits);
        return weightBits.isEmpty() ? equal : equal.withLayerBits(weightBits);
    }

    Preprocessing preprocessing() {
        try {
            return pixels == Pixels.RAW ? Preprocessing.rawPixels() : Preprocessing.normalized(mean, std);
        } catch (InputException impossible) {
            throw new InputException("--mean or --std: " + impossible.getMessage(), impossible);
        }
    }
}
