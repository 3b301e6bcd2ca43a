package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.detect.EmulatedOutputs;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.PartOutcome;
import org.synfire.emulator.experiment.ProgramArithmetic;
import org.synfire.emulator.experiment.Provenance;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.ExpectedOutputs;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.NoSpikes;
import org.synfire.network.data.SampleSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.data.Split;
import org.synfire.network.detect.DetectionHead;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.lava.LavaConversion;
import org.synfire.network.quantize.IntegrationScaler;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.traffic.PacketTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Runs a quantised network as 1-bit spikes over the emulated chip and compares every value with the dense"
                    + " integer reference.",
            "Without arguments: the built-in demo, a small residual network on generated digits."
        },
        footer = {
            "",
            "Examples:",
            "  synfire run",
            "  synfire run --model resnet20.onnx --data cifar-10-batches-bin \\",
            "      --mean .485,.456,.406 --std .229,.224,.225 --threads 2 --out out/resnet20"
        })
final class RunCommand implements Callable<Integer>, Checked {
    private static final int DEMO_SAMPLES = 1_000;
    static final String RESULT_BEGINS = "{\n  \"network\" : ";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "An ONNX file (opset 7 to 25), a .nir or .net file of a network of spikes, a network of SANA-FE"
                            + " (.yaml, .net), the .json of an int8-shift network, or a .sin file of integers; without"
                            + " it, the built-in demo.")
    private Path model;

    @Mixin
    private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--split",
            paramLabel = "S",
            defaultValue = "test",
            description = "Which part of the data to run: train or test (default ${DEFAULT-VALUE}).")
    private Split split;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many samples (default: all; the demo: " + DEMO_SAMPLES + ").")
    private Integer samples;

    @Mixin
    private final SpikeDataOptions spikeData = new SpikeDataOptions();

    @Option(
            names = "--readout",
            paramLabel = "R",
            converter = ReadoutConverter.class,
            description =
                    "Outputs of a network whose last layer spikes: count of spikes (default), or first: T less the"
                            + " step of the first spike; last, mean or max: its potentials, mean as their sum; mean:N:"
                            + " the same of the last N steps.")
    private Readout readout;

    @Mixin
    private final NirOptions nir = new NirOptions();

    @Mixin
    private final TaskOptions task = new TaskOptions();

    @Mixin
    private final PrecisionOptions precision = new PrecisionOptions();

    @Mixin
    private final SparsityOptions sparsity = new SparsityOptions();

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Mixin
    private final PlacementOptions placement = new PlacementOptions();

    @Option(
            names = "--timing",
            paramLabel = "T",
            defaultValue = "ideal",
            description = {
                "ideal: packets, hops and link loads are counted, no packet waits for another;",
                "cycle: every flit through every router (default ${DEFAULT-VALUE}). Spikes do not depend on it."
            })
    private NetworkTiming timing;

    @Option(
            names = "--save-trace",
            paramLabel = "FILE",
            description =
                    "Writes the packets of the cycle timing as a trace, which synfire noc --trace replays; compressed"
                            + " if its name ends in .gz.")
    private Path saveTrace;

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    private List<String> remarks = List.of();

    @Option(
            names = "--kernel",
            paramLabel = "K",
            defaultValue = "auto",
            description =
                    "Inner loops: vector, scalar, or auto, which takes vector ones where the run is long enough to pay"
                            + " for compiling them; results do not depend on it (default ${DEFAULT-VALUE}).")
    private Kernels.Choice kernel;

    @Option(names = "--no-pipeline", description = "A sample enters only when the last one is answered.")
    private boolean noPipeline;

    @Option(names = "--no-reference", description = "Skips the comparison with the dense reference.")
    private boolean noReference;

    @Option(
            names = "--no-float",
            description = "Skips the real-valued network, which ONNX Runtime runs on the same samples.")
    private boolean noFloat;

    @Option(
            names = "--expect",
            paramLabel = "FILE.npy",
            description = "Raw answers to compare with: integers, [samples][outputs].")
    private Path expect;

    @Option(
            names = "--save-network",
            paramLabel = "FILE.sin",
            description =
                    "Writes the network of integers as it is run: what --model then reads again, without calibration.")
    private Path saved;

    @Option(
            names = "--show-input",
            paramLabel = "DIR",
            description = "Writes the first 16 images as the network sees them, with a table of the values it sees.")
    private Path shown;

    @Mixin
    private final PartOptions parts = new PartOptions();

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Mixin
    private final RasterOption raster = new RasterOption();

    @Mixin
    private final RecordOptions record = new RecordOptions();

    @Option(names = "--quiet", description = "No progress and no summary; messages about failures remain.")
    private boolean quiet;

    /** Recordings that can be read in this time are read before the run, so that a bad one is found early. */
    private static final Duration READ_AHEAD = Duration.ofSeconds(1);

    private Optional<DetectionTask> detection = Optional.empty();
    private SampleSet whole;
    private Consumer<OutputFolder> report;

    @Override
    public void requirePossible() {
        ModelOptions.requireWithData(model, options);
        options.requirePossible();
        if (samples != null && samples < 1) {
            throw new InputException("--samples " + samples + ": give at least 1");
        }
        precision.requirePossible();
        sparsity.requirePossible();
        threads.count();
        chip.description();
        nir.requireOnlyFor(model);
    }

    /** Whatever can be found wrong at once is found before the slow parts: calibration and the run. */
    @Override
    public Integer call() {
        requirePossible();
        if (quiet) {
            options.quieten();
        }
        Optional<DetectionHead> head = task.head(model);
        head.ifPresent(given -> options.nameOutputs(given.classes()));
        if (saveTrace != null && timing != NetworkTiming.CYCLE) {
            throw new InputException("--save-trace: packets have cycles only with --timing cycle; add it");
        }
        parts.requirePossible(files, options.skipsBad());
        ChipDescription description = chip.description();
        boolean hasPrograms = NirOptions.isNir(model) || LavaModel.isOne(model);
        IntegrationScaler scaler = hasPrograms ? null : precision.scaler(description);
        ExpectedOutputs expected = expect == null ? null : ExpectedOutputs.read(expect);
        if (SanaFeModel.isOne(model)) {
            return runOfSanaFe(description, expected);
        }
        Experiment experiment = experiment(description, expected);
        Optional<LavaModel> lava = LavaModel.isOne(model) ? Optional.of(lava(description)) : Optional.empty();
        Optional<LoadedModel> ofIntegers = lava.map(LavaModel::loaded)
                .or(() -> model != null && LoadedModel.isOfIntegers(model)
                        ? Optional.of(LoadedModel.load(model, options))
                        : Optional.empty());
        SampleSet tried = NirOptions.isNir(model)
                ? spikes(OptionalInt.empty(), spikeData.spikesPerStep())
                : ofIntegers
                        .filter(LoadedModel::readsSpikes)
                        .<SampleSet>map(loaded -> spikes(
                                        OptionalInt.of(loaded.network().timeSteps()),
                                        loaded.network().input().neurons().mostSpikes())
                                .remarking(lava.map(LavaModel::remarks).orElse(List.of())))
                        .orElseGet(this::images);
        detection = head.map(given -> TaskOptions.detecting(given, tried));
        SampleSet set = detection.<SampleSet>map(DetectionTask::samples).orElse(tried);
        if (expected != null) {
            expected.requireSamples(parts.first() + set.size());
        }
        requireWritable();
        try (files) {
            files.open(ReportFolder.FILES, RESULT_BEGINS);
            if (set instanceof SpikeSet spikes && NirOptions.isNir(model)) {
                return run(experiment, description, spikes);
            }
            LoadedModel loaded = ofIntegers.orElseGet(() -> LoadedModel.load(model, options));
            return run(experiment, loaded.with(network -> stepped(network, set)), scaler, set);
        }
    }

    private LavaModel lava(ChipDescription description) {
        options.requireNothingForFloats(model);
        return LavaModel.load(
                model,
                nir.lavaRule(),
                precision.isExact()
                        ? LavaConversion.LOIHI.register()
                        : ProgramArithmetic.of(description).register(),
                () -> spikeData.stepsOf(options.data));
    }

    /** A network that is driven by its neurons' biases and takes no data. */
    private int runOfSanaFe(ChipDescription description, ExpectedOutputs expected) {
        SanaFeModel read = SanaFeModel.load(model, spikeData.stepsWithoutData(model), description, placement);
        SpikeSet silence = new NoSpikes(read.loaded().network().name(), read.steps());
        whole = silence;
        Experiment experiment = experiment(read.chip(), expected);
        read.placement().ifPresent(experiment::placedBy);
        requireWritable();
        try (files) {
            files.open(ReportFolder.FILES, RESULT_BEGINS);
            return run(experiment, read.loaded(), null, silence.remarking(read.remarks()));
        }
    }

    private int run(Experiment experiment, ChipDescription description, SpikeSet spikes) {
        NirModel read = NirModel.load(
                model,
                nir,
                options.weightBitsOfSpikes(model, NirModel.USUAL_WEIGHT_BITS),
                precision.isExact() ? ProgramArithmetic.exact(description) : ProgramArithmetic.of(description),
                spikeData.copies(),
                spikeData.spikesPerStep(),
                spikes);
        if (!noFloat) {
            experiment.witnessedBy(read.witness());
        }
        return run(experiment, read.loaded(), null, spikes.remarking(read.remarks()));
    }

    private IntegerNetwork stepped(IntegerNetwork network, SampleSet set) {
        return switch (set) {
            case ImageSet images -> spikeData.stepped(network);
            case SpikeSet spikes -> network.withTimeSteps(spikes.steps());
        };
    }

    private int run(Experiment experiment, LoadedModel read, IntegrationScaler scaler, SampleSet set) {
        LoadedModel loaded = read.with(sparsity::applyTo).scaled(scaler, model, options, threads.count());
        save(loaded);
        experiment.provenance(provenance(loaded));
        synfire.interruption().onInterrupt(experiment::requestStop);
        SampleSet told = switch (set) {
            case ImageSet images -> {
                show(loaded, images);
                yield loaded.noting(remarked(loaded, images));
            }
            case SpikeSet spikes -> {
                spikeData.requireShape(loaded.network(), spikes);
                spikes.readAhead(spikes.size(), READ_AHEAD);
                yield spikes;
            }
        };
        RunOutcome outcome = run(experiment, loaded, told);
        write(outcome);
        return status(outcome, set.size());
    }

    /** With what a reader must know of the images that ranges were measured on. */
    private ImageSet remarked(LoadedModel loaded, ImageSet images) {
        RunOrigin.Calibration calibration = options.calibration(loaded.floating());
        if (model == null || calibration.images() == 0) {
            return images;
        }
        DataSet data = options.dataSet();
        int measured = Math.min(calibration.images(), data.train().size());
        String few = measured < calibration.images()
                ? String.format(
                        Locale.ROOT,
                        "The ranges were measured on %,d images, because there are no more; a hundred or more are"
                                + " better.",
                        measured)
                : null;
        ImageSet told = few == null ? images : images.remarking(few);
        return data.isSplit()
                ? told
                : told.remarking("The ranges were measured on images that the run answers too, because the data set is"
                        + " not divided into train and test.");
    }

    private void requireWritable() {
        placement.requireWritable(files.force());
        if (saveTrace != null) {
            files.force().requireWritable("--save-trace", saveTrace, PacketTrace::isTrace);
        }
        if (saved == null) {
            return;
        }
        if (!saved.toString().endsWith(LoadedModel.SAVED)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--save-network %s: give a name that ends in %s, by which --model knows such files",
                    saved,
                    LoadedModel.SAVED));
        }
        try {
            Files.createDirectories(saved.toAbsolutePath().getParent());
        } catch (IOException impossible) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "--save-network %s cannot be written (%s); choose another file",
                            saved,
                            FileReason.of(impossible)),
                    impossible);
        }
        files.force().requireWritable("--save-network", saved, NetworkFile::isNetwork);
    }

    private void save(LoadedModel loaded) {
        if (saved == null) {
            return;
        }
        try {
            NetworkFile.write(saved, loaded.encoded());
        } catch (IOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "--save-network %s cannot be written (%s); choose another file",
                            saved,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }

    private void show(LoadedModel loaded, ImageSet images) {
        LoadedModel.requireShape(
                loaded.network().name(), loaded.network().input().shape(), images);
        if (shown != null) {
            ShownInput.write(
                    shown, images, loaded.preprocessing(), files.force().isGiven());
        }
    }

    private SpikeSet spikes(OptionalInt usualSteps, int usualSpikes) {
        SpikeSet all = spikeData.encodesImages()
                ? spikeData.encoded(() -> options.dataSet().split(split), options.seed, usualSteps)
                : spikeData.open(options.data, options.crop(), usualSteps, usualSpikes);
        whole = all;
        int count = count(all, all.size());
        return all.from(parts.first()).take(count);
    }

    private ImageSet images() {
        spikeData.requireNoneForImages();
        DataSet data = model == null ? LoadedModel.demoData(options) : options.dataSet();
        ImageSet all = data.split(split);
        whole = all;
        int count = count(all, model == null ? Math.min(DEMO_SAMPLES, all.size()) : all.size());
        return options.tried(all.from(parts.first()), count);
    }

    private int count(SampleSet all, int usual) {
        int first = parts.first();
        if (first >= all.size()) {
            throw new InputException(
                    String.format(Locale.ROOT, "--from %d: %s has only %,d samples", first, all.name(), all.size()));
        }
        int count = samples == null ? Math.max(1, usual - first) : samples;
        if (count > all.size() - first) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--samples %d: %s has only %,d samples%s",
                    count,
                    all.name(),
                    all.size() - first,
                    first == 0 ? "" : " from number " + first + " on"));
        }
        return count;
    }

    private Experiment experiment(ChipDescription description, ExpectedOutputs expected) {
        Experiment experiment = Experiment.on(description)
                .kernels(kernel)
                .timing(timing)
                .raster(raster.layer(files.hasFolder()))
                .savingTrace(saveTrace);
        if (threads.isAutomatic()) {
            experiment.threadsUpTo(threads.count());
        } else {
            experiment.threads(threads.count());
        }
        if (noPipeline) {
            experiment.withoutPipeline();
        }
        if (noReference) {
            experiment.withoutReference();
        }
        if (expected != null) {
            experiment.expecting(expected);
        }
        placement.placement().ifPresent(experiment::placedBy);
        record.applyTo(experiment, files.hasFolder());
        if (readout != null) {
            experiment.readout(readout);
        }
        return experiment;
    }

    private Provenance provenance(LoadedModel loaded) {
        return new Provenance(
                Version.number(),
                synfire.words(spec.commandLine()),
                options.seed,
                loaded.importSeconds(),
                loaded.calibrationSeconds(),
                Origins.of(
                        spec.commandLine(),
                        model,
                        chip.chip,
                        RunOrigin.PixelValues.of(loaded.preprocessing()),
                        options.calibration(loaded.floating())));
    }

    private RunOutcome run(Experiment experiment, LoadedModel loaded, SampleSet all) {
        boolean hasFloat = !noFloat && loaded.floating() != null;
        Optional<EmulatedOutputs> outputs = detection.map(detecting -> loaded.outputs());
        outputs.ifPresent(decoded -> experiment.detecting(detection.orElseThrow(), decoded));
        try (ProgressLine progress = quiet ? null : ProgressLine.of("samples", all.size());
                FloatNetwork floating = hasFloat ? loaded.openFloating(detection.isPresent()) : null;
                AccuracyProbe probe = hasFloat && files.hasFolder()
                        ? new AccuracyProbe(loaded.encoded(), loaded.floating(), loaded.file(), loaded.preprocessing())
                        : null) {
            if (floating != null) {
                outputs.ifPresentOrElse(
                        decoded -> experiment.witnessedBy(
                                detection.orElseThrow().beside(floating, decoded, loaded.preprocessing())),
                        () -> experiment.beside(floating, loaded.preprocessing()));
            }
            if (probe != null) {
                experiment.probing(probe);
            }
            if (progress != null) {
                experiment.progress(progress);
            }
            RunOutcome outcome = run(experiment, loaded.encoded(), all);
            remarks = experiment.remarks();
            return outcome;
        }
    }

    private RunOutcome run(Experiment experiment, EncodedNetwork encoded, SampleSet all) {
        if (parts.isPart()) {
            PartOutcome part = experiment.runPart(encoded, all, whole, parts.first());
            report = part::writeReport;
            return part.outcome();
        }
        parts.journal(experiment, files, quiet);
        RunOutcome outcome = experiment.run(encoded, all);
        report = outcome::writeReport;
        return outcome;
    }

    private void write(RunOutcome outcome) {
        PrintWriter console = spec.commandLine().getOut();
        files.write(outcome::json, report, console);
        if (outcome.result().answers().complete()) {
            parts.finished(files);
        }
        placement.save(outcome.mapping());
        if (!quiet && !files.isJsonOnConsole()) {
            Summary.lines(outcome.report()).forEach(console::println);
            remarks.stream().flatMap(remark -> Summary.note(remark).stream()).forEach(console::println);
        }
        console.flush();
    }

    private int status(RunOutcome outcome, int asked) {
        PrintWriter err = spec.commandLine().getErr();
        RunResult result = outcome.result();
        outcome.unwritten().forEach(failure -> Failure.say(failure, err));
        boolean isDifferent = Differences.hasSome(result, expect, err);
        if (!result.answers().complete()) {
            err.printf(
                    Locale.ROOT,
                    "synfire: stopped after %,d of %,d samples; what was measured until then is written and marked"
                            + " incomplete%s%n",
                    result.answers().samples(),
                    asked,
                    parts.afterStop(files));
        }
        err.flush();
        return isDifferent
                        || !result.answers().complete()
                        || !outcome.unwritten().isEmpty()
                ? ExitStatus.FAILED
                : ExitStatus.DONE;
    }
}
