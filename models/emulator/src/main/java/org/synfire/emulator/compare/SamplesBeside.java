package org.synfire.emulator.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.SampleResults;

/**
 * What runs answered to the same samples. Samples are the same if the hashes of their pixels and labels are equal. If a
 * run has no hash, the name of the data and every label must agree. Runs of different length are paired on the first
 * samples, which both have, if the name of the data, the seed and every label of these samples agree: the hash of a
 * longer run says nothing of its first samples.
 */
final class SamplesBeside {
    private final List<ComparedRun> runs;
    /** By run and sample; nothing of a run without samples or without labels. */
    private final int[][] labels;
    /** Likewise. */
    private final int[][] answers;

    SamplesBeside(List<ComparedRun> runs) {
        this.runs = runs;
        this.labels = runs.stream()
                .map(run -> ofSamples(run, sample -> sample.label().orElseThrow()))
                .toArray(int[][]::new);
        this.answers = runs.stream()
                .map(run -> ofSamples(run, SampleResults.Sample::answer))
                .toArray(int[][]::new);
    }

    private static int[] ofSamples(ComparedRun run, ToIntFunction<SampleResults.Sample> value) {
        return run.samples().stream()
                .filter(_ -> run.recorded().result().hasAccuracy())
                .flatMap(SampleResults::stream)
                .mapToInt(value)
                .toArray();
    }

    /** Every two runs. */
    List<Comparison.Pair> pairs() {
        List<Comparison.Pair> pairs = new ArrayList<>();
        for (int first = 0; first < runs.size(); first++) {
            for (int second = first + 1; second < runs.size(); second++) {
                Optional<String> obstacle = obstacle(first, second);
                pairs.add(new Comparison.Pair(
                        Comparison.id(first),
                        Comparison.id(second),
                        obstacle.orElse(null),
                        obstacle.isPresent() ? null : agreement(first, second)));
            }
        }
        return pairs;
    }

    /** Why the samples of two runs cannot be paired. */
    private Optional<String> obstacle(int first, int second) {
        for (int place : new int[] {first, second}) {
            if (runs.get(place).samples().isEmpty()) {
                return Optional.of("run " + Comparison.id(place) + " has no samples.csv, an older version wrote it");
            }
        }
        RunOrigin.Samples one = data(first);
        RunOrigin.Samples other = data(second);
        boolean isHashed = !one.sha256().isEmpty() && !other.sha256().isEmpty();
        if (!one.name().equals(other.name()) && !(isHashed && one.sha256().equals(other.sha256()))) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "other samples: %s is of %s, %s of %s",
                    Comparison.id(first),
                    one.name(),
                    Comparison.id(second),
                    other.name()));
        }
        for (int place : new int[] {first, second}) {
            if (!runs.get(place).recorded().result().hasAccuracy()) {
                return Optional.of("the samples of run " + Comparison.id(place) + " have no labels");
            }
        }
        int shared = shared(first, second);
        boolean isSameLabels = Arrays.equals(labels[first], 0, shared, labels[second], 0, shared);
        if (labels[first].length == labels[second].length) {
            return isSameLabels && (!isHashed || one.sha256().equals(other.sha256()))
                    ? Optional.empty()
                    : Optional.of("other samples: their pixels or labels differ");
        }
        return isSameLabels && shared > 0 && seed(first) == seed(second)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "other samples: %s has %,d, %s has %,d, and the first of them have other labels or another"
                                + " seed",
                        Comparison.id(first),
                        labels[first].length,
                        Comparison.id(second),
                        labels[second].length));
    }

    /** Samples that both have, the first ones. */
    private int shared(int first, int second) {
        return Math.min(labels[first].length, labels[second].length);
    }

    private long seed(int place) {
        return runs.get(place).recorded().result().setting().seed();
    }

    /** Whether two runs can be paired, but one of them has more samples. */
    boolean areOfOtherLength(int first, int second) {
        return labels[first].length != labels[second].length
                && obstacle(first, second).isEmpty();
    }

    private RunOrigin.Samples data(int place) {
        return runs.get(place).recorded().result().origin().data();
    }

    private boolean isRight(int place, int sample) {
        return answers[place][sample] == labels[place][sample];
    }

    private Comparison.Agreement agreement(int first, int second) {
        int samples = shared(first, second);
        int bothRight = 0;
        int onlyFirst = 0;
        int onlySecond = 0;
        int different = 0;
        for (int sample = 0; sample < samples; sample++) {
            boolean isFirstRight = isRight(first, sample);
            boolean isSecondRight = isRight(second, sample);
            bothRight += isFirstRight && isSecondRight ? 1 : 0;
            onlyFirst += isFirstRight && !isSecondRight ? 1 : 0;
            onlySecond += !isFirstRight && isSecondRight ? 1 : 0;
            different += answers[first][sample] != answers[second][sample] ? 1 : 0;
        }
        return new Comparison.Agreement(
                samples,
                bothRight,
                onlyFirst,
                onlySecond,
                samples - bothRight - onlyFirst - onlySecond,
                different,
                McNemarTest.pValue(onlyFirst, onlySecond));
    }

    /** The samples that not all runs with the first one's samples answered the same. */
    Comparison.Answers answers() {
        List<Integer> places = IntStream.range(0, runs.size())
                .filter(place -> place == 0 || obstacle(0, place).isEmpty())
                .boxed()
                .toList();
        if (places.size() < Comparison.FEWEST_RUNS) {
            return new Comparison.Answers(List.of(), 0, 0, List.of());
        }
        int samples = places.stream().mapToInt(place -> shared(0, place)).min().orElse(0);
        int[] different = IntStream.range(0, samples)
                .filter(sample -> places.stream().anyMatch(place -> answers[place][sample] != answers[0][sample]))
                .toArray();
        return new Comparison.Answers(
                places.stream().map(Comparison::id).toList(),
                samples,
                different.length,
                IntStream.of(different)
                        .limit(Comparison.MOST_SAMPLES_SHOWN)
                        .mapToObj(sample -> difference(sample, places))
                        .toList());
    }

    private Comparison.Difference difference(int sample, List<Integer> places) {
        List<Integer> ofRuns = new ArrayList<>();
        for (int place = 0; place < runs.size(); place++) {
            ofRuns.add(places.contains(place) ? (Integer) answers[place][sample] : null);
        }
        return new Comparison.Difference(sample, labels[0][sample], Collections.unmodifiableList(ofRuns));
    }
}
