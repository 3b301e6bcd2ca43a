package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.synfire.emulator.experiment.ProgramArithmetic;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronResponse;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.AssemblyProgram;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.tools.report.NeuronPage;
import org.synfire.tools.report.PageFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Assembles a neuron program and shows what a neuron does with it. */
@Command(
        name = "neuron",
        mixinStandardHelpOptions = true,
        description = "Assembles a neuron program, shows its words, cost and state, and how a neuron responds to a step"
                + " current and to a spike train.",
        footer = {"", "Example:", "  synfire neuron clif --steps 100 --out clif"})
final class NeuronCommand implements Callable<Integer> {
    private static final List<String> FILES =
            List.of(NeuronPage.FILE, NeuronPage.DRAWINGS + "*.svg", "current.csv", "spikes.csv");
    private static final int MAX_BYTES = 1 << 20;

    /** In what registers a program computes. */
    private enum Width {
        /** Those of the chip. */
        DARWIN3,
        /** 32 bits. */
        EXACT
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|FILE.asm",
            description = "A program of the library, or a file in assembly.")
    private String name;

    @Option(names = "--list", description = "Lists the programs of the library.")
    private boolean lists;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "darwin3",
            description = "darwin3: registers of the chip's width; exact: 32 bits (default ${DEFAULT-VALUE}).")
    private Width width;

    @Option(
            names = "--chip",
            paramLabel = "NAME|FILE",
            defaultValue = "darwin3",
            description = "A built-in chip or a chip file in YAML (default ${DEFAULT-VALUE}).")
    private String chip;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes a page with the responses drawn, and every step as CSV.")
    private Path out;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Mixin
    private final NeuronStimulus stimulus = new NeuronStimulus();

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        if (lists) {
            for (String known : ProgramLibrary.names()) {
                String text = ProgramLibrary.text(known).orElseThrow();
                console.printf(Locale.ROOT, "%-11s %s%n", known, ProgramLibrary.description(text));
            }
        } else {
            show(console);
        }
        console.flush();
        return ExitStatus.DONE;
    }

    private void show(PrintWriter console) {
        if (name == null) {
            throw new InputException("give a program of the library or a file in assembly; --list names the library");
        }
        stimulus.requirePossible();
        AssemblyNeurons neurons = AssemblyNeurons.of(program(), arithmetic(ChipOptions.named(chip)));
        NeuronResponse current = NeuronResponse.of(neurons, stimulus.stepCurrent(neurons));
        NeuronResponse spikes = NeuronResponse.of(neurons, stimulus.spikeTrain(neurons));
        NeuronText.program(name, neurons).forEach(console::println);
        print(console, neurons, "step current: " + currentWords(neurons), current);
        print(console, neurons, "spike train: " + spikeWords(neurons), spikes);
        if (out != null) {
            write(neurons, current, spikes);
        }
    }

    private static void print(PrintWriter console, AssemblyNeurons neurons, String title, NeuronResponse response) {
        console.println();
        console.println(title);
        console.println(NeuronText.summary(response));
        NeuronText.table(neurons, response).forEach(console::println);
    }

    private String currentWords(AssemblyNeurons neurons) {
        return String.format(
                Locale.ROOT,
                "%d arrives in each of the steps %d to %d",
                stimulus.height(neurons),
                stimulus.firstStep(),
                stimulus.lastStep());
    }

    private String spikeWords(AssemblyNeurons neurons) {
        return String.format(Locale.ROOT, "each spike adds %d", stimulus.weight(neurons));
    }

    private AssemblyProgram program() {
        return ProgramLibrary.names().contains(name)
                ? ProgramLibrary.program(name)
                : Assembler.assemble(name, text(Path.of(name)));
    }

    private static String text(Path file) {
        if (!Files.exists(file) && !file.toString().endsWith(".asm")) {
            throw new InputException("there is no program " + file + " in the library, and no such file; known are "
                    + String.join(", ", ProgramLibrary.names()));
        }
        try {
            return new String(InputFile.bytes(file, MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new InputException("cannot read " + file + ": " + FileReason.of(unreadable), unreadable);
        }
    }

    private RegisterArithmetic arithmetic(ChipDescription of) {
        return switch (width) {
            case DARWIN3 -> ProgramArithmetic.of(of);
            case EXACT -> ProgramArithmetic.exact(of);
        };
    }

    private void write(AssemblyNeurons neurons, NeuronResponse current, NeuronResponse spikes) {
        try (OutputFolder folder = open()) {
            WholeFile.write(folder.path().resolve("current.csv"), NeuronText.csv(neurons, current));
            WholeFile.write(folder.path().resolve("spikes.csv"), NeuronText.csv(neurons, spikes));
            NeuronPage page = new NeuronPage(
                    name,
                    neurons,
                    NeuronText.arithmetic(neurons),
                    List.of(
                            new NeuronPage.Stimulus("current", "Step current", currentWords(neurons), current),
                            new NeuronPage.Stimulus("spikes", "Spike train", spikeWords(neurons), spikes)),
                    Version.number());
            PageFiles.write(folder.path(), NeuronPage.FILE, page.html());
        } catch (IOException | UncheckedIOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "cannot write to %s: %s; choose another --out folder",
                            out,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }

    private OutputFolder open() {
        try {
            return OutputFolder.open(out, FILES, force.isGiven());
        } catch (InputException refused) {
            throw new InputException("--out " + ForceOption.worded(refused), refused);
        }
    }
}
