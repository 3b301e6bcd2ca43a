package org.synfire.emulator.timing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.SynapseFormat;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.EventCosts;
import org.synfire.noc.chip.EventFigure;
import org.synfire.noc.energy.EventCounts;

/**
 * Counts the single events of a run on a chip whose events have costs, and gives the time of its steps.
 *
 * <pre>
 *   neurons of a core    accesses, updates and spikes, and a packet for each destination core, one after the other
 *   synapses of a core   packets received and their synaptic operations, one after the other
 *   a step               the longest of all these, and the time in which the tiles in use agree that it is over
 * </pre>
 *
 * <p>A packet's operations count in the step in which it is sent. A neuron counts as updated if it fires or its
 * potential is not 0 before or after the step; where codes are sent, if its core has work. No packet waits for another.
 * Spikes of the input wait at the I/O node when the step begins, so they take no time there. <b>Source:</b> the timing
 * model of SANA-FE that is called simple there.
 */
public final class EventTiming implements StepObserver, ChipTiming, Checkpointed {
    private static final double GIGA = 1e9;
    private static final int SHOWN = 5;

    private final ChipDescription chip;
    private final EventCosts costs;
    private final List<Slice> slices;
    private final Mapping mapping;
    private final boolean hasPotentials;
    private final IdealTiming ideal;
    private final double synchronisation;
    private final long[][] wasActive;
    private final long[] fired;
    private final double[] neuronNanos;
    private final double[] messageNanos;
    private final long[] slowestSteps;
    private final long[] longestCycles;
    private final long[][] counts;
    private final Latencies stepCycles = new Latencies(IdealTiming.STEP_CYCLES, "cycles", IdealTiming.TIME_UNIT);
    private Route[] routes;
    private long totalCycles;
    private int core;

    /** Events of a layer that are counted. */
    private enum Event {
        ACCESS,
        UPDATE,
        SPIKE,
        DENSE,
        SPARSE,
        CONVOLUTION,
        MESSAGE,
        EAST_WEST,
        NORTH_SOUTH,
        INTER_CHIP
    }

    /** What a packet of a route group crosses on its way to each destination, and takes there. */
    private record Route(RouteGroup group, int[] eastWest, int[] northSouth, int[] interChip, Operation operation) {}

    /** A kind of synaptic operation. */
    private record Operation(Event event, double nanos) {}

    /**
     * @param costs of the mapping's chip
     * @param ideal whose packet cycles are taken
     */
    public EventTiming(Mapping mapping, EventCosts costs, IdealTiming ideal) {
        this.chip = mapping.chip();
        this.costs = costs;
        this.mapping = mapping;
        this.slices = mapping.slices();
        this.ideal = ideal;
        this.hasPotentials = mapping.network().coding() == Coding.SPIKES;
        this.synchronisation = costs.synchronisation().nanoseconds((int) slices.stream()
                .skip(1)
                .mapToInt(slice -> costs.tile(chip.mesh(), slice.node()))
                .distinct()
                .count());
        this.wasActive = slices.stream()
                .map(slice -> new long[Math.ceilDiv(slice.neurons(), Long.SIZE)])
                .toArray(long[][]::new);
        this.fired = new long
                [Arrays.stream(wasActive).mapToInt(words -> words.length).max().orElse(0)];
        this.neuronNanos = new double[slices.size()];
        this.messageNanos = new double[slices.size()];
        this.slowestSteps = new long[slices.size()];
        this.longestCycles = new long[slices.size()];
        this.counts = new long[mapping.network().populations().size()][Event.values().length];
    }

    @Override
    public boolean wantsSenders() {
        return true;
    }

    @Override
    public long firingsWanted(int told) {
        return told > 0 && hasPotentials ? Long.MAX_VALUE : 0;
    }

    @Override
    public long potentialsWanted(int told) {
        return told > 0 && hasPotentials ? Long.MAX_VALUE : 0;
    }

    @Override
    public void onStart(List<RouteGroup> all) {
        routes = all.stream().map(this::route).toArray(Route[]::new);
    }

