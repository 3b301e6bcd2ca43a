package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.synfire.emulator.map.MapReport;
import org.synfire.emulator.map.Mapper;
import org.synfire.engine.InputException;
import org.synfire.noc.chip.ChipDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows where a network goes. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Shows where every layer goes: cores, memory used of its limit, hops per spike, reach; or why it does not"
                    + " fit and how many chips would hold it.",
            "Without --data, activation ranges are measured on random images; only the number of parallel synapses of"
                    + " identity branches depends on them."
        })
final class MapCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "An ONNX file, the .json of an int8-shift network, or a .sin file of integers; without it, the"
                            + " built-in demo.")
    private Path model;

    @Mixin
    private final NetworkOptions options = new NetworkOptions();

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Override
    public Integer call() {
        if (model == null && options.data != null && !NamedData.isGenerated(options.data)) {
            throw new InputException("--data " + options.data + " needs a model file; without both the demo is mapped");
        }
        if (model != null && !Files.isRegularFile(model)) {
            throw new InputException("there is no model file " + model);
        }
        options.requirePossible();
        ChipDescription description = chip.description();
        var out = spec.commandLine().getOut();
        MapReport.lines(Mapper.map(LoadedModel.load(model, options).network(), description))
                .forEach(out::println);
        out.flush();
        return ExitStatus.DONE;
    }
}
