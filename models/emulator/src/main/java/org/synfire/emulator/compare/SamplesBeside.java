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
 * run has no hash, the name of the data, the number of samples and every label must agree.
 */
final class SamplesBeside {
    private final List<ComparedRun> runs;
    /** By run and sample; nothing of a run without samples. */
    private final int[][] labels;
    /** Likewise. */
    private final int[][] answers;

    SamplesBeside(List<ComparedRun> runs) {
        this.runs = runs;
        this.labels = runs.stream()
                .map(run -> ofSamples(run, SampleResults.Sample::label))
                .toArray(int[][]::new);
        this.answers = runs.stream()
                .map(run -> ofSamples(run, SampleResults.Sample::answer))
                .toArray(int[][]::new);
    }

    private static int[] ofSamples(ComparedRun run, ToIntFunction<SampleResults.Sample> value) {
        return run.samples().stream()
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
        if (labels[first].length != labels[second].length) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "other samples: %s has %,d, %s has %,d",
                    Comparison.id(first),
                    labels[first].length,
                    Comparison.id(second),
                    labels[second].length));
        }
        boolean isSame = Arrays.equals(labels[first], labels[second])
                && (!isHashed || one.sha256().equals(other.sha256()));
        return isSame ? Optional.empty() : Optional.of("other samples: their pixels or labels differ");
    }

    private RunOrigin.Samples data(int place) {
        return runs.get(place).recorded().result().origin().data();
    }

    private boolean isRight(int place, int sample) {
        return answers[place][sample] == labels[place][sample];
    }

    private Comparison.Agreement agreement(int first, int second) {
        int samples = answers[first].length;
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
        int[] different = IntStream.range(0, answers[0].length)
                .filter(sample -> places.stream().anyMatch(place -> answers[place][sample] != answers[0][sample]))
                .toArray();
        return new Comparison.Answers(
                places.stream().map(Comparison::id).toList(),
                answers[0].length,
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
