package org.synfire.emulator.experiment;

import org.synfire.network.data.ImageSet;

/** Labels and what a network answered: the number of its largest output, the first of equals. */
final class Answers {
    private final int[] labels;
    private final int[] answers;
    private final int classes;

    Answers(ImageSet images, int samples, int classes) {
        this.labels = new int[samples];
        this.answers = new int[samples];
        this.classes = Math.max(classes, images.classes());
        for (int s = 0; s < samples; s++) {
            labels[s] = images.label(s);
        }
    }

    static int best(int[] outputs) {
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    static int best(float[] outputs) {
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    void set(long sample, int answer) {
        answers[(int) sample] = answer;
    }

    int label(int sample) {
        return labels[sample];
    }

    long correct(long samples) {
        long correct = 0;
        for (int s = 0; s < samples; s++) {
            correct += answers[s] == labels[s] ? 1 : 0;
        }
        return correct;
    }

    long[][] confusion(long samples) {
        long[][] counts = new long[classes][classes];
        for (int s = 0; s < samples; s++) {
            counts[labels[s]][answers[s]]++;
        }
        return counts;
    }
}
