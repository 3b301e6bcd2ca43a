package org.synfire.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.data.ImageReading;
import org.synfire.network.image.ColorOrder;
import org.synfire.network.image.Crop;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options that say how images and labels are read, and what happens to images before a network sees them. */
final class ImageOptions {
    private static final int MAX_LABEL_BYTES = 1 << 24;
    private static final int RANGE_ENDS = 2;

    @Option(
            names = "--resize",
            paramLabel = "SIZE",
            description = "256: the shorter side; 320x240: width and height; letterbox:416x416: as large as fits, the"
                    + " rest grey.")
    private String resize;

    @Option(
            names = "--crop",
            paramLabel = "PART",
            description = "The middle part that is kept. 224 or 224x192: pixels, after resizing; 0.875: a share of"
                    + " width and height, before it.")
    private String crop;

    @Option(
            names = "--interpolation",
            paramLabel = "HOW",
            defaultValue = "bilinear",
            description = "nearest, bilinear or bicubic (default ${DEFAULT-VALUE}).")
    private Resampling interpolation;

    @Option(
            names = "--no-antialias",
            description = "Resizes as torchvision does tensors: filters do not widen where an image shrinks. Without"
                    + " it, as PIL.")
    private boolean noAntialias;

    @Option(
            names = "--fill",
            paramLabel = "G",
            defaultValue = "128",
            description = "Grey level of a letterbox's edge, 0..255 (default ${DEFAULT-VALUE}).")
    private int fill;

    @Option(
            names = "--color",
            paramLabel = "ORDER",
            description = "Channels: rgb, bgr or grey (default: rgb for image files, as stored for others, that of"
                    + " --preset if given).")
    private ColorOrder color;

    @Option(
            names = "--layout",
            paramLabel = "L",
            defaultValue = "auto",
            description = "Order of an array's dimensions behind the first: chw or hwc; auto: by where 1 or 3 channels"
                    + " are (default ${DEFAULT-VALUE}).")
    private ImageReading.Layout layout;

    @Option(
            names = "--array-range",
            split = ",",
            paramLabel = "V",
            defaultValue = "0,1",
            description =
                    "The values of an array of real numbers that are pixels 0 and 255 (default" + " ${DEFAULT-VALUE}).")
    private double[] range;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Names of the network's outputs, one a line, synonyms behind commas; classes of the data set"
                    + " are found by their names.")
    private Path labels;

    @Option(
            names = "--label-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Added to labels that are numbers: 1 where the network's first output is the background"
                    + " (default ${DEFAULT-VALUE}).")
    private int labelOffset;

    @Option(names = "--skip-bad", description = "Leaves out images that cannot be read, and says which.")
    private boolean skipBad;

    /**
     * How images and labels are read.
     *
     * @param usual channels where --color is not given; {@code null} to leave them
     * @throws InputException if a value is impossible, or the file of labels cannot be read
     */
    ImageReading reading(ColorOrder usual) {
        ImageTransform transform = option(
                "--fill",
                () -> new ImageTransform(
                        crop == null ? null : option("--crop", () -> Crop.parse(crop)),
                        resize == null ? null : option("--resize", () -> Resize.parse(resize)),
                        interpolation,
                        !noAntialias,
                        fill,
                        color == null ? usual : color));
        if (range.length != RANGE_ENDS) {
            throw new InputException("--array-range: give two numbers, such as 0,1");
        }
        return option(
                "--array-range or --label-offset",
                () -> new ImageReading(
                        transform,
                        layout,
                        range[0],
                        range[1],
                        labels == null ? List.of() : names(labels),
                        labelOffset,
                        skipBad));
    }

    /** The longest names of these options. */
    static List<String> names() {
        return CommandSpec.forAnnotatedObject(ImageOptions.class).options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    /** The part of images that is kept, as the user writes it; empty for all. */
    Optional<String> crop() {
        return Optional.ofNullable(crop);
    }

    /** A part of the options; what is wrong with it names the option once. */
    static <T> T option(String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (InputException wrong) {
            throw wrong.getMessage().startsWith("--")
                    ? wrong
                    : new InputException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<String> names(Path file) {
        List<String> names;
        try {
            names = new String(InputFile.bytes(file, MAX_LABEL_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException unreadable) {
            throw new InputException("--labels " + file + " cannot be read: " + FileReason.of(unreadable), unreadable);
        }
        for (int line = 0; line < names.size(); line++) {
            if (names.get(line).isEmpty()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "--labels %s line %d is empty; every output needs a line with its name",
                        file,
                        line + 1));
            }
        }
        if (names.isEmpty()) {
            throw new InputException("--labels " + file + " is empty; give a name a line");
        }
        return names;
    }

    /** Whether images that cannot be read are left out. */
    boolean skipsBad() {
        return skipBad;
    }
}
