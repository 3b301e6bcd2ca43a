package org.synfire.emulator.part;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.timing.StepWork;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.SampleStarts;
import org.synfire.noc.Mesh;
import org.synfire.noc.RouterTiming;
import org.synfire.noc.TrafficCounters;

/** Cycles of all steps of joined parts; where samples of two parts are on the chip, of what both do together. */
final class SeamSteps {
    private final Latencies cycles;
    private final long stepCycles;
    private long totalCycles;
    private long lateSteps;

    private SeamSteps(Latencies cycles, long stepCycles) {
        this.cycles = cycles;
        this.stepCycles = stepCycles;
    }

    /** A step of one part. */
    private record Own(RunPart part, SeamStep step) {}

    /**
     * Those of parts.
     *
     * @param starts of the samples of the whole run
     * @param cycles takes the cycles of each step
     * @param stepCycles cycles of the chip's step
     */
    static SeamSteps of(
            List<RunPart> parts, SampleStarts starts, RouterTiming timing, Latencies cycles, long stepCycles) {
        SeamSteps all = new SeamSteps(cycles, stepCycles);
        SortedMap<Long, List<Own>> seams = new TreeMap<>();
        for (RunPart part : parts) {
            StepRecord own = part.steps();
            cycles.recordAll(own.cycles(), own.lastTime());
            all.totalCycles += own.totalCycles();
            all.lateSteps += own.lateSteps();
            TrailingSpikes.seams(part, part.equals(parts.getLast()))
                    .forEach(step -> seams.computeIfAbsent(step.step(), none -> new ArrayList<>())
                            .add(new Own(part, step)));
        }
        parts.subList(0, parts.size() - 1).forEach(part -> all.addIdle(part, starts));
        Mesh mesh = parts.getFirst().details().mesh().mesh();
        TrafficCounters traffic = new TrafficCounters(mesh, timing);
        StepWork work = parts.getFirst().steps().work();
        seams.forEach((step, owners) -> all.add(step, needed(owners, mesh, traffic, work)));
        return all;
    }

    /** Without the pipeline, a sample may enter some steps after the one before it is complete. */
    private void addIdle(RunPart part, SampleStarts starts) {
        long before = part.range().before();
        long begin = starts.start(before);
        long end = starts.start(before + part.range().count());
        long done = part.result().timeSteps().total() + TrailingSpikes.steps(part);
        for (long step = begin + done; step < end; step++) {
            add(step, 0);
        }
    }

    private void add(long step, long needed) {
        cycles.recordAt(step, needed);
        totalCycles += needed;
        lateSteps += needed > stepCycles ? 1 : 0;
    }

    /**
     * As {@link org.synfire.emulator.timing.IdealTiming} says. Packets of two parts share channels, so they are added.
     * A core has spikes of one sample in a step, so at most one part has operations of it.
     */
    private static long needed(List<Own> owners, Mesh mesh, TrafficCounters traffic, StepWork work) {
        double busiest = 0;
        for (Own own : owners) {
            for (int i = 0; i < own.step.cores().length; i++) {
                busiest = Math.max(
                        busiest, work.cycles(own.step.cores()[i], own.step.operations()[i]));
            }
            for (int i = 0; i < own.step.groups().length; i++) {
                send(own, i, mesh, traffic);
            }
        }
        traffic.endStep();
        return Math.max((long) Math.ceil(busiest), traffic.stepBusiestChannelCycles());
    }

    private static void send(Own own, int i, Mesh mesh, TrafficCounters traffic) {
        int[] group = own.part.steps().groups()[own.step.groups()[i]];
        int from = node(own.part, mesh, group[0]);
        for (int to = 1; to < group.length; to++) {
            traffic.add(
                    traffic.route(from, node(own.part, mesh, group[to])),
                    own.step.spikes()[i]);
        }
    }

    private static int node(RunPart part, Mesh mesh, int core) {
        RunDetails.Core of = part.details().cores().get(core);
        return mesh.node(of.x(), of.y());
    }

    long totalCycles() {
        return totalCycles;
    }

    long lateSteps() {
        return lateSteps;
    }
}
