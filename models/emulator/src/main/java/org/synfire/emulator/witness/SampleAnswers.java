package org.synfire.emulator.witness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.emulator.result.ConfusedPair;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.data.SampleSet;

/**
 * Labels and what a network answered: its outputs, and the number of the largest, the first of equals. Samples without
 * labels have outputs alone: none is right, and they are of no class. In a run that does not classify, no sample is
 * kept.
 */
public final class SampleAnswers implements Checkpointed {
    private final int[] labels;
    private final int[] answers;
    private final int[] outputs;
    private final int outputsPerSample;
    private final int classes;

    private SampleAnswers(int[] labels, int samples, int outputs, int classes) {
        this.labels = labels;
        this.answers = new int[samples];
        this.outputs = new int[Math.multiplyExact(samples, outputs)];
        this.outputsPerSample = outputs;
        this.classes = classes;
    }

    /**
     * Answers to the first samples of a set.
     *
     * @param outputs of the network for each sample
     */
    public static SampleAnswers of(SampleSet set, int samples, int outputs) {
        if (!set.isLabelled()) {
            return new SampleAnswers(new int[0], samples, outputs, 0);
        }
        int[] labels = IntStream.range(0, samples).map(set::label).toArray();
        return new SampleAnswers(labels, samples, outputs, Math.max(outputs, set.classes()));
    }

    /** Of a run that does not classify. */
    public static SampleAnswers ofNone() {
        return new SampleAnswers(new int[0], 0, 0, 0);
    }

    /** How many of the first samples are kept: all, or none. */
    public int kept(long samples) {
        return (int) Math.min(samples, answers.length);
    }

    /** How many of the first samples have a label: all, or none. */
    private int labelled(long samples) {
        return (int) Math.min(samples, labels.length);
    }

    public static int best(int[] outputs) {
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    public static int best(float[] outputs) {
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    /** How many outputs are before one: those that are larger, and those that are equal and have a lower number. */
    public static int rank(float[] outputs, int one) {
        int before = one < outputs.length ? 0 : outputs.length;
        for (int i = 0; i < outputs.length && one < outputs.length; i++) {
            before += outputs[i] > outputs[one] || (outputs[i] == outputs[one] && i < one) ? 1 : 0;
        }
        return before;
    }

    private int rankOfLabel(int sample) {
        int first = sample * outputsPerSample;
        int label = labels[sample];
        if (label >= outputsPerSample) {
            return outputsPerSample;
        }
        int before = 0;
        for (int i = 0; i < outputsPerSample; i++) {
            int output = outputs[first + i];
            before += output > outputs[first + label] || (output == outputs[first + label] && i < label) ? 1 : 0;
        }
        return before;
    }

    /** Keeps what the network answered to a sample. */
    public void set(long sample, int[] output) {
        System.arraycopy(output, 0, outputs, (int) sample * outputsPerSample, outputsPerSample);
        answers[(int) sample] = best(output);
    }

    /** The number of the largest output of a sample. */
    public int answer(int sample) {
        return answers[sample];
    }

    /** The labels of the first samples; empty if they have none. */
    public int[] labels(long samples) {
        return Arrays.copyOf(labels, labelled(samples));
    }

    /** The outputs of the first samples, one after the other. */
    public int[] outputs(long samples) {
        return Arrays.copyOf(outputs, kept(samples) * outputsPerSample);
    }

    public int label(int sample) {
        return labels[sample];
    }

    public long correct(long samples) {
        return correct(answers, samples);
    }

    /** How many of somebody's answers to the first samples are their labels. */
    long correct(int[] others, long samples) {
        long correct = 0;
        for (int s = 0; s < labelled(samples); s++) {
            correct += others[s] == labels[s] ? 1 : 0;
        }
        return correct;
    }

    /**
     * Of the first samples, those whose label is among the five largest outputs; absent for at most five, or without
     * labels.
     */
    public Optional<RunResult.TopFive> topFive(long samples) {
        long correct = 0;
        for (int s = 0; s < labelled(samples); s++) {
            correct += rankOfLabel(s) < RunResult.TopFive.OUTPUTS ? 1 : 0;
        }
        return RunResult.TopFive.of(correct, samples, labels.length == 0 ? 0 : outputsPerSample);
    }

    /**
     * The classes that the first samples are of.
     *
     * @param names by label; may be fewer
     */
    public List<RunResult.ClassResult> classes(long samples, List<String> names) {
        long[] all = new long[classes];
        long[] correct = new long[classes];
        for (int s = 0; s < labelled(samples); s++) {
            all[labels[s]]++;
            correct[labels[s]] += answers[s] == labels[s] ? 1 : 0;
        }
        return IntStream.range(0, classes)
                .filter(label -> all[label] > 0)
                .mapToObj(label -> RunResult.ClassResult.of(
                        label, label < names.size() ? names.get(label) : "", all[label], correct[label]))
                .toList();
    }

    /** Labels against answers of the first samples; empty of more classes than a matrix is kept of. */
    public long[][] confusion(long samples) {
        if (classes > RunResult.Answers.MOST_MATRIX_CLASSES) {
            return new long[0][];
        }
        long[][] counts = new long[classes][classes];
        for (int s = 0; s < labelled(samples); s++) {
            counts[labels[s]][answers[s]]++;
        }
        return counts;
    }

    /** The pairs of label and answer of the first samples; empty where {@link #confusion} has them. */
    public List<ConfusedPair> confusionPairs(long samples) {
        return classes > RunResult.Answers.MOST_MATRIX_CLASSES
                ? ConfusedPair.of(labelled(samples), sample -> labels[sample], sample -> answers[sample])
                : List.of();
    }

    @Override
    public void state(StateFields fields) {
        fields.all("answers", answers);
        fields.all("outputs", outputs);
    }
}
