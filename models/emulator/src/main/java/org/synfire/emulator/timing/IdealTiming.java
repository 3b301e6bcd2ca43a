package org.synfire.emulator.timing;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.TrafficCounters;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.chip.ChipDescription;

/**
 * The {@code ideal} timing: counts packets, hops and link loads, and gives the least cycles that packets and steps
 * need.
 *
 * <p>A step needs at least what its busiest core needs for its weight words or for its neuron updates, which go on
 * beside each other (the weighted sums have two banks), and at least what the busiest channel needs for its flits;
 * nothing waits for anything else here. The figures come from the chip file, most of them assumed.
 */
public final class IdealTiming implements StepObserver, ChipTiming, Checkpointed {
    public static final String PACKET_CYCLES = "packet-cycles";
    public static final String STEP_CYCLES = "step-cycles";
    public static final String HOST_STEP = "host-step";
    /** The unit of the times at which latencies are recorded. */
    public static final String TIME_UNIT = "time steps";

    private final ChipDescription chip;
    private final List<Slice> slices;
    private final TrafficCounters traffic;
    private final StepWork work;
    private final long passedSteps;
    private final Latencies stepCycles = new Latencies(STEP_CYCLES, "cycles", TIME_UNIT);
    private final Latencies hostStepNanos = new Latencies(HOST_STEP, "nanos", TIME_UNIT);
    private int[][] meshRoutes;
    private int[] layerOfMeshRoute;
    private double busiestCoreCycles;
    private long lastCycles;
    private long lateSteps;
    private long totalCycles;

    /**
     * @param weightsPerWord of each core
     * @param neuronUpdateCycles of each core
     */
    public IdealTiming(ChipDescription chip, List<Slice> slices, int[] weightsPerWord, double[] neuronUpdateCycles) {
        this(chip, slices, weightsPerWord, neuronUpdateCycles, 0);
    }

    /**
     * Of a part of a run.
     *
     * @param weightsPerWord of each core
     * @param neuronUpdateCycles of each core
     * @param passedSteps steps of the run before the part, at least 0; times are counted from the run's beginning
     */
    public IdealTiming(
            ChipDescription chip,
            List<Slice> slices,
            int[] weightsPerWord,
            double[] neuronUpdateCycles,
            long passedSteps) {
        this.chip = chip;
        this.slices = slices;
        this.work = StepWork.of(chip.weightWordCycles(), slices, weightsPerWord, neuronUpdateCycles);
        this.passedSteps = passedSteps;
        this.traffic = new TrafficCounters(chip.mesh(), chip.routerTiming());
        traffic.pass(passedSteps);
    }

    @Override
    public void onStart(List<RouteGroup> routes) {
        meshRoutes = new int[routes.size()][];
        for (RouteGroup route : routes) {
            int from = slices.get(route.from()).node();
            meshRoutes[route.id()] = Arrays.stream(route.to())
                    .map(to -> traffic.route(from, slices.get(to).node()))
                    .toArray();
        }
        layerOfMeshRoute = new int[traffic.routes()];
        for (RouteGroup route : routes) {
            for (int meshRoute : meshRoutes[route.id()]) {
                layerOfMeshRoute[meshRoute] = slices.get(route.from()).population();
            }
        }
    }

    @Override
    public void onCore(int core, int spikes, long operations, long sample, int bitStep, long hash) {
        busiestCoreCycles = Math.max(busiestCoreCycles, work.cycles(core, operations));
    }

    @Override
    public void onPackets(int route, int spikes) {
        for (int meshRoute : meshRoutes[route]) {
            traffic.add(meshRoute, spikes);
        }
    }

    @Override
    public void onStepEnd(long step, long hostNanos) {
        traffic.endStep();
        long cycles = Math.max((long) Math.ceil(busiestCoreCycles), traffic.stepBusiestChannelCycles());
        busiestCoreCycles = 0;
        lastCycles = cycles;
        stepCycles.recordAt(passedSteps + step, cycles);
        totalCycles += cycles;
        hostStepNanos.recordAt(passedSteps + step, Math.max(0, hostNanos));
        lateSteps += cycles > chip.stepCycles() ? 1 : 0;
    }

    /** Links that the packets of a layer crossed. */
    public long hops(int layer) {
        long hops = 0;
        for (int route = 0; route < layerOfMeshRoute.length; route++) {
            hops += layerOfMeshRoute[route] == layer ? traffic.routePackets(route) * traffic.routeHops(route) : 0;
        }
        return hops;
    }

    /** What cores need for their work. */
    public StepWork work() {
        return work;
    }

    /** Cycles of the step that ended last. */
    public long lastCycles() {
        return lastCycles;
    }

    public TrafficCounters traffic() {
        return traffic;
    }

    @Override
    public Latencies stepCycles() {
        return stepCycles;
    }

    public Latencies hostStepNanos() {
        return hostStepNanos;
    }

    @Override
    public long totalCycles() {
        return totalCycles;
    }

    @Override
    public long lateSteps() {
        return lateSteps;
    }

    @Override
    public List<RunResult.SlowCore> slowestCores(List<String> layerNames) {
        return List.of();
    }

    @Override
    public List<RunResult.SlowLink> slowestLinks() {
        return List.of();
    }

    /** Each packet's cycles from core to core in an empty network. */
    @Override
    public NetworkTiming kind() {
        return NetworkTiming.IDEAL;
    }

    @Override
    public Latencies packetCycles() {
        Latencies latencies = new Latencies(PACKET_CYCLES, "cycles");
        ZeroLoadLatency zeroLoad = new ZeroLoadLatency(chip.routerTiming());
        for (int route = 0; route < traffic.routes(); route++) {
            latencies.record(
                    zeroLoad.cycles(traffic.routeHops(route), traffic.routeChipCrossings(route)),
                    traffic.routePackets(route));
        }
        return latencies;
    }

    public RunResult.BusiestLink busiestLink() {
        return links().busiest(chip.mesh());
    }

    /** The packets that crossed links, over time. */
    public LinkPackets links() {
        return LinkPackets.of(chip.mesh(), traffic);
    }

    @Override
    public void state(StateFields fields) {
        fields.part("traffic", traffic);
        fields.part("cycles of steps", stepCycles);
        fields.part("host nanoseconds of steps", hostStepNanos);
        busiestCoreCycles = fields.real("cycles of the busiest core", busiestCoreCycles);
        lastCycles = fields.whole("cycles of the last step", lastCycles);
        lateSteps = fields.whole("late steps", lateSteps);
        totalCycles = fields.whole("cycles", totalCycles);
    }
}
