package org.synfire.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.synfire.emulator.experiment.Progress;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.sparsity.SparsityFile;
import org.synfire.network.sparsity.SparsityPlan;
import org.synfire.papers.sparsity.SparsitySearch;
import org.synfire.papers.sparsity.Trial;
import org.synfire.papers.sparsity.TrialJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Finds which layer can keep which spikes back. */
@Command(
        name = "sparsify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Searches RoT, DRLO or nothing for every layer: the fewest synaptic operations within a budget of changed"
                    + " answers, on training samples.",
            "The result is for run --sparsity FILE. Every trial is kept in FILE.journal: the same command goes on"
                    + " where it was stopped, and another budget uses them again."
        },
        footer = {
            "",
            "Examples:",
            "  synfire sparsify --samples 100",
            "  synfire sparsify --model net.onnx --data mnist --budget 0.5 --file mnist-sparsity.json"
        })
final class SparsifyCommand implements Callable<Integer> {
    private static final double PERCENT = 100;
    private static final double MEGA = 1e6;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "An ONNX file, or the .json of an int8-shift network; without it, the built-in demo.")
    private Path model;

    @Mixin
    private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "300",
            description = "Training samples that every trial is counted on (default ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--budget",
            paramLabel = "P",
            defaultValue = "1",
            description =
                    "Percent of these samples that may be answered otherwise than with every spike, by count and by"
                            + " what the error of the outputs lets expect (default ${DEFAULT-VALUE}).")
    private double budget;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "sparsity.json",
            description = "Where the result is written (default ${DEFAULT-VALUE}).")
    private Path file;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    @Option(names = "--quiet", description = "No progress and no summary; messages about failures remain.")
    private boolean quiet;

    @Override
    public Integer call() {
        ModelOptions.requireWithData(model, options);
        options.requirePossible();
        requireWritable();
        ImageSet images = images();
        LoadedModel loaded = LoadedModel.load(model, options);
        Path journal = file.resolveSibling(file.getFileName() + ".journal");
        return finish(loaded.network().name(), search(loaded, images, journal), journal);
    }

    private SparsitySearch.Result search(LoadedModel loaded, ImageSet images, Path journal) {
        try (ProgressLine progress = quiet ? null : ProgressLine.of("trials", 1)) {
            SparsitySearch search = SparsitySearch.of(
                    loaded.encoded(),
                    images,
                    budget,
                    threads.count(),
                    subject -> TrialJournal.open(journal, subject),
                    progress == null ? Progress.SILENT : progress);
            synfire.interruption().onInterrupt(search::requestStop);
            return search.run();
        }
    }

    private void requireWritable() {
        force.requireWritable("--file", file, SparsityFile::isSparsityFile);
    }

    private ImageSet images() {
        if (samples < 1) {
            throw new InputException("--samples " + samples + ": give at least 1, better some hundreds");
        }
        DataSet data = model == null ? LoadedModel.demoData(options) : options.dataSet();
        ImageSet train = data.split(Split.TRAIN);
        if (samples > train.size()) {
            throw new InputException(String.format(
                    Locale.ROOT, "--samples %d: %s has only %,d samples", samples, train.name(), train.size()));
        }
        return train.take(samples);
    }

    private int finish(String network, SparsitySearch.Result result, Path journal) {
        PrintWriter out = spec.commandLine().getOut();
        if (!result.isComplete()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "synfire: stopped after %,d trials, which are kept in %s; the same command goes on from"
                                    + " there%n",
                            result.trials(),
                            journal);
            return ExitStatus.FAILED;
        }
        result.file(network).write(file);
        if (!quiet) {
            show(out, result);
        }
        out.flush();
        return ExitStatus.DONE;
    }

    private static void show(PrintWriter out, String name, Trial trial, SparsitySearch.Result result) {
        out.printf(
                Locale.ROOT,
                "%-28s %10.2f%% %10d %13.4f  %s%n",
                name,
                -PERCENT * (1 - (double) trial.operations() / result.dense().operations()),
                trial.changedAnswers(),
                trial.outputError(),
                result.isWithinBudget(trial) ? "kept" : "exceeded");
    }

    private void show(PrintWriter out, SparsitySearch.Result result) {
        out.printf(
                Locale.ROOT,
                "%d plans tried on %,d training samples; with every spike %.3f M synaptic operations a sample%n%n",
                result.trials(),
                result.samples(),
                result.dense().operations() / MEGA / result.samples());
        out.printf(
                Locale.ROOT,
                "%-28s %11s %10s %13s  %s%n",
                "every layer",
                "operations",
                "changed",
                "output error",
                String.format(Locale.ROOT, "budget: %d changed, error %.4f", result.mayChange(), result.mostError()));
        result.uniform().forEach((choice, trial) -> show(out, choice.toString(), trial, result));
        show(out, "found, per layer", result.best(), result);
        out.println();
        for (SparsityPlan.Layer layer : result.plan().layers()) {
            out.printf(Locale.ROOT, "%-28.28s %s%n", layer.name(), layer.sparsity());
        }
        out.printf(Locale.ROOT, "%nwritten to %s; use it with run --sparsity %s%n", file, file);
    }
}
