package org.synfire.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.data.ImageSet;
import org.synfire.network.description.Descriptions;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.network.training.TrainingRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code train}. */
final class TrainOptions {
    private static final int FROZEN_SHARE = 4;
    private static final List<String> FILES =
            List.of(TrainingRequest.CHECKPOINT, TrainingRequest.INTEGERS, TrainingRequest.ONNX, TrainingRequest.REPORT);

    @Mixin
    private final TrainingDataOptions data = new TrainingDataOptions();

    @Mixin
    private final TrainingPrecisionOptions precision = new TrainingPrecisionOptions();

    @Option(
            names = "--network",
            paramLabel = "N",
            defaultValue = "tiny",
            description = "A built-in network or a description file (default ${DEFAULT-VALUE}).")
    private String network;

    @Option(names = "--time-steps", paramLabel = "T", description = "Time steps, instead of the description's.")
    private Integer timeSteps;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Times that every image is seen (default ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--frozen-epochs",
            paramLabel = "N",
            description =
                    "Last epochs that normalise by running averages, as the finished network does (default a quarter).")
    private Integer frozenEpochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "50",
            description = "Images per step of the optimiser (default ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "At the start; falls to 0 along half a cosine (default ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--weight-decay",
            paramLabel = "D",
            defaultValue = "0.0001",
            description = "Of the optimiser, Adam (default ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(
            names = "--shift",
            paramLabel = "P",
            defaultValue = "0",
            description = "Shift training images by up to so many pixels (default ${DEFAULT-VALUE}).")
    private int shift;

    @Option(names = "--flip", description = "Flip training images from left to right at random.")
    private boolean isFlipped;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Begin with the weights of this checkpoint, of whatever precision.")
    private Path from;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of PyTorch; only 1 is repeatable (default ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--resume", description = "Continue from the checkpoint in --out, if there is one.")
    private boolean isResumed;

    @Option(names = "--quiet", description = "No progress bar.")
    boolean quiet;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for " + TrainingRequest.CHECKPOINT + ", " + TrainingRequest.INTEGERS + " or "
                    + TrainingRequest.ONNX + ", and " + TrainingRequest.REPORT + ".")
    private Path out;

    /** Parses the options without the command. */
    @Command(name = "train")
    private record Standalone(@Mixin TrainOptions options) {}

    /** The options as they are with these arguments. */
    static TrainOptions of(String... arguments) {
        TrainOptions options = new TrainOptions();
        new CommandLine(new Standalone(options))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return options;
    }

    /** @throws InputException if a value is not possible, or the description or the data cannot be read */
    TrainingRequest request() {
        if (threads < 1 || threads > TrainingRequest.MOST_THREADS) {
            throw new InputException(
                    String.format(Locale.ROOT, "--threads %d: give 1..%d", threads, TrainingRequest.MOST_THREADS));
        }
        SpikingDescription found = Descriptions.find(network);
        SpikingDescription description = timeSteps == null ? found : withTimeSteps(found);
        QuantizationPlan plan = precision.plan(description.weighted().size());
        ImageSet images = data.train();
        LoadedModel.requireShape(description.name(), description.input(), images);
        requireShiftWithin(images);
        return new TrainingRequest(
                description,
                plan,
                new Recipe(
                        epochs,
                        frozenEpochs == null ? epochs / FROZEN_SHARE : frozenEpochs,
                        batch,
                        learningRate,
                        weightDecay,
                        shift,
                        isFlipped,
                        data.seed),
                images,
                data.test(),
                Optional.ofNullable(from),
                isResumed,
                threads,
                out);
    }

    /** Nothing of an image would be left. */
    private void requireShiftWithin(ImageSet images) {
        int side = Math.min(images.height(), images.width());
        if (shift >= side) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--shift %d: images have %d x %d pixels; give 0..%d",
                    shift,
                    images.height(),
                    images.width(),
                    side - 1));
        }
    }

    /**
     * Takes the folder.
     *
     * @throws InputException if another training writes to it, or files of other programs would be overwritten
     */
    OutputFolder open() {
        try {
            return OutputFolder.open(out, FILES, force.isGiven());
        } catch (InputException refused) {
            throw new InputException("--out " + ForceOption.worded(refused), refused);
        }
    }

    private SpikingDescription withTimeSteps(SpikingDescription found) {
        if (timeSteps < 1 || timeSteps > SpikingDescription.MAX_TIME_STEPS) {
            throw new InputException(String.format(
                    Locale.ROOT, "--time-steps %d: 1..%d are supported", timeSteps, SpikingDescription.MAX_TIME_STEPS));
        }
        return found.withTimeSteps(timeSteps);
    }
}
