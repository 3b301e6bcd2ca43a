package org.synfire.tools;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronResponse;
import picocli.CommandLine.Option;

/** Options that say what arrives at the neuron of {@code synfire neuron}. */
final class NeuronStimulus {
    private static final int FIFTH = 5;
    private static final int STRONGEST = 1 << 15;
    private static final int USUAL = 16;
    private static final int SPIKES_OF_CURRENT = 4;
    private static final int SPIKES_OF_TRAIN = 3;
    /** Where the usual train has spikes, in hundredths of the steps. */
    private static final List<Integer> USUAL_TRAIN = List.of(5, 25, 27, 29, 31, 33, 55, 60, 65, 70, 75, 76, 77, 78, 79);

    private static final int HUNDRED = 100;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "200",
            description = "Time steps of each response (default ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--current",
            paramLabel = "I",
            description =
                    "What arrives in each step of the step current, which lasts from a fifth to four fifths of the"
                            + " steps (default: the least power of two at which the neuron spikes 4 times).")
    private Integer current;

    @Option(
            names = "--spikes",
            paramLabel = "S,S,..",
            split = ",",
            description = "The steps in which spikes arrive, counted from 0 (default: single spikes and bursts).")
    private List<Integer> spikes;

    @Option(
            names = "--weight",
            paramLabel = "W",
            description =
                    "What a spike adds (default: the least of 1, 2, 3, 4, 6, 8, 12, ... at which the neuron spikes"
                            + " 3 times).")
    private Integer weight;

    /** @throws InputException if a number is out of range */
    void requirePossible() {
        if (steps < 1 || steps > NeuronResponse.MAX_STEPS) {
            throw new InputException(
                    String.format(Locale.ROOT, "--steps %d: give a number of 1..%d", steps, NeuronResponse.MAX_STEPS));
        }
        if (spikes != null) {
            spikes.stream()
                    .filter(step -> step < 0 || step >= steps)
                    .findFirst()
                    .ifPresent(step -> {
                        throw new InputException(String.format(
                                Locale.ROOT, "--spikes: there is no step %d; give steps of 0..%d", step, steps - 1));
                    });
        }
    }

    /** What arrives in each step: nothing, then a current, then nothing. */
    int[] stepCurrent(AssemblyNeurons neurons) {
        return stepCurrent(height(neurons));
    }

    private int[] stepCurrent(int height) {
        int[] inputs = new int[steps];
        Arrays.fill(inputs, firstStep(), lastStep() + 1, height);
        return inputs;
    }

    /** The current's height. */
    int height(AssemblyNeurons neurons) {
        return current == null
                ? found(neurons, IntStream.iterate(1, one -> 2 * one), this::stepCurrent, SPIKES_OF_CURRENT)
                : current;
    }

    /** The least strength at which a neuron spikes often enough to be seen. */
    private static int found(AssemblyNeurons neurons, IntStream strengths, IntFunction<int[]> inputs, int spikesSeen) {
        return strengths
                .takeWhile(strength -> strength < STRONGEST)
                .filter(strength -> NeuronResponse.of(neurons, inputs.apply(strength))
                                .spikeSteps()
                                .size()
                        >= spikesSeen)
                .findFirst()
                .orElse(USUAL);
    }

    /** The current's first step. */
    int firstStep() {
        return steps / FIFTH;
    }

    /** The current's last step. */
    int lastStep() {
        return Math.max(firstStep(), steps - steps / FIFTH - 1);
    }

    /** What arrives in each step: the weight where there is a spike. */
    int[] spikeTrain(AssemblyNeurons neurons) {
        return spikeTrain(weight(neurons));
    }

    private int[] spikeTrain(int strength) {
        int[] inputs = new int[steps];
        List<Integer> train = spikes == null
                ? USUAL_TRAIN.stream()
                        .map(hundredth -> (int) ((long) hundredth * steps / HUNDRED))
                        .distinct()
                        .toList()
                : spikes;
        train.forEach(step -> inputs[step] += strength);
        return inputs;
    }

    /** What a spike adds. */
    int weight(AssemblyNeurons neurons) {
        IntStream strengths = IntStream.iterate(1, one -> 2 * one)
                .flatMap(power -> power == 1 ? IntStream.of(1) : IntStream.of(power, power + power / 2));
        return weight == null ? found(neurons, strengths, this::spikeTrain, SPIKES_OF_TRAIN) : weight;
    }
}