    private Route route(RouteGroup group) {
        Mesh mesh = chip.mesh();
        int from = slices.get(group.from()).node();
        int[] nodes = IntStream.of(group.to()).map(to -> slices.get(to).node()).toArray();
        SynapseFormat format = mapping.network()
                .projections()
                .get(group.projection())
                .synapses()
                .format();
        return new Route(
                group,
                IntStream.of(nodes)
                        .map(to -> costs.eastWestHops(mesh, from, to))
                        .toArray(),
                IntStream.of(nodes)
                        .map(to -> costs.northSouthHops(mesh, from, to))
                        .toArray(),
                IntStream.of(nodes).map(to -> mesh.chipCrossings(from, to)).toArray(),
                switch (format) {
                    case DENSE -> new Operation(Event.DENSE, costs.value(EventFigure.DENSE_TIME));
                    case SPARSE -> new Operation(Event.SPARSE, costs.value(EventFigure.SPARSE_TIME));
                    case SHARED -> new Operation(Event.CONVOLUTION, costs.value(EventFigure.CONVOLUTION_TIME));
                });
    }

    @Override
    public void onCore(int told, int spikes, long operations, long sample, int bitStep, long hash) {
        core = told;
        Arrays.fill(fired, 0);
        if (told > 0) {
            count(told, Event.SPIKE, spikes);
            neuronNanos[told] += spikes * costs.value(EventFigure.SPIKE_TIME);
            if (!hasPotentials) {
                neurons(told, slices.get(told).neurons());
            }
        }
    }

    @Override
    public void onFired(int told, long sample, int bitStep, long[] words, int from, int to) {
        System.arraycopy(words, from, fired, 0, to - from);
    }

    @Override
    public void onPotentials(int told, long sample, int stepOfSample, int[] potentials) {
        if (told == 0) {
            return;
        }
        long[] before = wasActive[told];
        if (stepOfSample == 0) {
            Arrays.fill(before, 0);
        }
        int neurons = slices.get(told).neurons();
        int active = 0;
        for (int w = 0; w < before.length; w++) {
            int first = w * Long.SIZE;
            long now = 0;
            for (int neuron = first; neuron < Math.min(first + Long.SIZE, neurons); neuron++) {
                // no branch: the upper bit of p | -p is set unless p is 0
                now |= (long) ((potentials[neuron] | -potentials[neuron]) >>> (Integer.SIZE - 1)) << neuron;
            }
            active += Long.bitCount(now | before[w] | fired[w]);
            before[w] = now;
        }
        neurons(told, active);
    }

    private void neurons(int told, int active) {
        int neurons = slices.get(told).neurons();
        count(told, Event.ACCESS, neurons);
        count(told, Event.UPDATE, active);
        neuronNanos[told] +=
                neurons * costs.value(EventFigure.ACCESS_TIME) + active * costs.value(EventFigure.UPDATE_TIME);
    }

    @Override
    public void onSenders(int number, long[] words, int from, int to) {
        Route route = routes[number];
        int[] destinations = route.group.to();
        for (int d = 0; d < destinations.length; d++) {
            int[] operationsOf = route.group.senders().operations()[d];
            long operations = 0;
            int messages = 0;
            for (int w = from; w < to; w++) {
                messages += Long.bitCount(words[w]);
                for (long left = words[w]; left != 0; left &= left - 1) {
                    operations += operationsOf[(w - from) * Long.SIZE + Long.numberOfTrailingZeros(left)];
                }
            }
            count(destinations[d], route.operation.event, operations);
            count(core, Event.MESSAGE, messages);
            count(core, Event.EAST_WEST, (long) messages * route.eastWest[d]);
            count(core, Event.NORTH_SOUTH, (long) messages * route.northSouth[d]);
            count(core, Event.INTER_CHIP, (long) messages * route.interChip[d]);
            messageNanos[destinations[d]] +=
                    messages * costs.value(EventFigure.MESSAGE_IN_TIME) + operations * route.operation.nanos;
            neuronNanos[core] += core == 0 ? 0 : messages * costs.value(EventFigure.MESSAGE_OUT_TIME);
        }
    }

