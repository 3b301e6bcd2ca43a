package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.synfire.emulator.map.MapReport;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Placement;
import org.synfire.emulator.map.UncountedParts;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFile;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.noc.chip.ChipDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
                    + " identity branches depends on them. Notes say what was assumed."
        })
final class MapCommand implements Callable<Integer>, Checked {
    private static final String SPIKES_PER_STEP = "--spikes-per-step";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "An ONNX file, a .nir or .net file of a network of spikes, the .json of an int8-shift network, or a"
                            + " .sin file of integers; without it, the built-in demo.")
    private Path model;

    @Mixin
    private final NetworkOptions options = new NetworkOptions();

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Mixin
    private final PlacementOptions placement = new PlacementOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes cores, chips, memory and hops as JSON; - for standard output, in place of the text.")
    private Path json;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Option(
            names = SPIKES_PER_STEP,
            paramLabel = "K",
            defaultValue = "1",
            description = "NIR: a neuron spikes up to K times in a step, 1..64, as in run (default ${DEFAULT-VALUE}).")
    private int spikesPerStep;

    @Override
    public Integer call() {
        requirePossible();
        placement.requireWritable(force);
        if (json != null && !isJsonOnConsole()) {
            force.requireWritable("--json", json, file -> OutputFile.begins(file, MapResult.BEGINS));
        }
        if (SanaFeModel.isOne(model)) {
            SanaFeModel read = SanaFeModel.load(model, 1, chip.description(), placement);
            return map(read.chip(), read.placement(), read.loaded());
        }
        Optional<Placement> given = placement.placement();
        return map(chip.description(), given, load());
    }

    @Override
    public void requirePossible() {
        if (model == null && options.data != null && !NamedData.isGenerated(options.data)) {
            throw new InputException("--data " + options.data + " needs a model file; without both the demo is mapped");
        }
        if (model != null && !Files.isRegularFile(model)) {
            throw new InputException("there is no model file " + model);
        }
        options.requirePossible();
        if (model != null) {
            options.requireImagesForTheirOptions();
        }
        requireSpikesPerStep();
        chip.description();
    }

    private void requireSpikesPerStep() {
        if (spikesPerStep == 1) {
            return;
        }
        if (!NirOptions.isNir(model)) {
            throw new InputException(SPIKES_PER_STEP + " is for networks of NIR, files that end in .nir; leave it out");
        }
        if (spikesPerStep < 1 || spikesPerStep > NeuronProgram.MOST_SPIKES) {
            throw new InputException(SPIKES_PER_STEP + " " + spikesPerStep + ": give 1.." + NeuronProgram.MOST_SPIKES);
        }
    }

    private LoadedModel load() {
        if (spikesPerStep == 1) {
            return LoadedModel.load(model, options);
        }
        int bits = options.weightBitsOfSpikes(model, NirModel.USUAL_WEIGHT_BITS);
        return NirModel.unmeasured(model, bits, spikesPerStep);
    }

    private int map(ChipDescription description, Optional<Placement> given, LoadedModel loaded) {
        IntegerNetwork network = loaded.network();
        Mapping mapping = given.map(placed -> Mapper.map(network, description, placed))
                .orElseGet(() -> Mapper.map(network, description));
        placement.save(mapping);
        PrintWriter out = spec.commandLine().getOut();
        if (json != null) {
            writeJson(JsonText.of(MapResult.of(mapping, notes(loaded))), out);
        }
        if (isJsonOnConsole()) {
            return ExitStatus.DONE;
        }
        MapReport.lines(mapping).forEach(out::println);
        out.println();
        notes(loaded).forEach(note -> out.println("note: " + note));
        out.flush();
        return ExitStatus.DONE;
    }

    private boolean isJsonOnConsole() {
        return json != null && "-".equals(json.toString());
    }

    private void writeJson(String result, PrintWriter out) {
        if (isJsonOnConsole()) {
            out.print(result);
            out.flush();
            return;
        }
        try {
            WholeFile.write(json, result);
        } catch (IOException unwritable) {
            throw new OutputException(
                    "--json " + json + " cannot be written (" + FileReason.of(unwritable) + ")", unwritable);
        }
    }

    /** What the map rests on, and what it leaves out. */
    private List<String> notes(LoadedModel loaded) {
        List<String> notes = new ArrayList<>();
        if (loaded.floating() != null) {
            notes.add(ranges(loaded));
            notes.add("Assumed of the image: " + values(RunOrigin.PixelValues.of(loaded.preprocessing())) + ".");
            notes.addAll(loaded.floating().notes());
        }
        notes.addAll(UncountedParts.of(loaded.network()));
        return notes;
    }

    private String ranges(LoadedModel loaded) {
        int images = options.calibration(loaded.floating()).images();
        if (images == 0) {
            return "The network carries its ranges itself.";
        }
        if (model != null && options.data == null) {
            return String.format(
                    Locale.ROOT,
                    "Assumed ranges: measured on %,d random images (seed %d), because there is no --data.",
                    images,
                    options.seed);
        }
        ImageSet train = (model == null ? LoadedModel.demoData(options) : options.dataSet()).split(Split.TRAIN);
        return String.format(
                Locale.ROOT,
                "The ranges were measured on %,d images of %s.",
                Math.min(images, train.size()),
                train.name());
    }

    private static String values(RunOrigin.PixelValues values) {
        return values.mean().isEmpty()
                ? values.rule()
                : String.format(Locale.ROOT, "%s, mean %s, std %s", values.rule(), values.mean(), values.std());
    }
}
