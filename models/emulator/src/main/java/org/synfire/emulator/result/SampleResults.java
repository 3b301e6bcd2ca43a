package org.synfire.emulator.result;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a run found for each of its samples, in their order.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class SampleResults {
    private final int[] labels;
    private final int[] outputs;
    private final int classes;
    private final long[] spikes;
    private final int[] latencySteps;
    private final int[] floatAnswers;

    /**
     * One sample.
     *
     * @param sample its number in the run, from 0
     * @param label the class that the data set gives it; empty where it gives none
     * @param answer the number of the largest output, the first of equals
     * @param outputs the network's raw answer: sums, or spike counts of spiking networks
     * @param latencySteps time steps from its first spike to its answer, both included
     * @param spikes that it caused in the whole network, the input included
     * @param floatAnswer what the real-valued network answered; empty where none ran beside
     */
    public record Sample(
            int sample,
            OptionalInt label,
            int answer,
            List<Integer> outputs,
            int latencySteps,
            long spikes,
            OptionalInt floatAnswer) {
        /** Whether the answer is the label; empty where there is none. */
        public Optional<Boolean> isRight() {
            return label.isPresent() ? Optional.of(label.getAsInt() == answer) : Optional.empty();
        }

        /** Whether the real-valued network answered the same; empty where none ran beside. */
        public Optional<Boolean> agreesWithFloat() {
            return floatAnswer.isPresent() ? Optional.of(floatAnswer.getAsInt() == answer) : Optional.empty();
        }
    }

    /**
     * @param labels one per sample; empty where the data have none
     * @param outputs the raw answers, sample after sample
     * @param spikes one count per sample
     * @param latencySteps one per sample
     * @param floatAnswers one per sample; empty where no real-valued network ran
     */
    public SampleResults(int[] labels, int[] outputs, long[] spikes, int[] latencySteps, int[] floatAnswers) {
        this.labels = labels.clone();
        this.outputs = outputs.clone();
        this.classes = spikes.length == 0 ? 0 : outputs.length / spikes.length;
        this.spikes = spikes.clone();
        this.latencySteps = latencySteps.clone();
        this.floatAnswers = floatAnswers.clone();
    }

    /** Number of samples. */
    public int size() {
        return spikes.length;
    }

    /** Number of outputs of each. */
    public int outputs() {
        return classes;
    }

    /**
     * A sample.
     *
     * @throws IndexOutOfBoundsException if there is none of this number
     */
    public Sample get(int sample) {
        Objects.checkIndex(sample, size());
        int[] own = Arrays.copyOfRange(outputs, sample * classes, (sample + 1) * classes);
        return new Sample(
                sample,
                labels.length == 0 ? OptionalInt.empty() : OptionalInt.of(labels[sample]),
                best(own),
                IntStream.of(own).boxed().toList(),
                latencySteps[sample],
                spikes[sample],
                floatAnswers.length == 0 ? OptionalInt.empty() : OptionalInt.of(floatAnswers[sample]));
    }

    private static int best(int[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** What the real-valued network answered to each; empty where none ran beside. */
    public int[] floatAnswers() {
        return floatAnswers.clone();
    }

    /** All samples in their order. */
    public Stream<Sample> stream() {
        return IntStream.range(0, size()).mapToObj(this::get);
    }

    /** In a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d samples of %d outputs", size(), outputs());
    }
}
