package org.synfire.emulator.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.Provenance;
import org.synfire.emulator.result.ConfidenceInterval;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SampleResults;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

/** What is put beside each other is each run's own, and samples are paired only where they are the same. */
class ComparisonTest {
    private static final int SAMPLES = 6;

    private static ComparedRun pipelined;
    private static ComparedRun alone;
    private static ComparedRun fewer;

    @BeforeAll
    static void runTheDemo() {
        pipelined = run("a", SAMPLES, true);
        alone = run("b", SAMPLES, false);
        fewer = run("c", SAMPLES - 2, true);
    }

    private static ComparedRun run(String folder, int samples, boolean isPipelined) {
        return run(folder, Demo.images(samples), isPipelined);
    }

    private static ComparedRun run(String folder, ImageSet images, boolean isPipelined) {
        Experiment experiment = Experiment.on(Chips.darwin3())
                .withoutReference()
                .provenance(new Provenance("1.2.3", "test " + folder, 1, 0, 0));
        if (!isPipelined) {
            experiment.withoutPipeline();
        }
        RunOutcome outcome = experiment.run(Demo.ENCODED, images);
        RecordedRun recorded = new RecordedRun(
                outcome.result(), outcome.details(), outcome.histograms().all(), List.of());
        return new ComparedRun(folder, recorded, Optional.of(outcome.samples()));
    }

    private static Comparison compared(ComparedRun... runs) {
        return Comparison.of(List.of(runs), "1.2.3");
    }

    /** The same run, but with other answers to its samples. */
    private static ComparedRun answering(ComparedRun run, int... answers) {
        SampleResults samples = run.samples().orElseThrow();
        int[] labels = samples.stream()
                .mapToInt(sample -> sample.label().orElseThrow())
                .toArray();
        int[] outputs = IntStream.of(answers)
                .flatMap(answer -> IntStream.range(0, samples.outputs()).map(output -> output == answer ? 1 : 0))
                .toArray();
        return new ComparedRun(
                run.folder(),
                run.recorded(),
                Optional.of(new SampleResults(
                        labels, outputs, new long[labels.length], new int[labels.length], new int[0])));
    }

    /** The same run, as if its samples had other labels. */
    private static ComparedRun relabelled(ComparedRun run) {
        SampleResults samples = run.samples().orElseThrow();
        int[] labels = samples.stream()
                .mapToInt(sample -> (sample.label().orElseThrow() + 1) % 10)
                .toArray();
        return new ComparedRun(
                run.folder(),
                run.recorded(),
                Optional.of(new SampleResults(
                        labels,
                        new int[labels.length * samples.outputs()],
                        new long[labels.length],
                        new int[labels.length],
                        new int[0])));
    }

    private static int label(int sample) {
        return pipelined.samples().orElseThrow().get(sample).label().orElseThrow();
    }

    private static int wrong(int sample) {
        return (label(sample) + 1) % 10;
    }

    @Test
    void figuresAreThoseOfEachRun() {
        Comparison comparison = compared(pipelined, alone, fewer);
        assertEquals(
                List.of("A", "B", "C"),
                comparison.runs().stream().map(Comparison.Run::id).toList());
        RunResult first = pipelined.recorded().result();
        RunResult last = fewer.recorded().result();
        assertEquals(first.answers().correct(), comparison.runs().getFirst().correct());
        assertEquals(
                ConfidenceInterval.of(first.answers().accuracy(), SAMPLES),
                comparison.runs().getFirst().confidence());
        Comparison.Event sops = comparison.events().get(4);
        assertEquals("sops", sops.key());
        assertEquals(first.events().sops(), sops.totals().getFirst());
        assertEquals(
                (double) last.events().sops() / (SAMPLES - 2),
                sops.perSample().values().get(2));
        assertEquals(
                sops.perSample().values().get(2) / sops.perSample().values().getFirst(),
                sops.perSample().ratios().get(2));
        assertEquals(
                Arrays.asList(1.0, 1.0), sops.perSample().ratios().subList(0, 2), "the pipeline changes no operation");
        assertEquals(
                List.copyOf(first.energy().parts().keySet()),
                comparison.energy().parts().stream().map(Comparison.Part::part).toList());
        assertEquals(
                first.noc().neededMicrosecondsPerSample(),
                comparison.chipTime().neededMicroseconds().values().getFirst());
        assertEquals(
                first.noc().configuredMicrosecondsPerSample()
                        * first.answers().samples()
                        / first.timeSteps().total()
                        * first.timeSteps().latency(),
                comparison.chipTime().configuredAnswerMicroseconds().values().getFirst());
        assertEquals(
                first.energy().steadyMicrojoules(),
                comparison.energy().steadyMicrojoules().values().getFirst());
        assertEquals(8, comparison.layers().size());
        assertEquals(
                (double) first.layers().get(1).spikes() / SAMPLES,
                comparison.layers().get(1).spikes().values().getFirst());
        assertEquals(
                alone.recorded().histograms().get(1).summary(),
                comparison.latencies().get(1).summaries().get(1));
    }

    @Test
    void settingsThatDifferAreNamedAndTheOthersCounted() {
        Comparison.Settings settings = compared(pipelined, alone).settings();
        assertEquals(
                List.of("true", "false"),
                settings.differing().stream()
                        .filter(setting -> setting.key().equals("pipelined"))
                        .findFirst()
                        .orElseThrow()
                        .values());
        assertTrue(
                settings.differing().stream().map(Comparison.Setting::key).noneMatch("chip"::equals),
                settings.differing()::toString);
        assertTrue(settings.equal() > 15, settings::toString);
        assertEquals(0, compared(alone, alone).settings().differing().size());
        assertTrue(compared(pipelined, alone).sameSpikes());
        assertTrue(!compared(pipelined, fewer).sameSpikes());
    }

