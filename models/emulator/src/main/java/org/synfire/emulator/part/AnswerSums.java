package org.synfire.emulator.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.synfire.emulator.result.ConfusedPair;
import org.synfire.emulator.result.RunResult;

/** Answers and what witnesses found, of all parts together. */
final class AnswerSums {
    private static final Pattern SAMPLE = Pattern.compile("^sample ([0-9]{1,18}),");

    private final List<RunPart> parts;
    private final long samples;

    AnswerSums(List<RunPart> parts) {
        this.parts = parts;
        this.samples = parts.stream().mapToLong(part -> part.range().count()).sum();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private long sum(ToLongFunction<RunPart> of) {
        return parts.stream().mapToLong(of).sum();
    }

    private long sumOfAnswers(ToLongFunction<RunResult.Answers> of) {
        return sum(part -> of.applyAsLong(part.result().answers()));
    }

    /**
     * What the network answered.
     *
     * @param isComplete whether all samples asked for were answered
     */
    RunResult.Answers answers(boolean isComplete) {
        long correct = sumOfAnswers(RunResult.Answers::correct);
        RunResult.Answers first = parts.getFirst().result().answers();
        return new RunResult.Answers(
                samples,
                correct,
                share(correct, samples),
                confusion(first.confusion()),
                pairs(),
                isComplete,
                topFive(parts.stream()
                        .map(part -> part.result().answers().topFive())
                        .toList()),
                classes());
    }

    private long[][] confusion(long[][] first) {
        long[][] sums = new long[first.length][first.length];
        for (RunPart part : parts) {
            long[][] own = part.result().answers().confusion();
            for (int label = 0; label < sums.length; label++) {
                for (int answer = 0; answer < sums.length; answer++) {
                    sums[label][answer] += own[label][answer];
                }
            }
        }
        return sums;
    }

    private List<ConfusedPair> pairs() {
        Map<Integer, Map<Integer, Long>> counts = new TreeMap<>();
        for (RunPart part : parts) {
            for (ConfusedPair pair : part.result().answers().confusionPairs()) {
                counts.computeIfAbsent(pair.label(), none -> new TreeMap<>())
                        .merge(pair.answer(), pair.samples(), Long::sum);
            }
        }
        List<ConfusedPair> pairs = new ArrayList<>();
        counts.forEach((label, answers) ->
                answers.forEach((answer, count) -> pairs.add(new ConfusedPair(label, answer, count))));
        return pairs;
    }

    private Optional<RunResult.TopFive> topFive(List<Optional<RunResult.TopFive>> own) {
        if (own.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        long correct =
                own.stream().mapToLong(one -> one.orElseThrow().correct()).sum();
        return Optional.of(new RunResult.TopFive(correct, share(correct, samples)));
    }

    private List<RunResult.ClassResult> classes() {
        Map<Integer, RunResult.ClassResult> sums = new TreeMap<>();
        for (RunPart part : parts) {
            part.result()
                    .answers()
                    .classes()
                    .forEach(own -> sums.merge(
                            own.label(),
                            own,
                            (a, b) -> RunResult.ClassResult.of(
                                    a.label(), a.name(), a.samples() + b.samples(), a.correct() + b.correct())));
        }
        return List.copyOf(sums.values());
    }

    /** What witnesses found. */
    RunResult.Witnesses witnesses() {
        RunResult.Witnesses first = parts.getFirst().result().witnesses();
        return new RunResult.Witnesses(
                first.reference().map(one -> reference()),
                first.expected().map(one -> expected()),
                first.floatNetwork().map(one -> floatNetwork()),
                List.of());
    }

    private RunResult.ReferenceResult reference() {
        List<RunResult.ReferenceResult> own = parts.stream()
                .map(part -> part.result().witnesses().reference().orElseThrow())
                .toList();
        return new RunResult.ReferenceResult(
                own.stream().mapToLong(RunResult.ReferenceResult::correct).sum(),
                own.stream()
                        .mapToLong(RunResult.ReferenceResult::comparedValues)
                        .sum(),
                own.stream()
                        .mapToLong(RunResult.ReferenceResult::mismatchedValues)
                        .sum(),
                firstMismatch(own.stream()
                        .map(RunResult.ReferenceResult::firstMismatch)
                        .toList()));
    }

    private RunResult.ExpectedResult expected() {
        List<RunResult.ExpectedResult> own = parts.stream()
                .map(part -> part.result().witnesses().expected().orElseThrow())
                .toList();
        return new RunResult.ExpectedResult(
                own.stream().mapToLong(RunResult.ExpectedResult::comparedValues).sum(),
                own.stream()
                        .mapToLong(RunResult.ExpectedResult::mismatchedValues)
                        .sum(),
                firstMismatch(own.stream()
                        .map(RunResult.ExpectedResult::firstMismatch)
                        .toList()));
    }

    /** The first of all parts, with the number of its sample in the whole run. */
    private Optional<String> firstMismatch(List<Optional<String>> own) {
        return IntStream.range(0, own.size())
                .filter(part -> own.get(part).isPresent())
                .mapToObj(part -> inWhole(
                        own.get(part).orElseThrow(), parts.get(part).range().before()))
                .findFirst();
    }

    private static String inWhole(String mismatch, long before) {
        Matcher sample = SAMPLE.matcher(mismatch);
        return sample.find()
                ? "sample " + (Long.parseLong(sample.group(1)) + before) + "," + mismatch.substring(sample.end())
                : mismatch;
    }

    private RunResult.FloatResult floatNetwork() {
        List<RunResult.FloatResult> own = parts.stream()
                .map(part -> part.result().witnesses().floatNetwork().orElseThrow())
                .toList();
        long correct = own.stream().mapToLong(RunResult.FloatResult::correct).sum();
        List<RunResult.SpikeDifference> layers = new ArrayList<>();
        for (int layer = 0; layer < own.getFirst().layers().size(); layer++) {
            layers.add(difference(own, layer));
        }
        return new RunResult.FloatResult(
                correct,
                share(correct, samples),
                topFive(own.stream().map(RunResult.FloatResult::topFive).toList()),
                layers);
    }

    private RunResult.SpikeDifference difference(List<RunResult.FloatResult> own, int layer) {
        List<RunResult.SpikeDifference> of =
                own.stream().map(one -> one.layers().get(layer)).toList();
        long firstSample = -1;
        int firstStep = -1;
        for (int part = of.size() - 1; part >= 0; part--) {
            if (of.get(part).firstSample() >= 0) {
                firstSample =
                        of.get(part).firstSample() + parts.get(part).range().before();
                firstStep = of.get(part).firstStep();
            }
        }
        return new RunResult.SpikeDifference(
                of.getFirst().layer(),
                of.stream().mapToLong(RunResult.SpikeDifference::realSpikes).sum(),
                of.stream().mapToLong(RunResult.SpikeDifference::spikes).sum(),
                of.stream().mapToLong(RunResult.SpikeDifference::differing).sum(),
                firstSample,
                firstStep);
    }
}
