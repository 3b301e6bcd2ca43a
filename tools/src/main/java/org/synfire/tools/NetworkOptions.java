package org.synfire.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.ImageReading;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Network;
import org.synfire.network.image.ColorOrder;
import org.synfire.network.integer.Code;
import org.synfire.network.quantize.CodeSigns;
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

    /** How networks of a family were trained to see pixels, by the words of Keras. */
    enum Preset {
        /** PyTorch's: RGB, pixels / 255, ImageNet's mean and standard deviation. */
        IMAGENET(ColorOrder.RGB, 1.0 / Preprocessing.MAX_PIXEL, new float[] {0.485f, 0.456f, 0.406f}, new float[] {
            0.229f, 0.224f, 0.225f
        }),
        /** TensorFlow's: RGB, from -1 to 1. */
        TF(ColorOrder.RGB, 1.0 / Preprocessing.MAX_PIXEL, new float[] {0.5f}, new float[] {0.5f}),
        /** Caffe's: BGR, pixels less ImageNet's mean. */
        CAFFE(ColorOrder.BGR, 1, new float[] {103.939f, 116.779f, 123.68f}, new float[] {1});

        private final ColorOrder color;
        private final double scale;
        private final float[] mean;
        private final float[] std;

        Preset(ColorOrder color, double scale, float[] mean, float[] std) {
            this.color = color;
            this.scale = scale;
            this.mean = mean;
            this.std = std;
        }
    }

    /** What weights share a scale. */
    enum WeightScales {
        /** Those of an output channel. */
        CHANNEL,
        /** Those of a layer. */
        LAYER
    }

    /** Which codes have a sign. */
    enum Codes {
        /** All of them. */
        SIGNED,
        /** Those of values that can be negative. */
        UNSIGNED
    }

    private static final List<String> FOR_FLOATS = List.of(
            "--mean",
            "--std",
            "--scale",
            "--preset",
            "--pixels",
            "--calibrate",
            "--bits",
            "--weight-bits",
            "--codes",
            "--ranges",
            "--weight-scales");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "The data set. A folder: MNIST-style IDX files, CIFAR-10 or CIFAR-100 batches, a folder of"
                    + " images per class, a list labels.csv of images, VOC or COCO; a file: .csv, .tsv, .npy, .npz,"
                    + " .json; digits for the generated digits. For a network that reads spikes: a file of events, a"
                    + " folder of them with a folder per class or without, a list of files and labels, or .npy or .npz"
                    + " of spikes.")
    Path data;

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "How the network was trained to see pixels: imagenet, tf or caffe; stands for --color,"
                    + " --scale, --mean and --std, which may be given all the same. It does not resize.")
    private Preset preset;

    @Option(
            names = "--scale",
            paramLabel = "S",
            description = "Pixels are multiplied by this before the mean is subtracted, such as 1/127.5 (default"
                    + " 1/255).")
    private String scale;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            defaultValue = "0",
            description = "Subtracted from scaled pixels: one value, or one per channel (default ${DEFAULT-VALUE}).")
    float[] mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            defaultValue = "1",
            description = "Scaled pixels less the mean are divided by this (default ${DEFAULT-VALUE}).")
    float[] std;

    @Option(
            names = "--pixels",
            paramLabel = "HOW",
            defaultValue = "scaled",
            description = "scaled: (pixel * scale - mean) / std; raw: 0..255 as they are (default ${DEFAULT-VALUE}).")
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
            names = "--codes",
            paramLabel = "C",
            defaultValue = "signed",
            description =
                    "signed: every code has a sign, as in SDANN; unsigned: codes of values that cannot be negative"
                            + " have none and one bit more (default ${DEFAULT-VALUE}).")
    Codes codes;

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

    private ImageReading reading;
    private DataSet opened;
    private boolean isQuiet;

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
            for (String option : List.of("--mean", "--std", "--scale", "--preset")) {
                if (isGiven(option)) {
                    throw new InputException(
                            option + " does not go with --pixels raw, which leaves pixels as they are; leave one of"
                                    + " them out");
                }
            }
        }
        preprocessing();
        reading();
    }

    /** @throws InputException if an option about images is given, and no images */
    void requireImagesForTheirOptions() {
        if (data == null) {
            ImageOptions.names().stream().filter(this::isGiven).findFirst().ifPresent(option -> {
                throw new InputException(
                        option + " is about the images of --data, which is not given; give --data or leave it out");
            });
        }
    }

    /** Whether images that cannot be read are left out. */
    boolean skipsBad() {
        return images.skipsBad();
    }

    /** No progress is shown while images are read. */
    void quieten() {
        isQuiet = true;
    }

    /**
     * The first images of a set, each decoded once, with a progress line on terminals.
     *
     * @param count at least 1
     */
    ImageSet tried(ImageSet all, int count) {
        if (isQuiet) {
            return all.tried(count);
        }
        try (TrialLine line = new TrialLine(Math.min(count, all.size()))) {
            return all.tried(count, line);
        }
    }

    /** How images and labels are read. */
    ImageReading reading() {
        if (reading == null) {
            reading = images.reading(preset == null ? null : preset.color);
        }
        return reading;
    }

    /**
     * Gives names to the network's outputs, by which the classes of the data are found.
     *
     * @param names one for each
     */
    void nameOutputs(List<String> names) {
        reading = reading().withOutputs(names);
    }

    /** The part of images or of a sensor that is kept, as the user writes it; empty for all. */
    Optional<String> crop() {
        return images.crop();
    }

    /** The data set of --data, opened once. */
    DataSet dataSet() {
        if (opened == null) {
            opened = NamedData.open(data, seed, reading());
        }
        return opened;
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

    /**
     * Bits of the weights of a network of spikes that is made of real numbers.
     *
     * @param usual where {@code --bits} is not given
     * @throws InputException if an option is given that only networks of codes have
     */
    int weightBitsOfSpikes(Path model, int usual) {
        for (String option : FOR_FLOATS) {
            if (isGiven(option) && !option.equals("--bits")) {
                throw new InputException(option + " is not for " + model + ", a network of spikes; leave it out");
            }
        }
        return isGiven("--bits") ? bits : usual;
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

    /** Whether the number of images to calibrate with was chosen by the user. */
    boolean isCalibrationGiven() {
        return isGiven("--calibrate");
    }

    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Takes over what is not about one network: how to quantise, and the seed. */
    void quantizeAs(NetworkOptions other) {
        calibrate = other.calibrate;
        bits = other.bits;
        codes = other.codes;
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
                .withSigns(codes == Codes.SIGNED ? CodeSigns.ALWAYS : CodeSigns.WHERE_NEEDED)
                .withRanges(ranges)
                .withPerChannelWeights(weightScales == WeightScales.CHANNEL)
                .calibrate(images, preprocessing());
    }

    Preprocessing preprocessing() {
        try {
            return pixels == Pixels.RAW ? Preprocessing.rawPixels() : normalized();
        } catch (InputException impossible) {
            throw new InputException("--mean or --std: " + impossible.getMessage(), impossible);
        }
    }

    private Preprocessing normalized() {
        double factor = scale != null ? number(scale) : preset != null ? preset.scale : 1.0 / Preprocessing.MAX_PIXEL;
        float[] usedMean = preset != null && !isGiven("--mean") ? preset.mean : mean;
        float[] usedStd = preset != null && !isGiven("--std") ? preset.std : std;
        double unit = factor * Preprocessing.MAX_PIXEL;
        return unit == 1
                ? Preprocessing.normalized(usedMean, usedStd)
                : Preprocessing.normalized(over(usedMean, unit), over(usedStd, unit));
    }

    /** Values in units of pixels / 255: {@code (p s - m) / d = (p / 255 - m / 255 s) / (d / 255 s)}. */
    private static float[] over(float[] values, double unit) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] / unit);
        }
        return scaled;
    }

    private static double number(String text) {
        try {
            int stroke = text.indexOf('/');
            double number = stroke < 0
                    ? Double.parseDouble(text)
                    : Double.parseDouble(text.substring(0, stroke)) / Double.parseDouble(text.substring(stroke + 1));
            if (number > 0 && !Double.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new InputException("--scale " + text + ": give a number above 0, such as 1/255 or 0.0039");
    }
}
