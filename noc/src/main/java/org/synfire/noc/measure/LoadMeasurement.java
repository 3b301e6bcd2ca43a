package org.synfire.noc.measure;

import java.util.function.BooleanSupplier;
import org.synfire.noc.Mesh;
import org.synfire.noc.RouterTiming;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.theory.Channel;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.LatencyModel;

/**
 * Measures one network at one load: warm-up, measured cycles, drain with the load kept on.
 *
 * <p><b>Threads:</b> one; others may ask it to stop. <b>Memory:</b> the network's, and a histogram each for two latencies.
 */
final class LoadMeasurement {
    private static final int STEADY_SLICES = 16;
    private static final int MOST_WARMUP_BATCHES = 40;
    private static final double STEADY_SHARE = 0.03;
    private static final double STEADY_ERRORS = 3;
    private static final long FEWEST_BATCH_CYCLES = 500;
    private static final long FEWEST_CYCLES = 10_000;
    private static final long MOST_EXTENSIONS = 6;
    private static final long ENOUGH_PACKETS = 4_000_000;
    private static final double CORRELATED = 0.4;
    private static final double NANOS = 1e9;

    private final OfferedTraffic traffic;
    private final MeasurementPlan plan;
    private final BooleanSupplier stop;
    private final MeasurementProgress progress;
    private final PacketStatistics statistics = new PacketStatistics();
    private final CycleNetwork network;
    private final PacketFeed feed;
    private final LatencyModel model;
    private final SaturationTest saturation;
    private final long longestZeroLoadCycles;

    private LoadMeasurement(NetworkFactory networks, NetworkSpec spec, OfferedTraffic traffic, MeasurementPlan plan, ChannelLoads loads, BooleanSupplier stop,
            MeasurementProgress progress) {
        this.traffic = traffic;
        this.plan = plan;
        this.stop = stop;
        this.progress = progress;
        Mesh mesh = spec.mesh();
        RouterTiming timing = spec.router().zeroLoadTiming(traffic.process().packetFlits());
        model = new LatencyModel(loads, timing);
        longestZeroLoadCycles = new ZeroLoadLatency(timing).cycles(mesh.width() + mesh.height() - 2, mesh.chipCrossings(0, mesh.nodes() - 1));
        saturation = new SaturationTest(model, traffic.process(), spec.routing(), !spec.faults().isEmpty());
        network = networks.build(spec, statistics);
        feed = new PacketFeed(network, traffic.packets(mesh), traffic.process().packetFlits());
    }

    /**
     * @param networks builds the network
     * @param spec     which network
     * @param traffic  what is offered to it
     * @param plan     how long
     * @param loads    the traffic's loads in theory
     * @param stop     whether to end before; what was measured until then is returned
     * @param progress told while it runs
     */
    static LoadPoint measure(NetworkFactory networks, NetworkSpec spec, OfferedTraffic traffic, MeasurementPlan plan, ChannelLoads loads, BooleanSupplier stop,
            MeasurementProgress progress) {
        LoadMeasurement measurement = new LoadMeasurement(networks, spec, traffic, plan, loads, stop, progress);
        try (CycleNetwork open = measurement.network) {
            return measurement.run(open.cycle());
        }
    }

    private LoadPoint run(long start) {
        warmUp();
        long warm = network.cycle();
        NetworkSnapshot from = new NetworkSnapshot(network);
        feed.restartCount();
        long begun = System.nanoTime();
        long end = measureFrom(from);
        double seconds = (System.nanoTime() - begun) / NANOS;
        NetworkSnapshot to = new NetworkSnapshot(network);
        ChannelUse use = new ChannelUse(network.mesh(), from, to);
        long created = feed.createdPackets();
        boolean isGrowing = saturation.isGrowing(use, feed, statistics.batches());
        Verdict early = isGrowing ? saturation.verdict(use, feed, statistics.batches(), true, 0) : null;
        long expected = created - use.packetsLost();
        boolean isDrained = !isGrowing && drain(expected, use.cycles());
        long drainCycles = network.cycle() - end;
        boolean isComplete = !stop.getAsBoolean();
        Verdict verdict = early != null ? early : saturation.verdict(use, feed, statistics.batches(), isDrained || !isComplete, drainCycles);
        return point(use, created, verdict, warm - start, drainCycles, seconds, isComplete);
    }

