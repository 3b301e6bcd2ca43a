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
import org.synfire.tools.report.NeuronGalleryPage;
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
    private static final List<String> FILES = List.of(
            NeuronPage.FILE, NeuronGalleryPage.FILE, NeuronPage.DRAWINGS + "*.svg", "current.csv", "spikes.csv");
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
            names = "--all",
            description =
                    "Every program of the library: what arrives and how often each spikes; with --out, a page with"
                            + " all responses in one drawing.")
    private boolean showsAll;

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
        } else if (showsAll) {
            showAll(console);
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
        List<NeuronPage.Stimulus> stimuli = stimuli(neurons);
        NeuronText.program(name, neurons).forEach(console::println);
        stimuli.forEach(one -> print(console, neurons, one));
        if (out != null) {
            NeuronPage page = new NeuronPage(name, neurons, NeuronText.arithmetic(neurons), stimuli, Version.number());
            write(folder -> {
                for (NeuronPage.Stimulus one : stimuli) {
                    WholeFile.write(folder.resolve(one.id() + ".csv"), NeuronText.csv(neurons, one.response()));
                }
                PageFiles.write(folder, NeuronPage.FILE, page.html());
            });
        }
    }

    private void showAll(PrintWriter console) {
        if (name != null) {
            throw new InputException("--all " + name + ": --all takes the programs of the library; leave one out");
        }
        stimulus.requirePossible();
        RegisterArithmetic arithmetic = arithmetic(ChipOptions.named(chip));
        List<NeuronGalleryPage.Program> programs = ProgramLibrary.names().stream()
                .map(known -> {
                    AssemblyNeurons neurons = AssemblyNeurons.of(ProgramLibrary.program(known), arithmetic);
                    return new NeuronGalleryPage.Program(known, neurons, stimuli(neurons));
                })
                .toList();
        for (NeuronGalleryPage.Program program : programs) {
            for (NeuronPage.Stimulus one : program.stimuli()) {
                console.printf(
                        Locale.ROOT,
                        "%-11s %-13s %3d spikes; %s%n",
                        program.name(),
                        one.title().toLowerCase(Locale.ROOT),
                        one.response().spikeSteps().size(),
                        one.words());
            }
        }
        if (out != null) {
            String page = new NeuronGalleryPage(
                            programs, NeuronText.arithmetic(programs.getFirst().neurons()), Version.number())
                    .html();
            write(folder -> PageFiles.write(folder, NeuronGalleryPage.FILE, page));
        }
    }

    private List<NeuronPage.Stimulus> stimuli(AssemblyNeurons neurons) {
        return List.of(
                new NeuronPage.Stimulus(
                        "current",
                        "Step current",
                        currentWords(neurons),
                        NeuronResponse.of(neurons, stimulus.stepCurrent(neurons))),
                new NeuronPage.Stimulus(
                        "spikes",
                        "Spike train",
                        spikeWords(neurons),
                        NeuronResponse.of(neurons, stimulus.spikeTrain(neurons))));
    }

    private static void print(PrintWriter console, AssemblyNeurons neurons, NeuronPage.Stimulus stimulus) {
        console.println();
        console.println(stimulus.title().toLowerCase(Locale.ROOT) + ": " + stimulus.words());
        console.println(NeuronText.summary(stimulus.response()));
        NeuronText.table(neurons, stimulus.response()).forEach(console::println);
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

    private interface Writing {
        void write(Path folder) throws IOException;
    }

    private void write(Writing files) {
        try (OutputFolder folder = open()) {
            files.write(folder.path());
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
