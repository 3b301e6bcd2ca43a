package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataSets;
import org.synfire.network.detect.DetectionHead;
import org.synfire.network.detect.HeadFile;
import org.synfire.network.program.Register;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.run.FinishedParts;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.run.Subject;
import org.synfire.papers.sdann.NetworkResult;
import org.synfire.papers.sdann.SdannReproduction;
import org.synfire.papers.sdann.SdannTables;
import org.synfire.papers.sparsity.TrialJournal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The SDANN paper's experiments. */
@Command(
        name = "sdann",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Tables 2 to 10 of the SDANN paper (arXiv 2505.12221): precision, RoT, DRLO, hybrid, energy, encodings,"
                    + " loss by layer.",
            "Networks: --model with --data, or all that lie in --suite DIR; without either, the built-in demo."
        },
        footer = {
            "",
            "Examples:",
            "  synfire reproduce sdann --samples 500",
            "  synfire reproduce sdann --suite data --networks resnet20,resnet32 --samples 10000 --out out/sdann"
        })
final class ReproduceSdannCommand implements Callable<Integer> {
    private static final double PERCENT = 100;

    @ParentCommand
    private ReproduceCommand parent;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "An ONNX file, or the .json of an int8-shift network.")
    private Path model;

    @Mixin
    private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--suite",
            paramLabel = "DIR",
            description = "Folder of data sets with a folder models; what is there is run, what is not is named.")
    private Path suite;

    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Which networks of the suite: mlp, lenet, cntk, fashion, resnet8, resnet20, resnet32, mobilenet25,"
                            + " mobilenet50, yolo (default: all).")
    private List<String> networks = List.of();

    @Option(
            names = "--imagenet",
            paramLabel = "DIR",
            description = "With --suite: photographs of ImageNet (default: its folder imagenet).")
    private Path imagenet;

    @Option(
            names = "--voc",
            paramLabel = "DIR",
            description = "With --suite: photographs of VOC with boxes (default: its folder voc2007).")
    private Path voc;

    @Option(
            names = "--head",
            paramLabel = "FILE.yaml",
            description = "How the outputs of --model, or of the suite's yolo, become boxes: it then detects.")
    private Path head;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Test images of every run (default ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--encoding-samples",
            paramLabel = "N",
            defaultValue = "100",
            description = "Test images that encodings are compared on, which is slow (default ${DEFAULT-VALUE}).")
    private int encodingSamples;

    @Option(
            names = "--search-samples",
            paramLabel = "N",
            defaultValue = "300",
            description = "Training images that the hybrid setting is searched on (default ${DEFAULT-VALUE}).")
    private int searchSamples;

    @Option(
            names = "--budget",
            paramLabel = "P",
            defaultValue = "1",
            description = "Percent of these that may be answered otherwise (default ${DEFAULT-VALUE}).")
    private double budget;

    @Option(
            names = "--overflow",
            paramLabel = "O",
            defaultValue = "saturate",
            description = "What registers do with what they cannot hold: wrap or saturate; assumed (default"
                    + " ${DEFAULT-VALUE}).")
    private Register.Overflow overflow;

    @Option(
            names = "--compare-scaled",
            description =
                    "Compares runs in the chip's registers with their dense twin too, which takes about eight times as"
                            + " long.")
    private boolean comparesScaled;

    @Option(
            names = "--tiny-vgg",
            paramLabel = "N",
            defaultValue = "4",
            description = "Random images for the stand-in of the paper's Tiny-VGG; 0 leaves it out (default"
                    + " ${DEFAULT-VALUE}).")
    private int tinyVgg;

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (results) {
            return reproduce();
        }
    }

    private int reproduce() {
        requireCounts();
        SdannReproduction.Effort effort = effort();
        List<Callable<Subject>> subjects = subjects(effort);
        StopRequest stop = new StopRequest();
        ChipDescription described = chip.description();
        int workers = threads.count();
        results.open();
        FinishedParts parts = ReproductionJournal.open("sdann", results, chip, command);
        SdannReproduction reproduction =
                new SdannReproduction(new ChipRuns(described, workers, stop, results::announce, parts), effort);
        parent.interruption().onInterrupt(stop::ask);
        List<NetworkResult> found = new ArrayList<>();
        try {
            for (KnownNetwork known : missing()) {
                String why = known.missing(suite, folders(), head).orElseThrow();
                results.announce(known.name() + ": not run: " + why);
                add(found, SdannReproduction.missing(known.name(), why), reproduction);
            }
            for (Callable<Subject> subject : subjects) {
                if (!stop.isAsked()) {
                    add(found, run(reproduction, subject.call()), reproduction);
                }
            }
            if (tinyVgg > 0 && !stop.isAsked()) {
                add(found, reproduction.tinyVgg(tinyVgg, options.seed), reproduction);
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        results.showAssumptions(SdannTables.of(found, reproduction.assumptions()));
        if (stop.isAsked()) {
            return ReproductionJournal.stopped(parts, results);
        }
        parts.delete();
        return ExitStatus.DONE;
    }

    private void requireCounts() {
        if (samples < 1 || encodingSamples < 1 || searchSamples < 1 || tinyVgg < 0) {
            throw new InputException(
                    "--samples, --encoding-samples and --search-samples: give at least 1 each; --tiny-vgg: 0 or more");
        }
        if (!(budget >= 0 && budget <= PERCENT)) {
            throw new InputException("--budget " + budget + ": give 0..100 percent of the answers");
        }
        options.requirePossible();
    }

    private SdannReproduction.Effort effort() {
        return new SdannReproduction.Effort(
                samples,
                Math.min(encodingSamples, samples),
                options.calibrate,
                searchSamples,
                budget,
                Math.min(encodingSamples, samples),
                overflow,
                comparesScaled);
    }

    private List<Callable<Subject>> subjects(SdannReproduction.Effort effort) {
        if (suite == null) {
            requireNoFolders();
            ModelOptions.requireWithData(model, options);
            if (head != null) {
                if (model == null) {
                    throw new InputException(
                            "--head " + head + " needs --model and --data; the built-in demo" + " classifies");
                }
                DetectionHead read = HeadFile.read(head);
                options.nameOutputs(read.classes());
                SdannReproduction.requireImages(options.dataSet(), effort);
                return List.of(() -> KnownNetwork.read(model, options, read));
            }
            SdannReproduction.requireImages(model == null ? LoadedModel.demoData(options) : options.dataSet(), effort);
            return List.of(() -> KnownNetwork.read(model, options));
        }
        if (model != null) {
            throw new InputException("--suite " + suite + " and --model exclude each other");
        }
        requireNames();
        List<KnownNetwork> there = asked().filter(
                        network -> network.missing(suite, folders(), head).isEmpty())
                .toList();
        if (there.isEmpty()) {
            throw new InputException("--suite " + suite
                    + " holds none of the networks asked for; see docs/sdann.md for where they are looked for");
        }
        there.stream()
                .filter(network -> !network.isOfPhotographs())
                .map(network -> network.folder(suite, folders()))
                .distinct()
                .forEach(folder -> SdannReproduction.requireImages(DataSets.open(folder), effort));
        return there.stream()
                .<Callable<Subject>>map(network -> () -> network.subject(suite, folders(), options, head))
                .toList();
    }

    private Stream<KnownNetwork> asked() {
        return KnownNetwork.all().stream().filter(network -> networks.isEmpty() || networks.contains(network.name()));
    }

    private List<KnownNetwork> missing() {
        return suite == null
                ? List.of()
                : asked().filter(network ->
                                network.missing(suite, folders(), head).isPresent())
                        .toList();
    }

    private Map<String, Path> folders() {
        Map<String, Path> folders = new HashMap<>();
        if (imagenet != null) {
            folders.put(KnownNetwork.IMAGENET, imagenet);
        }
        if (voc != null) {
            folders.put(KnownNetwork.VOC, voc);
        }
        return folders;
    }

    private void requireNoFolders() {
        if (imagenet != null || voc != null) {
            throw new InputException((imagenet != null ? "--imagenet " + imagenet : "--voc " + voc)
                    + " is for --suite; a single network takes --data");
        }
    }

    private void requireNames() {
        List<String> known = KnownNetwork.names().toList();
        for (String name : networks) {
            if (!known.contains(name)) {
                throw new InputException(
                        "--networks " + name + ": there are " + known.stream().collect(Collectors.joining(", ")));
            }
        }
    }

    /** The tables of a network; of a suite's network that the chip cannot hold, a row that says so. */
    private NetworkResult run(SdannReproduction reproduction, Subject subject) {
        Path out = results.folder();
        try {
            return reproduction.run(
                    subject,
                    search -> out == null
                            ? TrialJournal.inMemory()
                            : TrialJournal.open(out.resolve(subject.name() + ".journal"), search));
        } catch (ChipLimitException tooSmall) {
            if (suite == null) {
                throw tooSmall;
            }
            results.announce(subject.name() + ": not run: " + tooSmall.getMessage());
            return SdannReproduction.missing(subject.name(), tooSmall.getMessage());
        }
    }

    private void add(List<NetworkResult> found, NetworkResult network, SdannReproduction reproduction) {
        found.add(network);
        SdannTables.of(List.of(network), List.of()).tables().forEach(results::show);
        results.write(SdannTables.of(found, reproduction.assumptions()));
        if (results.folder() != null && network.sparsity() != null) {
            network.sparsity().write(results.folder().resolve(network.network() + "-sparsity.json"));
        }
    }
}
