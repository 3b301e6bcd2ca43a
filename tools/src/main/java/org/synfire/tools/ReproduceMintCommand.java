package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.ImageSet;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.graph.Shape;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingRequest;
import org.synfire.papers.mint.MintReproduction;
import org.synfire.papers.mint.MintTables;
import org.synfire.papers.mint.TrainedNetwork;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.run.FinishedParts;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The MINT paper's experiments. */
@Command(
        name = "mint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "MINT (arXiv 2305.09850): memory and processing elements by the paper's accounts; with --trained also"
                    + " accuracy of float, MINT and vanilla uniform quantisation, as trained and on the",
            "emulated chip, and what a sample costs there."
        },
        footer = {
            "",
            "Examples:",
            "  synfire reproduce mint",
            "  synfire reproduce mint --trained out --data fashion-mnist --samples 10000 --out out/mint",
            "  synfire reproduce mint --trained out/little --train --network tiny --recipe \"--samples 2000 --epochs"
                    + " 2\""
        })
final class ReproduceMintCommand implements Callable<Integer> {
    private static final List<Integer> PRECISIONS = List.of(8, 4, 2);

    @ParentCommand
    private ReproduceCommand parent;

    @Option(names = "--trained", paramLabel = "DIR", description = "Folder whose folders train has written.")
    private Path trained;

    @Option(
            names = "--data",
            split = ",",
            paramLabel = "DIR",
            description = "Folders of data sets; a network runs on the first whose images fit it (default: generated"
                    + " digits).")
    private List<Path> data = List.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Test images of every run (default ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--suite",
            paramLabel = "DIR",
            description = "Folder of data sets with a folder models, for --beside.")
    private Path suite;

    @Option(
            names = "--beside",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Networks of the suite that run as SDANN and rate-coded, to compare codes with: mlp, lenet, cntk,"
                            + " fashion, resnet8, resnet20, resnet32.")
    private List<String> beside = List.of();

    @Option(
            names = "--encoding-samples",
            paramLabel = "N",
            defaultValue = "100",
            description = "Test images of rate coding, which is slow (default ${DEFAULT-VALUE}).")
    private int encodingSamples;

    @Option(
            names = "--train",
            description =
                    "Trains what is missing in --trained: float, then MINT and vanilla uniform quantisation at 8, 4"
                            + " and 2 bits from its weights.")
    private boolean trains;

    @Option(
            names = "--network",
            paramLabel = "N",
            defaultValue = "tiny",
            description = "What --train trains (default ${DEFAULT-VALUE}).")
    private String network;

