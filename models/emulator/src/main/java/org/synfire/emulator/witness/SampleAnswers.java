package org.synfire.emulator.witness;

import org.synfire.network.data.ImageSet;

/** Labels and what a network answered: the number of its largest output, the first of equals. */
public final class SampleAnswers {
    private final int[] labels;
    private final int[] answers;
    private final int classes;

    public SampleAnswers(ImageSet images, int samples, int classes) {
        this.labels = new int[samples];
        this.answers = new int[samples];
        this.classes = Math.max(classes, images.classes());
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

    public void set(long sample, int answer) {
        answers[(int) sample] = answer;
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