    @Test
    void samplesArePaired() {
        int[] right = IntStream.range(0, SAMPLES).map(ComparisonTest::label).toArray();
        int[] other = right.clone();
        other[1] = wrong(1);
        other[3] = wrong(3);
        int[] third = right.clone();
        third[3] = (label(3) + 2) % 10;
        Comparison comparison =
                compared(answering(pipelined, right), answering(alone, other), answering(pipelined, third));
        assertEquals(
                new Comparison.Agreement(SAMPLES, 4, 2, 0, 0, 2, 0.5),
                comparison.pairs().getFirst().agreement());
        assertEquals(
                new Comparison.Agreement(SAMPLES, 4, 0, 1, 1, 2, 1),
                comparison.pairs().get(2).agreement());
        assertEquals(
                new Comparison.Answers(
                        List.of("A", "B", "C"),
                        SAMPLES,
                        2,
                        List.of(
                                new Comparison.Difference(1, label(1), List.of(right[1], other[1], right[1])),
                                new Comparison.Difference(3, label(3), List.of(right[3], other[3], third[3])))),
                comparison.answers());
    }

    /** The longer run may come first or last. */
    @Test
    void runsOfDifferentLengthArePairedOnTheSamplesThatBothHave() {
        int[] right = IntStream.range(0, SAMPLES).map(ComparisonTest::label).toArray();
        right[0] = wrong(0);
        right[SAMPLES - 1] = wrong(SAMPLES - 1);
        int[] short4 =
                IntStream.range(0, SAMPLES - 2).map(ComparisonTest::label).toArray();
        ComparedRun longer = answering(pipelined, right);
        ComparedRun shorter = answering(fewer, short4);
        Comparison comparison = compared(longer, shorter, answering(alone, right));
        assertEquals(
                new Comparison.Agreement(SAMPLES - 2, 3, 0, 1, 0, 1, 1),
                comparison.pairs().getFirst().agreement());
        assertEquals(
                new Comparison.Agreement(SAMPLES, 4, 0, 0, 2, 0, 1),
                comparison.pairs().get(1).agreement());
        assertEquals(
                new Comparison.Answers(
                        List.of("A", "B", "C"),
                        SAMPLES - 2,
                        1,
                        List.of(new Comparison.Difference(0, label(0), List.of(right[0], short4[0], right[0])))),
                comparison.answers());
        assertTrue(
                comparison
                        .notes()
                        .contains("Runs of different length are paired on the samples that both have, the first ones."),
                comparison.notes()::toString);
        assertEquals(
                SAMPLES - 2,
                compared(shorter, longer).pairs().getFirst().agreement().samples());
        assertTrue(compared(longer, answering(alone, right)).notes().isEmpty());
    }

    @Test
    void otherSamplesAreNotPaired() {
        Comparison comparison = compared(fewer, relabelled(pipelined));
        assertEquals(
                "other samples: A has 4, B has 6, and the first of them have other labels or another seed",
                comparison.pairs().getFirst().notComparable());
        assertNull(comparison.pairs().getFirst().agreement());
        assertEquals(new Comparison.Answers(List.of(), 0, 0, List.of()), comparison.answers());
        assertEquals(
                "other samples: their pixels or labels differ",
                compared(pipelined, run("d", Digits.of(99, Split.TEST, SAMPLES), true))
                        .pairs()
                        .getFirst()
                        .notComparable());
    }

    @Test
    void aRunWithoutSamplesIsOfAnOlderVersion() {
        ComparedRun older = new ComparedRun("old", pipelined.recorded(), Optional.empty());
        Comparison comparison = compared(alone, older);
        assertEquals(
                "run B has no samples.csv, an older version wrote it",
                comparison.pairs().getFirst().notComparable());
        assertNull(comparison.energy().steadyMicrojoules().values().get(1));
        assertNull(comparison.energy().steadyMicrojoules().ratios().get(1));
    }

    @Test
    void layersOfOneRunStandWhereTheyAreInIt() {
        assertEquals(
                List.of("first", "second", "other", "another"),
                RunsBeside.merged(List.of(List.of("first", "second"), List.of("other", "another"))));
        assertEquals(
                List.of("before", "first", "second"),
                RunsBeside.merged(List.of(List.of("first", "second"), List.of("before", "first"))));
        assertEquals(
                List.of("image", "conv", "pool", "fc", "extra"),
                RunsBeside.merged(List.of(
                        List.of("image", "conv", "fc"),
                        List.of("image", "conv", "pool", "fc"),
                        List.of("fc", "extra"))));
    }

    @Test
    void ratiosNeedTwoValues() {
        assertEquals(
                Arrays.asList(1.0, null, 0.5),
                PerRun.of(Stream.of(4.0, null, 2.0)).ratios());
        assertEquals(Arrays.asList(null, null), PerRun.of(Stream.of(0.0, 2.0)).ratios());
        assertEquals(Arrays.asList(null, null), PerRun.of(Stream.of(null, 2.0)).ratios());
    }

    @Test
    void refusesOneRunAndNine() {
        assertThrows(IllegalArgumentException.class, () -> compared(alone));
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(Collections.nCopies(9, alone), "1.2.3"));
        assertEquals(
                28,
                Comparison.of(Collections.nCopies(8, alone), "1.2.3").pairs().size());
    }
}
