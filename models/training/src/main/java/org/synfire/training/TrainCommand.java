package org.synfire.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.training.description.Descriptions;
import org.synfire.training.description.Layer;
import org.synfire.training.description.SpikingDescription;
import org.synfire.training.learn.Checkpoint;
import org.synfire.training.learn.DivergedException;
import org.synfire.training.learn.Recipe;
import org.synfire.training.learn.Trainer;
import org.synfire.training.learn.TrainingRun;
import org.synfire.training.precision.QuantizationPlan;
import org.synfire.training.spiking.IntegerExport;
import org.synfire.training.spiking.SpikingNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: from a description and images to a checkpoint, a file of integers and a report of accuracies. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a spiking network; the same command with --resume goes on where it stopped.")
final class TrainCommand implements Callable<Integer> {
    static final String CHECKPOINT = "checkpoint.pt";
    static final String NETWORK = "network.sin";
    static final String ONNX = "network.onnx";
    static final String REPORT = "train.json";
    private static final int REFRESH_MILLIS = 500;
    private static final int FROZEN_SHARE = 4;

    @Spec
    private CommandSpec command;

    @Mixin
    private DataOptions data;

    @Mixin
    private PrecisionOptions precision;

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
    private boolean flip;

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

    @Option(names = "--resume", description = "Go on from the checkpoint in --out, if there is one.")
    private boolean resume;

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for " + CHECKPOINT + ", " + NETWORK + " and " + REPORT + ".")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (threads < 1) {
            throw new InputException("--threads " + threads + ": at least 1");
        }
        torch.set_num_threads(threads);
        final ImageSet train = data.train();
        final ImageSet test = data.test();
        try (StopOnInterrupt interrupt = new StopOnInterrupt()) {
            final Trainer trainer = trainer(train);
            Trainer.requireFit(trainer.network(), test);
            final long startNanos = System.nanoTime();
            final long imagesBefore = trainer.imagesSeen();
            if (!learn(trainer, interrupt)) {
                command.commandLine()
                        .getErr()
                        .printf(
                                "synfire: stopped in epoch %d; the same command with --resume goes on%n",
                                trainer.position().epoch() + 1);
                return Training.FAILED;
            }
            final double imagesPerSecond =
                    (trainer.imagesSeen() - imagesBefore) * 1e9 / Math.max(1, System.nanoTime() - startNanos);
            finish(trainer, Evaluation.of(trainer.network(), test, interrupt::isStopped), imagesPerSecond);
            return interrupt.isStopped() ? Training.FAILED : Training.DONE;
        }
    }

    private Trainer trainer(final ImageSet train) {
        final Path file = out.resolve(CHECKPOINT);
        final SpikingDescription found = Descriptions.find(network);
        final SpikingDescription description = timeSteps == null ? found : withTimeSteps(found);
        final QuantizationPlan plan = precision.plan(description.weighted().size());
        final Recipe recipe = new Recipe(
                epochs,
                frozenEpochs == null ? epochs / FROZEN_SHARE : frozenEpochs,
                batch,
                learningRate,
                weightDecay,
                shift,
                flip,
                data.seed);
        if (!Files.exists(file)) {
            torch.manual_seed(data.seed);
            final SpikingNetwork starting = new SpikingNetwork(description, plan);
            if (from != null) {
                takeWeights(starting);
            }
            return new Trainer(starting, train, recipe);
        }
        if (!resume) {
            throw new InputException(file + " is there already: add --resume to go on from it, or give another --out");
        }
        final Checkpoint checkpoint = Checkpoint.read(file);
        if (!checkpoint.recipe().equals(recipe)
                || !checkpoint.plan().equals(plan)
                || !checkpoint.network().equals(description)) {
            throw new InputException("%s was made with other options (%s, %s, network %s); give the same ones to go on"
                    .formatted(
                            file,
                            checkpoint.recipe(),
                            checkpoint.plan(),
                            checkpoint.network().name()));
        }
        return checkpoint.trainer(file, train);
    }

    private SpikingDescription withTimeSteps(final SpikingDescription found) {
        if (timeSteps < 1 || timeSteps > SpikingDescription.MAX_TIME_STEPS) {
            throw new InputException(
                    "--time-steps %d: 1..%d are supported".formatted(timeSteps, SpikingDescription.MAX_TIME_STEPS));
        }
        return found.withTimeSteps(timeSteps);
    }

    private void takeWeights(final SpikingNetwork starting) {
        starting.takeWeights(Checkpoint.read(from).network(from));
    }

    private boolean learn(final Trainer trainer, final StopOnInterrupt interrupt) throws IOException {
        try (ProgressBar bar = quiet
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("images")
                        .setInitialMax(trainer.imagesInAll())
                        .setUpdateIntervalMillis(REFRESH_MILLIS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .startsFrom(trainer.imagesSeen(), Duration.ZERO)
                        .build()) {
            return new TrainingRun(trainer, out.resolve(CHECKPOINT)).run(interrupt::isStopped, observer(bar));
        } catch (DivergedException diverged) {
            final Path file = out.resolve(CHECKPOINT);
            throw new DivergedException(diverged.getMessage()
                    + (Files.exists(file)
                            ? ("; %s has the state of the last good epoch: train on from it (--from, another --out) "
                                            + "with a lower --learning-rate")
                                    .formatted(file)
                            : "; no epoch was completed: begin again with a lower --learning-rate"));
        }
    }

    private TrainingRun.Observer observer(final ProgressBar bar) {
        final PrintWriter err = command.commandLine().getErr();
        return new TrainingRun.Observer() {
            @Override
            public void onBatch(final Trainer trainer, final double loss) {
                if (bar != null) {
                    bar.stepTo(trainer.imagesSeen());
                    bar.setExtraMessage(" loss %.3f".formatted(loss));
                }
            }

            @Override
            public void onEpoch(final int epoch, final double meanLoss) {
                err.printf("epoch %d of %d: loss %.4f%n", epoch, epochs, meanLoss);
            }
        };
    }

    private void finish(final Trainer trainer, final Evaluation evaluation, final double imagesPerSecond)
            throws IOException {
        final SpikingNetwork trained = trainer.network();
        final PrintWriter results = command.commandLine().getOut();
        results.printf(
                "%s, %s: %d of %d test images right (%.2f %%), as trained%n",
                trained.description().name(),
                trained.plan().scheme().name().toLowerCase(Locale.ROOT),
                evaluation.trained(),
                evaluation.samples(),
                100 * evaluation.accuracy());
        evaluation
                .integers()
                .forEach((rounding, integers) -> results.printf(
                        "  as integers, %s: %d right (%.2f %%), %d answers as trained%n",
                        rounding.name().toLowerCase(Locale.ROOT),
                        integers.correct(),
                        100.0 * integers.correct() / Math.max(1, evaluation.samples()),
                        integers.agreeing()));
        if (!evaluation.integers().isEmpty()) {
            final PotentialRounding rounding = trained.plan().rounding() == PotentialRounding.PUBLISHED
                    ? PotentialRounding.SHIFT_ON_READ
                    : trained.plan().rounding();
            SpikingNetworkFile.write(out.resolve(NETWORK), IntegerExport.of(trained, rounding));
            results.println("  written: " + out.resolve(NETWORK));
        }
        if (trained.description().neuron().isRelu()) {
            Files.write(out.resolve(ONNX), ReluExport.of(trained).toByteArray());
            results.println("  written: " + out.resolve(ONNX));
        }
        Files.write(
                out.resolve(REPORT),
                new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(report(trainer, evaluation, imagesPerSecond)));
    }

    private ObjectNode report(final Trainer trainer, final Evaluation evaluation, final double imagesPerSecond) {
        final ObjectNode report = new ObjectMapper()
                .createObjectNode()
                .put("network", trainer.network().description().name())
                .put("timeSteps", trainer.network().description().timeSteps())
                .put("scheme", trainer.network().plan().scheme().name())
                .put("trainingImages", trainer.images().size())
                .put(
                        "weights",
                        trainer.network().description().weighted().stream()
                                .mapToLong(Layer.Weighted::weights)
                                .sum())
                .put(
                        "additionsPerStep",
                        trainer.network().description().weighted().stream()
                                .mapToLong(Layer.Weighted::operations)
                                .sum())
                .put("epochs", trainer.position().epoch())
                .put("seed", data.seed)
                .put("threads", threads)
                .put("imagesPerSecond", imagesPerSecond)
                .put("samples", evaluation.samples())
                .put("correct", evaluation.trained())
                .put("accuracy", evaluation.accuracy());
        trainer.network().description().mean().forEach(report.withArray("mean")::add);
        trainer.network().description().std().forEach(report.withArray("std")::add);
        trainer.network().plan().layers().forEach(report.withArray("bits")::addPOJO);
        evaluation
                .integers()
                .forEach((rounding, integers) -> report.withObject("/integers")
                        .putObject(rounding.name())
                        .put("correct", integers.correct())
                        .put("agreeing", integers.agreeing()));
        return report;
    }
}
