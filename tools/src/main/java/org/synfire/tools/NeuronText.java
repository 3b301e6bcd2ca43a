package org.synfire.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronResponse;
import org.synfire.network.neuron.StateWord;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.AssemblyProgram;
import org.synfire.network.program.Instruction;
import org.synfire.network.program.ProgramLibrary;

/** A neuron program and its responses as text. */
final class NeuronText {
    private static final int ROWS = 20;

    private NeuronText() {}

    /** Name, cost, state, words and constants. */
    static List<String> program(String name, AssemblyNeurons neurons) {
        AssemblyProgram program = neurons.program();
        List<String> lines = new ArrayList<>();
        String description = ProgramLibrary.description(program.text());
        lines.add(name + (description.isEmpty() ? "" : ": " + description));
        lines.add(String.format(
                Locale.ROOT,
                "%d words of %d; state: %s; at most %d instructions an update",
                program.words().length,
                Assembler.MOST_WORDS,
                state(neurons),
                neurons.mostInstructions()));
        lines.add(arithmetic(neurons));
        lines.add("constants: "
                + neurons.program().constants().keySet().stream()
                        .sorted()
                        .map(constant -> constant + " " + neurons.constant(constant)[0])
                        .collect(Collectors.joining(", "))
                + "; products shifted by " + program.productShift());
        lines.add("");
        lines.add("word  machine  instruction");
        for (int word = 0; word < program.instructions().size(); word++) {
            Instruction instruction = program.instructions().get(word);
            lines.add(String.format(Locale.ROOT, "%4d  0x%04x   %s", word, instruction.word(), instruction));
        }
        return lines;
    }

    private static String state(AssemblyNeurons neurons) {
        return neurons.state().isEmpty()
                ? "none"
                : neurons.state().stream()
                        .map(word -> word.name() + " of " + word.bits() + " bits")
                        .collect(Collectors.joining(", "));
    }

    /** In what registers it computes. */
    static String arithmetic(AssemblyNeurons neurons) {
        return String.format(
                Locale.ROOT,
                "registers of %d bits that %s; products round %s",
                neurons.arithmetic().register().bits(),
                neurons.arithmetic().isSaturating() ? "saturate" : "wrap",
                switch (neurons.arithmetic().products()) {
                    case NEAREST -> "to the nearest, halves away from zero";
                    case TOWARDS_ZERO -> "towards zero";
                    case FLOOR -> "down";
                });
    }

    /** What a response was: spikes and cost in a line. */
    static String summary(NeuronResponse response) {
        return String.format(
                Locale.ROOT,
                "%d spikes%s; %d instructions, %.1f a step; %d steps with an overflow",
                response.spikeSteps().size(),
                response.spikeSteps().isEmpty()
                        ? ""
                        : ", the first in step " + response.spikeSteps().getFirst(),
                response.allInstructions(),
                (double) response.allInstructions() / response.inputs().length,
                response.overflowSteps().size());
    }

    /** A response as a table of at most {@value #ROWS} rows, each for as many steps. */
    static List<String> table(AssemblyNeurons neurons, NeuronResponse response) {
        int steps = response.inputs().length;
        int each = Math.ceilDiv(steps, ROWS);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%13s %9s %7s", "steps", "input", "spikes")
                + neurons.state().stream()
                        .map(word -> String.format(Locale.ROOT, " %10s", word.name()))
                        .collect(Collectors.joining()));
        for (int first = 0; first < steps; first += each) {
            int from = first;
            int last = Math.min(steps, first + each) - 1;
            long input = Arrays.stream(response.inputs(), first, last + 1)
                    .asLongStream()
                    .sum();
            long spikes = response.spikeSteps().stream()
                    .filter(step -> step >= from && step <= last)
                    .count();
            lines.add(String.format(Locale.ROOT, "%6d %6d %9d %7d", first, last, input, spikes)
                    + Arrays.stream(response.states().get(last))
                            .mapToObj(value -> String.format(Locale.ROOT, " %10d", value))
                            .collect(Collectors.joining()));
        }
        return lines;
    }

    /** Every step of a response as CSV. */
    static String csv(AssemblyNeurons neurons, NeuronResponse response) {
        String header = "step,input,spike,overflow,instructions"
                + neurons.state().stream()
                        .map(StateWord::name)
                        .map(name -> "," + name)
                        .collect(Collectors.joining());
        int[] spikes = new int[response.inputs().length];
        response.spikeSteps().forEach(step -> spikes[step]++);
        Set<Integer> overflows = new HashSet<>(response.overflowSteps());
        return IntStream.range(0, response.inputs().length)
                .mapToObj(step -> String.format(
                        Locale.ROOT,
                        "%d,%d,%d,%d,%d%s",
                        step,
                        response.inputs()[step],
                        spikes[step],
                        overflows.contains(step) ? 1 : 0,
                        response.instructions()[step],
                        Arrays.stream(response.states().get(step))
                                .mapToObj(value -> "," + value)
                                .collect(Collectors.joining())))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }
}
