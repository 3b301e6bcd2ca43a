package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.training.HessianRequest;
import org.synfire.papers.hessian.HessianReproduction;
import org.synfire.papers.hessian.HessianTables;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.run.Fingerprints;
import org.synfire.papers.run.FinishedParts;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The Hessian paper's experiments. */
@Command(
        name = "hessian",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Hessian-aware precision (Lui and Neftci, arXiv 2104.14117): traces of the layers of a trained network,"
                    + " what it costs to lower one layer at a time, how the two go together, and",
            "mixed against equal precision. A network of floats (--model) then runs on the emulated chip as SDANN"
                    + " network with the bits that were chosen."
        },
        footer = {
            "",
            "Examples:",
            "  synfire reproduce hessian --checkpoint out/float/checkpoint.pt --data fashion-mnist",
            "  synfire reproduce hessian --model resnet20.onnx --data cifar-10-batches-bin --mean .485,.456,.406 --std"
                    + " .229,.224,.225 --out out/resnet20"
        })
final class ReproduceHessianCommand implements Callable<Integer> {
    private static final String TITLE = "Hessian-aware precision";
    private static final List<Integer> SDANN_OFFER = List.of(2, 4, 8);
    private static final List<Integer> SDANN_RANKS = List.of(8, 4);
    private static final List<Integer> SPIKING_OFFER = List.of(2, 4, 8, 16);
    private static final List<Integer> SPIKING_RANKS = List.of(16, 8);

