package org.synfire.emulator.timing;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.Mesh;
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
public final class IdealTiming implements StepObserver, ChipTiming {
    public static final String PACKET_CYCLES = "packet-cycles";
    public static final String STEP_CYCLES = "step-cycles";
    /** The unit of the times at which latencies are recorded. */
    static final String TIME_UNIT = "time steps";

    private final ChipDescription chip;
    private final List<Slice> slices;
    private final TrafficCounters traffic;
    private final int[] weightsPerWord;
    private final Latencies stepCycles = new Latencies(STEP_CYCLES, "cycles", TIME_UNIT);
    private final Latencies hostStepNanos = new Latencies("host-step", "nanos", TIME_UNIT);
    private int[][] meshRoutes;
    private int[] layerOfMeshRoute;
    private final double[] neuronUpdateCycles;
    private double busiestCoreCycles;
    private long lateSteps;
    private long totalCycles;

    /**
     * @param weightsPerWord of each core
     * @param neuronUpdateCycles of each core
     */
    public IdealTiming(ChipDescription chip, List<Slice> slices, int[] weightsPerWord, double[] neuronUpdateCycles) {
        this.chip = chip;
        this.slices = slices;
        this.weightsPerWord = weightsPerWord;
        this.neuronUpdateCycles = neuronUpdateCycles;
        this.traffic = new TrafficCounters(chip.mesh(), chip.routerTiming());
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
        double words = Math.ceilDiv(operations, weightsPerWord[core]) * chip.weightWordCycles();
        double updates = core == 0 ? 0 : slices.get(core).neurons() * neuronUpdateCycles[core];
        busiestCoreCycles = Math.max(busiestCoreCycles, Math.max(words, updates));
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
        stepCycles.recordAt(step, cycles);
        totalCycles += cycles;
        hostStepNanos.recordAt(step, Math.max(0, hostNanos));
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
        long[] loads = traffic.linkPackets();
        int busiest = 0;
        for (int link = 1; link < loads.length; link++) {
            busiest = loads[link] > loads[busiest] ? link : busiest;
        }
        Mesh mesh = chip.mesh();
        return loads[busiest] == 0
                ? null
                : new RunResult.BusiestLink(
                        place(mesh, mesh.linkSource(busiest)), place(mesh, mesh.linkTarget(busiest)), loads[busiest]);
    }

    private static String place(Mesh mesh, int node) {
        return mesh.x(node) + "," + mesh.y(node);
    }
}
