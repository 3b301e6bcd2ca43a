package org.synfire.emulator.witness;

import java.util.Arrays;
import org.synfire.network.data.ImageSet;

/** Labels and what a network answered: its outputs, and the number of the largest, the first of equals. */
public final class SampleAnswers {
    private final int[] labels;
    private final int[] answers;
    private final int[] outputs;
    private final int outputsPerSample;
    private final int classes;

    /** @param outputs of the network for each sample */
    public SampleAnswers(ImageSet images, int samples, int outputs) {
        this.labels = new int[samples];
        this.answers = new int[samples];
        this.outputs = new int[Math.multiplyExact(samples, outputs)];
        this.outputsPerSample = outputs;
        this.classes = Math.max(outputs, images.classes());
        for (int s = 0; s < samples; s++) {
            labels[s] = images.label(s);
        }
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

    /** Keeps what the network answered to a sample. */
    public void set(long sample, int[] output) {
        System.arraycopy(output, 0, outputs, (int) sample * outputsPerSample, outputsPerSample);
        answers[(int) sample] = best(output);
    }

    /** The number of the largest output of a sample. */
    public int answer(int sample) {
        return answers[sample];
    }

    /** The labels of the first samples. */
    public int[] labels(long samples) {
        return Arrays.copyOf(labels, (int) samples);
    }

    /** The outputs of the first samples, one after the other. */
    public int[] outputs(long samples) {
        return Arrays.copyOf(outputs, (int) samples * outputsPerSample);
    }

    public int label(int sample) {
        return labels[sample];
    }

    public long correct(long samples) {
        long correct = 0;
        for (int s = 0; s < samples; s++) {
            correct += answers[s] == labels[s] ? 1 : 0;
        }
        return correct;
    }

    public long[][] confusion(long samples) {
        long[][] counts = new long[classes][classes];
        for (int s = 0; s < samples; s++) {
            counts[labels[s]][answers[s]]++;
        }
        return counts;
    }
}