    @Option(
            names = "--recipe",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description =
                    "Options of train for each of them, in one argument, such as \"--epochs 6 --shift 2 --flip\".")
    private String recipe;

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    private final List<ResultTable> tables = new ArrayList<>();
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
        FinishedParts parts = ReproductionJournal.open("mint", results, chip, command);
        parent.interruption().onInterrupt(stop::ask);
        add(MintTables.memory());
        add(MintTables.networks());
        add(MintTables.elements());
        int status = trains ? train() : ExitStatus.DONE;
        if (status == ExitStatus.DONE && trained != null) {
            judge(parts);
        }
        results.showAssumptions(all());
        if (status != ExitStatus.DONE) {
            return status;
        }
        if (stop.isAsked()) {
            return ReproductionJournal.stopped(parts, results);
        }
        parts.delete();
        return ExitStatus.DONE;
    }

    private void requirePossible() {
        if (samples < 1 || encodingSamples < 1) {
            throw new InputException("--samples and --encoding-samples: give at least 1 each");
        }
        if (trains && (trained == null || data.size() > 1)) {
            throw new InputException("--train needs --trained DIR and at most one --data");
        }
        if (!trains && !recipe.isBlank()) {
            throw new InputException("--recipe says how --train trains; add --train, or leave it out");
        }
        if (beside.isEmpty() == (suite != null)) {
            throw new InputException("--suite and --beside belong together");
        }
        beside.forEach(this::known);
        if (trained != null && !trains && TrainedNetwork.in(trained).isEmpty()) {
            throw new InputException(
                    "--trained " + trained + " holds no folder that train has finished; add --train to train them");
        }
        chip.description();
        threads.count();
        if (trains) {
            request(List.of("--network", network, "--scheme", "float", "--out", trained.toString()));
        }
        results.open();
    }

    private KnownNetwork known(String name) {
        return KnownNetwork.in(suite).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(String.format(
                        Locale.ROOT,
                        "--beside %s: not in %s; there could be %s",
                        name,
                        suite,
                        String.join(", ", KnownNetwork.names().toList()))));
    }

    private void add(ResultTable table) {
        tables.add(table);
        results.show(table);
        results.write(all());
    }

    private ResultTables all() {
        return new ResultTables("mint", "MINT: multiplier-less integer quantisation", tables, MintTables.assumptions());
    }

    private int train() throws IOException {
        Path floating = trained.resolve(network + "-float");
        int status = trainUnlessThere("fp32", floating, List.of("--scheme", "float"));
        for (String scheme : List.of("mint", "uniform")) {
            for (int bits : PRECISIONS) {
                String setting = String.format(Locale.ROOT, "%sw%du%d", scheme.equals("mint") ? "" : "UQ ", bits, bits);
                if (status == ExitStatus.DONE) {
                    status = trainUnlessThere(
                            setting,
                            trained.resolve(String.format(Locale.ROOT, "%s-%s-%d", network, scheme, bits)),
                            List.of(
                                    "--scheme",
                                    scheme,
                                    "--bits",
                                    "" + bits,
                                    "--from",
                                    floating.resolve("checkpoint.pt").toString()));
                }
            }
        }
        return status;
    }

    private int trainUnlessThere(String setting, Path folder, List<String> own) throws IOException {
        if (stop.isAsked()) {
            return results.stopped(" before training " + network + ", " + setting + "; the same command goes on");
        }
        if (Files.isDirectory(trained)
                && TrainedNetwork.in(trained).stream()
                        .anyMatch(there -> there.network().equals(network)
                                && there.setting().equals(setting))) {
            return ExitStatus.DONE;
        }
        results.announce("training " + network + ", " + setting);
        List<String> arguments = new ArrayList<>(List.of("--resume", "--network", network, "--out", folder.toString()));
        arguments.addAll(own);
        TrainingRequest request = request(arguments);
        return switch (results.training(stop::isAsked).train(request)) {
            case TrainingOutcome.Completed _ -> ExitStatus.DONE;
            case TrainingOutcome.Stopped stopped ->
                results.stopped(" " + TrainCommand.when(stopped, request) + "; the same command goes on");
        };
    }

    /** What these options of train and the recipe ask for. */
    private TrainingRequest request(List<String> own) {
        List<String> arguments = new ArrayList<>(own);
        data.forEach(set -> arguments.addAll(List.of("--data", set.toString())));
        if (!recipe.isBlank()) {
            arguments.addAll(List.of(recipe.strip().split("\\s+")));
        }
        try {
            return TrainOptions.of(arguments.toArray(String[]::new)).request();
        } catch (CommandLine.ParameterException wrong) {
            throw new InputException(
                    String.format(
                            Locale.ROOT, "--recipe \"%s\": %s; see 'synfire train --help'", recipe, wrong.getMessage()),
                    wrong);
        }
    }

    private void judge(FinishedParts parts) {
        ChipRuns runs = new ChipRuns(chip.description(), threads.count(), stop, results::announce, parts);
        MintReproduction reproduction =
                new MintReproduction(runs, new MintReproduction.Effort(samples, encodingSamples));
        List<TrainedNetwork> networks = TrainedNetwork.in(trained);
        networks.stream().filter(one -> one.isMint() && one.hasIntegers()).forEach(this::test);
        List<MintTables.Judged> judged = reproduction.judge(networks, this::test);
        add(MintTables.accuracy(judged));
        add(MintTables.costs(judged));
        networks.stream().filter(TrainedNetwork::hasRelus).forEach(one -> compareTrained(one, reproduction));
        beside.stream()
                .map(this::known)
                .forEach(known -> reproduction.compare(known.name(), () -> known.subject(suite, NetworkOptions.of())));
        add(reproduction.codings());
    }

    private ImageSet test(TrainedNetwork one) {
        return data.isEmpty()
                ? LoadedModel.demoData(1).test()
                : DataSets.open(fitting(
                                one, SpikingNetworkFile.read(one.integers()).input()))
                        .test();
    }

    private Path fitting(TrainedNetwork one, Shape input) {
        for (Path folder : data) {
            ImageSet images = DataSets.open(folder).test();
            if (new Shape(images.channels(), images.height(), images.width()).equals(input)) {
                return folder;
            }
        }
        throw new InputException(
                String.format(Locale.ROOT, "%s reads images of %s; none of --data has such", one.folder(), input));
    }

    private void compareTrained(TrainedNetwork one, MintReproduction reproduction) {
        if (data.isEmpty()) {
            results.announce(one.folder() + ": give --data to run it as SDANN network");
            return;
        }
        Path images = fitting(one, OnnxImporter.read(one.onnx()).input().shape());
        NetworkOptions options = NetworkOptions.of(
                "--data", images.toString(), "--mean", joined(one.mean(), "0"), "--std", joined(one.std(), "1"));
        reproduction.compare(one.network(), () -> KnownNetwork.read(one.onnx(), options));
    }

    private static String joined(List<Double> values, String none) {
        return values.isEmpty() ? none : values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
