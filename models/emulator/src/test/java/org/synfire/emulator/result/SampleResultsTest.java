package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.network.data.ImageHash;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

/** Per-sample results, and their sums in the figures of the run. */
class SampleResultsTest {
    private static final int SAMPLES = 12;

    private static RunOutcome run(int samples, boolean pipelined) {
        Experiment experiment = Experiment.on(Chips.darwin3());
        if (!pipelined) {
            experiment.withoutPipeline();
        }
        return experiment.run(Demo.ENCODED, Demo.images(samples));
    }

    @Test
    void addUpToTheFiguresOfTheRun(@TempDir Path folder) throws IOException {
        RunOutcome outcome = run(SAMPLES, true);
        SampleResults samples = outcome.samples();
        assertEquals(SAMPLES, samples.size());
        assertEquals(
                outcome.result().events().spikes(),
                samples.stream().mapToLong(SampleResults.Sample::spikes).sum());
        assertEquals(
                outcome.result().answers().correct(),
                samples.stream()
                        .filter(sample -> sample.isRight().orElseThrow())
                        .count());
        assertTrue(samples.stream()
                .allMatch(sample ->
                        sample.latencySteps() == outcome.result().timeSteps().latency()
                                && sample.agreesWithFloat().isEmpty()
                                && sample.outputs().size() == 10));
        assertEquals(
                outcome.result().answers().correct()
                        + outcome.details().mistakes().size(),
                SAMPLES);
        assertEquals(
                ImageHash.of(Demo.images(SAMPLES)),
                outcome.result().origin().data().sha256());
        assertThrows(IndexOutOfBoundsException.class, () -> samples.get(SAMPLES));
        outcome.writeReport(folder);
        List<String> lines = Files.readAllLines(folder.resolve("samples.csv"));
        assertEquals(SAMPLES + 1, lines.size());
        SampleResults.Sample first = samples.get(0);
        assertTrue(
                lines.get(1)
                        .startsWith("0," + first.label().orElseThrow() + "," + first.answer() + ","
                                + first.isRight().orElseThrow() + "," + first.latencySteps() + "," + first.spikes()
                                + ",,,"),
                lines.get(1));
    }

    @Test
    void aSampleIsTheSameWithoutThePipeline() {
        SampleResults pipelined = run(SAMPLES, true).samples();
        SampleResults alone = run(SAMPLES, false).samples();
        assertEquals(pipelined.stream().toList(), alone.stream().toList());
    }

    @Test
    void floatAnswersAreThere() {
        SampleResults results = new SampleResults(
                new int[] {1, 0}, new int[] {3, 3, 9, 8}, new long[] {5, 6}, new int[] {7, 7}, new int[] {0, 1});
        assertEquals(0, results.get(0).answer());
        assertEquals(Optional.of(true), results.get(0).agreesWithFloat());
        assertEquals(Optional.of(false), results.get(1).agreesWithFloat());
        assertEquals(List.of(9, 8), results.get(1).outputs());
    }

    /** In an endless run, filling and emptying the pipeline no longer count. */
    @Test
    void steadyEnergyIsWhatLongRunsApproach() {
        RunResult.Energy few = run(3, true).energy();
        RunResult.Energy many = run(60, true).energy();
        double updates = Math.abs(many.perSampleMicrojoules() - many.steadyMicrojoules());
        assertTrue(few.perSampleMicrojoules() - few.steadyMicrojoules() > 5 * updates, few + " " + many);
        assertEquals(1, many.steadyMicrojoules() / many.perSampleMicrojoules(), 0.02);
        RunResult.Energy alone = run(3, false).energy();
        assertEquals(alone.perSampleMicrojoules(), alone.steadyMicrojoules(), 1e-9);
    }
}
