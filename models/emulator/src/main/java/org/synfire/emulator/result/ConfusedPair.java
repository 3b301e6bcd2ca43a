package org.synfire.emulator.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * How many samples of a label got an answer.
 *
 * @param label number of the class that the samples are of
 * @param answer number of the class that the network answered; the label where it was right
 * @param samples at least 1
 */
public record ConfusedPair(int label, int answer, long samples) {
    /**
     * The pairs that occur, by label and then by answer.
     *
     * @param samples number of samples
     * @param label of each
     * @param answer to each
     */
    public static List<ConfusedPair> of(int samples, IntUnaryOperator label, IntUnaryOperator answer) {
        Map<Integer, Map<Integer, Long>> counts = new TreeMap<>();
        for (int sample = 0; sample < samples; sample++) {
            counts.computeIfAbsent(label.applyAsInt(sample), none -> new TreeMap<>())
                    .merge(answer.applyAsInt(sample), 1L, Long::sum);
        }
        List<ConfusedPair> pairs = new ArrayList<>();
        counts.forEach((of, answers) ->
                answers.forEach((answered, count) -> pairs.add(new ConfusedPair(of, answered, count))));
        return pairs;
    }

    /**
     * The pairs that occur, by label and then by answer.
     *
     * @param counts {@code [label][answer]}
     */
    static List<ConfusedPair> of(long[][] counts) {
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int answer = 0; answer < counts[label].length; answer++) {
                if (counts[label][answer] > 0) {
                    pairs.add(new ConfusedPair(label, answer, counts[label][answer]));
                }
            }
        }
        return pairs;
    }
}