    @ParentCommand
    private ReproduceCommand parent;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "A spiking network trained with --scheme float.")
    private Path checkpoint;

    @Option(names = "--model", paramLabel = "FILE", description = "Instead: an ONNX file of floats.")
    private Path model;

    @Mixin
    private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--train-samples",
            paramLabel = "N",
            description = "Training images that the curvature is measured on (default: all).")
    private Integer trainSamples;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Test images (default ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--lower",
            split = ",",
            paramLabel = "B",
            defaultValue = "4,2",
            description = "Bits that one layer at a time is lowered to (default ${DEFAULT-VALUE}).")
    private List<Integer> lower;

    @Option(
            names = "--offer",
            split = ",",
            paramLabel = "B",
            description = "Bits to choose from (default: 2,4,8,16; for --model 2,4,8).")
    private List<Integer> offer;

    @Option(
            names = "--mean-bits",
            split = ",",
            paramLabel = "B",
            defaultValue = "3,4,5,6.72",
            description = "Budgets, bits per weight; 6.72 is 58 %% smaller than 16 (default ${DEFAULT-VALUE}).")
    private List<Double> meanBits;

    @Mixin
    private final CurvatureOptions curvature = new CurvatureOptions();

    @Option(
            names = "--findings",
            paramLabel = "FILE",
            description =
                    "Takes what hessian --lower --json or an earlier run has written (hessian-findings.json in its"
                            + " --out) instead of measuring.")
    private Path findingsFile;

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    private final StopRequest stop = new StopRequest();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        try (results) {
            return reproduce();
        }
    }

    private int reproduce() throws IOException {
        requirePossible();
        FinishedParts parts = ReproductionJournal.open("hessian", results, chip, command);
        parent.interruption().onInterrupt(stop::ask);
        run(parts);
        if (stop.isAsked()) {
            return ReproductionJournal.stopped(parts, results);
        }
        parts.delete();
        return ExitStatus.DONE;
    }

    private void run(FinishedParts parts) throws IOException {
        if (findingsFile != null) {
            show(HessianFindings.read(findingsFile), parts);
            return;
        }
        Optional<HessianFindings> findings = found(parts);
        if (findings.isPresent() && results.folder() != null) {
            findings.get().write(results.folder().resolve("hessian-findings.json"));
        }
        if (!stop.isAsked()) {
            show(findings.orElseThrow(), parts);
        }
    }

    private Optional<HessianFindings> found(FinishedParts parts) {
        if (!parts.areKept()) {
            return measure();
        }
        String part = String.format(
                Locale.ROOT,
                "findings of %s on %s, %s",
                Fingerprints.of(ReproductionJournal.bytes(model == null ? checkpoint : model)),
                Fingerprints.of(TrainingDataOptions.train(options.data, trainSamples, options.seed, options.reading())),
                Fingerprints.of(TrainingDataOptions.test(options.data, samples, options.seed, options.reading())));
        return parts.find(part, HessianFindings.class).or(() -> {
            Optional<HessianFindings> measured = measure();
            measured.ifPresent(findings -> parts.keep(part, findings));
            return measured;
        });
    }

    private void show(HessianFindings findings, FinishedParts parts) {
        List<ResultTable> tables = new ArrayList<>();
        HessianTables.all(findings).forEach(table -> add(tables, table));
        if (model != null && !stop.isAsked()) {
            add(tables, emulated(findings, parts));
        }
        results.showAssumptions(all(tables));
    }

    private void requirePossible() {
        if (findingsFile == null ? (checkpoint == null) == (model == null) : checkpoint != null) {
            throw new InputException(
                    findingsFile == null
                            ? "give --checkpoint or --model, one of them"
                            : "--findings has what would be measured of --checkpoint; leave one of them out");
        }
        if (samples < 1) {
            throw new InputException("--samples " + samples + ": give at least 1");
        }
        if (model != null) {
            ModelOptions.requireWithData(model, options);
        }
        options.requirePossible();
        curvature.requirePossible();
        if (meanBits.stream().anyMatch(bits -> !(bits > 0 && bits < Double.POSITIVE_INFINITY))) {
            throw new InputException("--mean-bits: give bits per weight, each more than 0");
        }
        chip.description();
        threads.count();
        if (options.pixels == NetworkOptions.Pixels.RAW) {
            throw new InputException(
                    "--pixels raw: the curvature is measured of networks that see pixels / 255 only; give --mean and"
                            + " --std");
        }
        if (model != null && options.data != null) {
            int there = options.dataSet().test().size();
            if (samples > there) {
                throw new InputException(String.format(
                        Locale.ROOT, "--samples %d: %s has only %,d test images", samples, options.data, there));
            }
        }
        results.open();
    }

    private Optional<HessianFindings> measure() {
        results.announce("measuring curvature and judging networks with fewer bits");
        boolean isSpiking = model == null;
        return results.training(stop::isAsked)
                .measure(new HessianRequest(
                        isSpiking
                                ? new HessianRequest.Subject.Checkpoint(checkpoint)
                                : new HessianRequest.Subject.Real(OnnxImporter.read(model), options.preprocessing()),
                        TrainingDataOptions.train(options.data, trainSamples, options.seed, options.reading()),
                        curvature.batch,
                        curvature.tolerance,
                        curvature.maxVectors,
                        options.seed,
                        offer != null ? offer : isSpiking ? SPIKING_OFFER : SDANN_OFFER,
                        meanBits,
                        isSpiking ? SPIKING_RANKS : SDANN_RANKS,
                        Optional.of(new HessianRequest.Judging(
                                TrainingDataOptions.test(options.data, samples, options.seed, options.reading()),
                                lower))));
    }

    private ResultTable emulated(HessianFindings findings, FinishedParts parts) {
        ChipRuns runs = new ChipRuns(chip.description(), threads.count(), stop, results::announce, parts);
        return new HessianReproduction(runs, samples)
                .emulated(findings, this::quantized, options.dataSet().test());
    }

    private EncodedNetwork quantized(List<Integer> bits) {
        options.weightBits = bits;
        return LoadedModel.load(model, options).encoded();
    }

    private void add(List<ResultTable> tables, ResultTable table) {
        tables.add(table);
        results.show(table);
        results.write(all(tables));
    }

    private ResultTables all(List<ResultTable> tables) {
        String what = Stream.of(checkpoint, model, findingsFile)
                .filter(Objects::nonNull)
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        return new ResultTables("hessian", TITLE + ": " + what, tables, HessianTables.assumptions());
    }
}