    private void count(int slice, Event event, long events) {
        counts[slices.get(slice).population()][event.ordinal()] += events;
    }

    @Override
    public void onStepEnd(long step, long hostNanos) {
        int slowest = 0;
        for (int c = 1; c < neuronNanos.length; c++) {
            longestCycles[c] = Math.max(longestCycles[c], cycles(busy(c)));
            slowest = busy(c) > busy(slowest) ? c : slowest;
        }
        slowestSteps[slowest] += busy(slowest) > 0 ? 1 : 0;
        long cycles = cycles(busy(slowest) + synchronisation);
        stepCycles.recordAt(step, cycles);
        totalCycles += cycles;
        Arrays.fill(neuronNanos, 0);
        Arrays.fill(messageNanos, 0);
    }

    private double busy(int c) {
        return Math.max(neuronNanos[c], messageNanos[c]);
    }

    /** A step's time in cycles, the last one whole. */
    private long cycles(double nanos) {
        return (long) Math.ceil(nanos * chip.clockHz() / GIGA);
    }

    /** What a layer did: its neurons' updates, its packets, and the operations in it. */
    public EventCounts counts(int layer) {
        long[] of = counts[layer];
        return new EventCounts(
                of[Event.ACCESS.ordinal()],
                of[Event.UPDATE.ordinal()],
                of[Event.SPIKE.ordinal()],
                of[Event.DENSE.ordinal()],
                of[Event.SPARSE.ordinal()],
                of[Event.CONVOLUTION.ordinal()],
                of[Event.MESSAGE.ordinal()],
                of[Event.EAST_WEST.ordinal()],
                of[Event.NORTH_SOUTH.ordinal()],
                of[Event.INTER_CHIP.ordinal()]);
    }

    /** What all layers did. */
    public EventCounts counts() {
        return IntStream.range(0, counts.length).mapToObj(this::counts).reduce(EventCounts.NONE, EventCounts::plus);
    }

    /** What the events take. */
    public EventCosts costs() {
        return costs;
    }

    /** The time of all steps. */
    public double chipSeconds() {
        return totalCycles / chip.clockHz();
    }

    @Override
    public NetworkTiming kind() {
        return NetworkTiming.IDEAL;
    }

    @Override
    public Latencies packetCycles() {
        return ideal.packetCycles();
    }

    @Override
    public Latencies stepCycles() {
        return stepCycles;
    }

    @Override
    public long totalCycles() {
        return totalCycles;
    }

    /** None: a step ends when all cores are done. */
    @Override
    public long lateSteps() {
        return 0;
    }

    @Override
    public List<RunResult.SlowCore> slowestCores(List<String> layerNames) {
        Mesh mesh = chip.mesh();
        return IntStream.range(1, slices.size())
                .boxed()
                .filter(c -> slowestSteps[c] > 0)
                .sorted(Comparator.comparingLong((Integer c) -> -slowestSteps[c])
                        .thenComparing(c -> c))
                .limit(SHOWN)
                .map(c -> new RunResult.SlowCore(
                        mesh.x(slices.get(c).node()) + ","
                                + mesh.y(slices.get(c).node()),
                        layerNames.get(slices.get(c).population()),
                        slowestSteps[c],
                        longestCycles[c]))
                .toList();
    }

    @Override
    public List<RunResult.SlowLink> slowestLinks() {
        return List.of();
    }

    /** Between steps, when the times of the last one are added up. */
    @Override
    public void state(StateFields fields) {
        for (int c = 0; c < wasActive.length; c++) {
            long[] words = fields.varying("active neurons of core " + c, wasActive[c]);
            wasActive[c] = Arrays.copyOf(words, wasActive[c].length);
        }
        fields.all("steps in which cores were slowest", slowestSteps);
        fields.all("longest steps of cores", longestCycles);
        for (int layer = 0; layer < counts.length; layer++) {
            fields.all("events of layer " + layer, counts[layer]);
        }
        fields.part("cycles of steps", stepCycles);
        totalCycles = fields.whole("cycles", totalCycles);
    }
}
