package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.training.HessianRequest;
import org.synfire.papers.hessian.HessianTables;
import org.synfire.papers.run.StopRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures the curvature of a trained network's loss with the training part. */
@Command(
        name = "hessian",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Estimates the trace of each layer's Hessian and chooses bits by it.",
        footer = {
            "",
            "Examples:",
            "  synfire hessian --checkpoint out/float/checkpoint.pt --data fashion-mnist --lower 4,2 --json"
                    + " hessian.json",
            "  synfire hessian --model net.onnx --data mnist --offer 2,4,8 --by-rank 8,4"
        })
final class HessianCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Mixin
    private final TrainingDataOptions data = new TrainingDataOptions();

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "A trained spiking network.")
    private Path checkpoint;

    @Option(names = "--model", paramLabel = "M.onnx", description = "Instead: a network of floats.")
    private Path model;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            defaultValue = "0",
            description = "For --model: subtracted from pixels / 255, one value or one per channel.")
    private float[] mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            defaultValue = "1",
            description = "For --model: pixels / 255 less the mean are divided by this.")
    private float[] std;

    @Mixin
    private final CurvatureOptions curvature = new CurvatureOptions();

    @Option(
            names = "--offer",
            split = ",",
            paramLabel = "B",
            defaultValue = "2,4,8,16",
            description = "Bits to choose from (default ${DEFAULT-VALUE}).")
    private List<Integer> offered;

    @Option(
            names = "--mean-bits",
            split = ",",
            paramLabel = "B",
            defaultValue = "3,4,6,8",
            description = "Budgets: bits per weight on average; equal bits of the same size are shown "
                    + "beside (default ${DEFAULT-VALUE}).")
    private List<Double> budgets;

    @Option(
            names = "--by-rank",
            split = ",",
            paramLabel = "B",
            defaultValue = "16,8",
            description = "Bits by rank of the trace, the largest first (default ${DEFAULT-VALUE}).")
    private List<Integer> byRank;

    @Option(
            names = "--lower",
            split = ",",
            paramLabel = "B",
            description =
                    "Also judge the network on the test images, its weights rounded after training: with one layer at"
                            + " a time at these bits, and with every choice of bits.")
    private List<Integer> lowered = List.of();

    @Option(names = "--quiet", description = "No progress bar.")
    private boolean quiet;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file.")
    private Path json;

    @Mixin
    private final ForceOption force = new ForceOption();

    private final StopRequest stop = new StopRequest();

    @Override
    public Integer call() throws IOException {
        requirePossible();
        HessianRequest request = request();
        synfire.interruption().onInterrupt(stop::ask);
        Optional<HessianFindings> findings =
                new TrainingPart(spec.commandLine().getErr(), !quiet, stop::isAsked).measure(request);
        if (findings.isPresent()) {
            show(findings.get());
        }
        if (stop.isAsked()) {
            Failure.say(
                    findings.isPresent()
                            ? "stopped; the figures are of what was measured until then"
                            : "stopped; nothing was measured, and nothing is written",
                    spec.commandLine().getErr());
            return ExitStatus.FAILED;
        }
        return ExitStatus.DONE;
    }

    private void show(HessianFindings findings) throws IOException {
        if (json != null) {
            findings.write(json);
        }
        PrintWriter out = spec.commandLine().getOut();
        HessianTables.all(findings).forEach(table -> table.lines().forEach(out::println));
        out.flush();
    }

    private void requirePossible() {
        if ((checkpoint == null) == (model == null)) {
            throw new InputException("give --checkpoint or --model, one of them");
        }
        curvature.requirePossible();
        if (model == null) {
            for (String option : List.of("--mean", "--std")) {
                if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                    throw new InputException(option
                            + " is for --model; a checkpoint has what its network sees of a pixel; leave it out");
                }
            }
        }
        if (json != null) {
            force.requireWritable("--json", json, HessianFindings::areFindings);
        }
    }

    private HessianRequest request() {
        ImageSet images = data.train();
        TrainingDataOptions.sayLeftOut(images, spec.commandLine().getErr());
        return new HessianRequest(
                model == null
                        ? new HessianRequest.Subject.Checkpoint(checkpoint)
                        : new HessianRequest.Subject.Real(network(images), Preprocessing.normalized(mean, std)),
                images,
                curvature.batch,
                curvature.tolerance,
                curvature.maxVectors,
                data.seed,
                offered,
                budgets,
                byRank,
                lowered.isEmpty() ? Optional.empty() : Optional.of(new HessianRequest.Judging(judged(), lowered)));
    }

    private Network network(ImageSet images) {
        Network network = OnnxImporter.read(model);
        LoadedModel.requireShape(network.name(), network.input().shape(), images);
        return network;
    }

    private ImageSet judged() {
        ImageSet images = data.test();
        TrainingDataOptions.sayLeftOut(images, spec.commandLine().getErr());
        return images;
    }
}
