package org.synfire.emulator.part;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.timing.LinkPackets;
import org.synfire.engine.InputException;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.LinkTimeline;
import org.synfire.noc.Mesh;

/** Whether what was read of a file is a part that joins with others: its numbers fit one another. */
final class PartCheck {
    private PartCheck() {}

    /** @throws InputException if something is missing, or contradicts the rest */
    static void requireWhole(RunPart part) {
        RunDetails details = part.details();
        require(part.range() != null && part.result() != null && details != null, "its figures");
        List<Latencies> named = Collections.nCopies(details.histograms().size(), new Latencies("none", "none"));
        new RecordedRun(part.result(), details, named, List.of());
        require(part.networkSha256() != null && part.data() != null, "its hashes");
        require(part.data().before() != null && part.data().until() != null, "its hashes");
        requireSamples(part);
        requireLayers(part);
        requireSteps(part.steps(), details);
        requireLinks(part.links(), details.mesh().mesh());
        require(part.notes() != null && part.activations() != null, "its notes");
        require(
                part.bounds().stream()
                        .allMatch(bound -> bound.layer() != null && bound.most() > 1 && bound.reached() >= 0),
                "its spikes in a step");
        part.packetCycles().forEach(PartCheck::requireCounted);
        part.hostSteps().forEach(PartCheck::requireCounted);
        require(part.lastHostStep() >= 0, "its host times");
    }

    private static void requireSamples(RunPart part) {
        SampleRecord samples = part.samples();
        long count = part.range().count();
        RunResult.Answers answers = part.result().answers();
        require(
                samples != null
                        && answers.complete()
                        && answers.samples() == count
                        && samples.spikes().length == count
                        && samples.fingerprints().length == count
                        && samples.latencySteps().length == count
                        && samples.steps().length == count
                        && samples.intervals().length == count
                        && isOfEach(samples.labels().length, count)
                        && isOfEach(samples.floatAnswers().length, count)
                        && samples.outputs().length % count == 0
                        && areLengths(samples, part.details().bits()),
                "its samples");
    }

    private static boolean areLengths(SampleRecord samples, int mostSteps) {
        return IntStream.range(0, samples.steps().length)
                .allMatch(sample -> samples.steps()[sample] >= 1
                        && samples.steps()[sample] <= mostSteps
                        && samples.intervals()[sample] >= samples.steps()[sample]
                        && samples.latencySteps()[sample] > 0);
    }

    private static boolean isOfEach(int length, long samples) {
        return length == 0 || length == samples;
    }

    private static void requireLayers(RunPart part) {
        long[] instructions = part.instructions();
        require(
                instructions != null
                        && instructions.length == part.details().layers().size()
                        && LongStream.of(instructions).allMatch(count -> count >= 0),
                "its instructions");
        require(
                part.result().layers().stream()
                        .allMatch(layer -> layer.neurons() > 0 && layer.sops() >= 0 && layer.hops() >= 0),
                "its layers");
        RunResult.TimeSteps steps = part.result().timeSteps();
        require(
                steps.perSample() >= part.details().bits()
                        && steps.perSample() <= Integer.MAX_VALUE
                        && steps.latency() > 0
                        && steps.latency() <= Integer.MAX_VALUE
                        && steps.total() >= 1,
                "its time steps");
    }

    private static void requireSteps(StepRecord steps, RunDetails details) {
        int cores = details.cores().size();
        require(
                steps != null
                        && steps.work().weightsPerWord().length == cores
                        && steps.work().updateCycles().length == cores
                        && IntStream.of(steps.work().weightsPerWord()).allMatch(weights -> weights > 0)
                        && steps.begin() >= 0
                        && steps.lastTime() >= 0,
                "its cores");
        steps.cycles().forEach(PartCheck::requireCounted);
        for (int[] group : steps.groups()) {
            require(
                    group.length > 0 && IntStream.of(group).allMatch(core -> core >= 0 && core < cores),
                    "its route groups");
        }
        for (SeamStep step : steps.seams()) {
            require(
                    step.step() >= steps.begin()
                            && step.cores().length == step.operations().length
                            && step.groups().length == step.spikes().length
                            && IntStream.of(step.cores()).allMatch(core -> core >= 0 && core < cores)
                            && LongStream.of(step.operations()).allMatch(count -> count >= 0)
                            && IntStream.of(step.groups())
                                    .allMatch(group -> group >= 0 && group < steps.groups().length)
                            && IntStream.of(step.spikes()).allMatch(count -> count >= 0),
                    "its steps at the ends");
        }
    }

    private static void requireLinks(LinkPackets links, Mesh mesh) {
        require(
                links != null
                        && links.steps() >= 0
                        && links.interval() >= 1
                        && Long.bitCount(links.interval()) == 1
                        && links.steps() / links.interval() < LinkTimeline.MOST_INTERVALS
                        && links.links().length == links.packets().length,
                "its links");
        for (int i = 0; i < links.links().length; i++) {
            require(
                    links.links()[i] >= 0
                            && links.links()[i] < mesh.linkIds()
                            && (i == 0 || links.links()[i] > links.links()[i - 1])
                            && links.packets()[i].length == Math.ceilDiv(links.steps(), links.interval()),
                    "its links");
        }
    }

    private static void requireCounted(Latencies.Counted one) {
        require(one.time() >= 0 && one.value() >= 0 && one.count() >= 0, "its latencies");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new InputException(what + " contradict each other or are not whole");
        }
    }
}
