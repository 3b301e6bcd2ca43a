package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingReport;
import org.synfire.network.training.TrainingRequest;
import org.synfire.papers.run.StopRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains a network with the training part. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Trains a spiking network; the same command with --resume continues where it was stopped.",
        footer = {
            "",
            "Examples:",
            "  synfire train --data mnist --network tiny --samples 5000 --epochs 2 --out out/tiny",
            "  synfire run --model out/tiny/network.sin --data mnist"
        })
final class TrainCommand implements Callable<Integer> {
    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Mixin
    private final TrainOptions options = new TrainOptions();

    private final StopRequest stop = new StopRequest();

    @Override
    public Integer call() throws IOException {
        TrainingRequest request = options.request();
        TrainingDataOptions.sayLeftOut(request.train(), spec.commandLine().getErr());
        TrainingDataOptions.sayLeftOut(request.test(), spec.commandLine().getErr());
        try (OutputFolder _ = options.open()) {
            return train(request);
        }
    }

    private int train(TrainingRequest request) throws IOException {
        synfire.interruption().onInterrupt(stop::ask);
        PrintWriter err = spec.commandLine().getErr();
        return switch (new TrainingPart(err, !options.quiet, stop::isAsked).train(request)) {
            case TrainingOutcome.Completed completed -> {
                show(completed);
                yield ExitStatus.DONE;
            }
            case TrainingOutcome.Stopped stopped -> {
                err.println(String.format(
                        Locale.ROOT,
                        "synfire: stopped %s; the same command with --resume goes on",
                        when(stopped, request)));
                err.flush();
                yield ExitStatus.FAILED;
            }
        };
    }

    /** When a training was stopped. */
    static String when(TrainingOutcome.Stopped stopped, TrainingRequest request) {
        return stopped.completedEpochs() == request.recipe().epochs()
                ? "before the network was judged"
                : "in epoch " + (stopped.completedEpochs() + 1);
    }

    private void show(TrainingOutcome.Completed completed) {
        PrintWriter out = spec.commandLine().getOut();
        TrainingReport report = completed.report();
        out.printf(
                Locale.ROOT,
                "%s, %s: %d of %d test images right (%.2f %%), as trained%n",
                report.network().name(),
                lower(report.plan().scheme()),
                report.correct(),
                report.samples(),
                PERCENT * report.accuracy());
        report.integers()
                .forEach((rounding, integers) -> out.printf(
                        Locale.ROOT,
                        "  as integers, %s: %d right (%.2f %%), %d answers as trained%n",
                        lower(rounding),
                        integers.correct(),
                        PERCENT * report.accuracy(rounding),
                        integers.agreeing()));
        completed.networks().forEach(file -> out.println("  written: " + file));
        out.flush();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