    private void warmUp() {
        if (plan.warmupCycles().isPresent()) {
            long cycles = plan.warmupCycles().getAsLong();
            runTo(cycles, "warm-up", 0, cycles);
            return;
        }
        long batchCycles = Math.max(FEWEST_BATCH_CYCLES, 2 * longestZeroLoadCycles);
        double last = Double.NaN;
        for (int batch = 0; batch < MOST_WARMUP_BATCHES && !stop.getAsBoolean(); batch++) {
            double underway = meanPacketsUnderway(batchCycles);
            progress.at("warm-up", network.cycle(), network.cycle() + batchCycles);
            double tolerance = STEADY_SHARE * underway + STEADY_ERRORS * Math.sqrt(Math.max(1, underway) / STEADY_SLICES);
            if (Math.abs(underway - last) <= tolerance) {
                return;
            }
            last = batch == 0 ? Double.NaN : underway;
        }
    }

    private double meanPacketsUnderway(long cycles) {
        long start = network.cycle();
        double sum = 0;
        for (int slice = 1; slice <= STEADY_SLICES; slice++) {
            feed.runTo(start + cycles * slice / STEADY_SLICES, stop);
            sum += network.counters().packetsUnderway();
        }
        return sum / STEADY_SLICES;
    }

    /** Runs the measured cycles and returns the first that is not measured. */
    private long measureFrom(NetworkSnapshot from) {
        long cycles = plan.cycles().orElse(Math.max(FEWEST_CYCLES, (long) (20 * model.zeroLoadCycles())));
        statistics.measureFrom(from.cycle, cycles);
        runTo(from.cycle + cycles, "measuring", from.cycle, cycles);
        for (int extension = 0; extension < MOST_EXTENSIONS && !isEnough(from); extension++) {
            cycles *= 2;
            runTo(from.cycle + cycles, "measuring", from.cycle, cycles);
        }
        statistics.measureUntil(network.cycle());
        return network.cycle();
    }

    private boolean isEnough(NetworkSnapshot from) {
        if (plan.cycles().isPresent() || stop.getAsBoolean() || feed.isExhausted() || feed.createdPackets() > ENOUGH_PACKETS) {
            return true;
        }
        BatchMeans latency = statistics.batches();
        boolean isPrecise = latency.halfWidth() <= plan.precision() * latency.mean() && latency.correlation() < CORRELATED;
        return isPrecise || saturation.isGrowing(new ChannelUse(network.mesh(), from, new NetworkSnapshot(network)), feed, latency);
    }

    /** Keeps the load on until the measured packets have arrived; false if they do not in as many cycles as were measured. */
    private boolean drain(long expected, long measuredCycles) {
        long bound = network.cycle() + measuredCycles + 20 * longestZeroLoadCycles;
        long slice = Math.max(FEWEST_BATCH_CYCLES / 10, longestZeroLoadCycles / 4);
        while (statistics.packets() < expected && network.cycle() < bound && feed.fullSource() == PacketFeed.NONE && !stop.getAsBoolean()) {
            feed.runTo(Math.min(bound, network.cycle() + slice), stop);
        }
        return statistics.packets() == expected;
    }

    private void runTo(long cycle, String phase, long startCycle, long cycles) {
        long slice = Math.max(1, cycles / 100);
        while (network.cycle() < cycle && feed.fullSource() == PacketFeed.NONE && !stop.getAsBoolean()) {
            feed.runTo(Math.min(cycle, network.cycle() + slice), stop);
            progress.at(phase, network.cycle() - startCycle, cycles);
        }
    }

    private LoadPoint point(ChannelUse use, long created, Verdict verdict, long warmupCycles, long drainCycles, double seconds, boolean isComplete) {
        double nodeCycles = (double) use.mesh().nodes() * Math.max(1, use.cycles());
        int flits = traffic.process().packetFlits();
        return new LoadPoint(traffic.process().flitsPerCycle(), created * flits / nodeCycles, use.flitsDelivered() / nodeCycles, acceptedMinimum(use), statistics.packetLatency(),
                statistics.batches().halfWidth(), statistics.networkLatency(), model.zeroLoadCycles(), statistics.meanHops(), model.loads().idealSaturation(), verdict, use,
                statistics.packets(), use.packetsLost(), warmupCycles, use.cycles(), drainCycles, use.routerTraversals(), seconds, network.fingerprint(), isComplete);
    }

    private double acceptedMinimum(ChannelUse use) {
        double least = Double.POSITIVE_INFINITY;
        for (int node = 0; node < use.mesh().nodes(); node++) {
            Channel port = new Channel(Channel.Kind.EJECTION, node);
            if (model.loads().load(port) > 0) {
                least = Math.min(least, (double) use.flits(port) / Math.max(1, use.cycles()));
            }
        }
        return least;
    }
}
