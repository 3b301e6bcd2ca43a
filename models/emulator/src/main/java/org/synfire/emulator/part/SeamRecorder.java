package org.synfire.emulator.part;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.SampleTiming;

/**
 * Records a part's steps so that its neighbours' can be joined to them.
 *
 * <p>In the pipeline the first samples of a part follow the last ones of the part before it, and are on the chip
 * together with them, or with spikes that arrive behind the last step of these. A step takes as long as its busiest
 * core or channel, so the cycles of these steps cannot be added up: what cores and channels did is kept. <b>Order:</b>
 * told after the timing that it asks.
 */
public final class SeamRecorder implements StepObserver {
    private final IdealTiming timing;
    private final long stepCycles;
    private final long before;
    private final long hostFrom;
    private final long seamUntil;
    private final long seamFrom;
    private final List<SeamStep> seams = new ArrayList<>();
    private final Latencies cycles = new Latencies(IdealTiming.STEP_CYCLES, "cycles", IdealTiming.TIME_UNIT);
    private final Latencies hostNanos = new Latencies(IdealTiming.HOST_STEP, "nanos", IdealTiming.TIME_UNIT);
    private final IntArrayList cores = new IntArrayList();
    private final LongArrayList operations = new LongArrayList();
    private final IntArrayList groups = new IntArrayList();
    private final IntArrayList spikes = new IntArrayList();
    private int[][] routes = new int[0][];
    private long step;
    private long totalCycles;
    private long lateSteps;
    private boolean isTrailing;

    /**
     * @param timing told of each step before this
     * @param samples timing of the network
     * @param starts of the samples of the part
     * @param before steps of the whole run before the part
     * @param stepCycles cycles of the chip's step
     */
    public SeamRecorder(IdealTiming timing, SampleTiming samples, SampleStarts starts, long before, long stepCycles) {
        this.timing = timing;
        this.stepCycles = stepCycles;
        this.before = before;
        int together = samples.completeSteps() - starts.intervalSteps();
        this.hostFrom = before == 0 ? 0 : Math.max(0, together);
        this.seamUntil = before == 0 ? 0 : Math.max(0, together + samples.largestLag());
        this.seamFrom = starts.start(starts.samples());
    }

    @Override
    public void onStart(List<RouteGroup> all) {
        routes = all.stream()
                .map(group -> IntStream.concat(IntStream.of(group.from()), IntStream.of(group.to()))
                        .toArray())
                .toArray(int[][]::new);
    }

    private boolean isSeam() {
        return step < seamUntil || step >= seamFrom || isTrailing;
    }

    /** From now on spikes arrive behind the part's last sample: the part is done, and only cores have work. */
    public void beginTrailing() {
        isTrailing = true;
    }

    @Override
    public void onCore(int core, int coreSpikes, long coreOperations, long sample, int bitStep, long hash) {
        if (isSeam()) {
            cores.addInt(core);
            operations.addLong(coreOperations);
        }
    }

    @Override
    public void onPackets(int route, int routeSpikes) {
        if (isSeam()) {
            groups.addInt(route);
            spikes.addInt(routeSpikes);
        }
    }

    @Override
    public void onStepEnd(long ended, long hostNanosOfStep) {
        if (isSeam()) {
            seams.add(new SeamStep(
                    before + ended,
                    cores.toIntArray(),
                    operations.toLongArray(),
                    groups.toIntArray(),
                    spikes.toIntArray()));
            cores.clear();
            operations.clear();
            groups.clear();
            spikes.clear();
        } else {
            cycles.recordAt(before + ended, timing.lastCycles());
            totalCycles += timing.lastCycles();
            lateSteps += timing.lastCycles() > stepCycles ? 1 : 0;
        }
        if (step >= hostFrom && !isTrailing) {
            hostNanos.recordAt(before + ended, Math.max(0, hostNanosOfStep));
        }
        step = ended + 1;
    }

    /** Host nanoseconds of the steps that the part before has not had. */
    public Latencies hostNanos() {
        return hostNanos;
    }

    /** What was recorded. */
    public StepRecord record() {
        return new StepRecord(
                before,
                timing.work(),
                Arrays.copyOf(routes, routes.length),
                cycles.counted(),
                cycles.lastTime(),
                totalCycles,
                lateSteps,
                seams);
    }
}
