package org.synfire.noc.measure;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.synfire.noc.Mesh;
import org.synfire.noc.RouterTiming;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.LatencyModel;
import org.synfire.noc.traffic.PacketSource;

/**
 * Measures one network at one load: warm-up, measured cycles, and a drain during which the load continues.
 *
 * <p><b>Threads:</b> one; it asks whether to stop. <b>Memory:</b> the network's, and a histogram each for two
 * latencies.
 */
public final class LoadMeasurement {
    private static final int STEADY_SLICES = 16;
    private static final int MOST_WARMUP_BATCHES = 40;
    private static final double STEADY_SHARE = 0.03;
    private static final double STEADY_ERRORS = 3;
    private static final long FEWEST_BATCH_CYCLES = 500;
    private static final long FEWEST_CYCLES = 10_000;
    private static final long FEWEST_CYCLES_BEYOND_THEORY = 4;
    private static final long MOST_EXTENSIONS = 6;
    private static final long ENOUGH_PACKETS = 4_000_000;
    private static final long ENOUGH_NODE_CYCLES = 8_000_000;
    /** Packets in flight per node that no steady network has. */
    private static final int CROWD_PER_NODE = 200;

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

    private LoadMeasurement(
            NetworkFactory networks,
            NetworkSpec spec,
            OfferedTraffic traffic,
            UnaryOperator<PacketSource> tap,
            MeasurementPlan plan,
            ChannelLoads loads,
            BooleanSupplier stop,
            MeasurementProgress progress) {
        this.traffic = traffic;
        this.plan = plan;
        this.stop = stop;
        this.progress = progress;
        Mesh mesh = spec.mesh();
        RouterTiming timing = spec.router().zeroLoadTiming(traffic.process().packetFlits());
        model = new LatencyModel(loads, timing);
        longestZeroLoadCycles = new ZeroLoadLatency(timing)
                .cycles(mesh.width() + mesh.height() - 2, mesh.chipCrossings(0, mesh.nodes() - 1));
        saturation = new SaturationTest(model, traffic.process(), spec);
        network = networks.build(spec, statistics, traffic.process().flitsPerCycle() * (loads.meanHops() + 1));
        feed = new PacketFeed(
                network, tap.apply(traffic.packets(mesh)), traffic.process().packetFlits());
    }

    /**
     * What was measured.
     *
     * @param networks builds the network
     * @param spec which network
     * @param traffic what is offered to it
     * @param tap sees the packets that are offered, such as a recorder
     * @param plan how long
     * @param loads the loads of the traffic by theory, {@link OfferedTraffic#loads}
     * @param stop whether to end before; what was measured until then is returned
     * @param progress told while it runs
     */
    public static LoadPoint measure(
            NetworkFactory networks,
            NetworkSpec spec,
            OfferedTraffic traffic,
            UnaryOperator<PacketSource> tap,
            MeasurementPlan plan,
            ChannelLoads loads,
            BooleanSupplier stop,
            MeasurementProgress progress) {
        LoadMeasurement measurement = new LoadMeasurement(networks, spec, traffic, tap, plan, loads, stop, progress);
        try (CycleNetwork open = measurement.network) {
            return measurement.run(open.cycle());
        }
    }

    private LoadPoint run(long start) {
        warmUp();
        NetworkSnapshot from = snapshot();
        long begun = System.nanoTime();
        measureFrom(from);
        double seconds = (System.nanoTime() - begun) / NANOS;
        MeasuredWindow window = windowSince(from);
        long end = network.cycle();
        boolean isDrained = !saturation.isGrowing(window, feed, statistics.batches()) && drain(window);
        boolean isComplete = !stop.getAsBoolean();
        Verdict verdict = saturation.verdict(
                window,
                feed,
                statistics.figures(),
                statistics.batches(),
                from.cycle - start,
                isDrained,
                network.cycle() - end,
                isComplete);
        return point(window, verdict, from.cycle - start, network.cycle() - end, seconds, isComplete);
    }

    private NetworkSnapshot snapshot() {
        return new NetworkSnapshot(network, feed);
    }

    private MeasuredWindow windowSince(NetworkSnapshot from) {
        return new MeasuredWindow(network.mesh(), from, snapshot());
    }

    private void warmUp() {
        if (plan.warmupCycles().isPresent()) {
            long cycles = plan.warmupCycles().getAsLong();
            runTo(cycles, "warm-up", 0, cycles);
            return;
        }
        long batchCycles = boundedBeyondTheory(Math.max(FEWEST_BATCH_CYCLES, 2 * longestZeroLoadCycles));
        double crowd = CROWD_PER_NODE * network.mesh().nodes();
        double last = 0;
        long mostBatches = boundedBeyondTheory(MOST_WARMUP_BATCHES * batchCycles) / batchCycles;
        for (int batch = 0; batch < mostBatches && last < crowd && !stop.getAsBoolean(); batch++) {
            double inFlight = meanPacketsInFlight(batchCycles);
            progress.at("warm-up", network.cycle(), network.cycle() + batchCycles);
            double tolerance =
                    STEADY_SHARE * inFlight + STEADY_ERRORS * Math.sqrt(Math.max(1, inFlight) / STEADY_SLICES);
            if (batch > 1 && Math.abs(inFlight - last) <= tolerance) {
                return;
            }
            last = inFlight;
        }
    }

    private double meanPacketsInFlight(long cycles) {
        long start = network.cycle();
        double sum = 0;
        for (int slice = 1; slice <= STEADY_SLICES; slice++) {
            feed.runTo(start + cycles * slice / STEADY_SLICES, stop);
            sum += network.counters().packetsInFlight();
        }
        return sum / STEADY_SLICES;
    }

    private void measureFrom(NetworkSnapshot from) {
        long cycles = plan.cycles().orElseGet(this::firstCycles);
        statistics.measureFrom(from.cycle, cycles);
        runTo(from.cycle + cycles, "measuring", from.cycle, cycles);
        for (int extension = 0; extension < MOST_EXTENSIONS && !isEnough(from); extension++) {
            cycles *= 2;
            runTo(from.cycle + cycles, "measuring", from.cycle, cycles);
        }
        statistics.measureUntil(network.cycle());
    }

    private long firstCycles() {
        double spanCycles = areBurstsTooLong()
                ? model.zeroLoadCycles()
                : saturation.requirements().spanCycles();
        return boundedBeyondTheory((long) Math.max(FEWEST_CYCLES, WindowRequirements.SPANS_UNDER_LOAD * spanCycles));
    }

    /** Whether a measurement that is long enough for its bursts has more packets than are taken without being told. */
    private boolean areBurstsTooLong() {
        double burstFlits = (saturation.requirements().unitPackets() - 1)
                * traffic.process().packetFlits();
        double packetsPerCycle = traffic.process().flitsPerCycle()
                / traffic.process().packetFlits()
                * network.mesh().nodes();
        return WindowRequirements.SPANS_UNDER_LOAD * burstFlits * packetsPerCycle > ENOUGH_PACKETS;
    }

    /** Where nothing can be steady, no more than the memory holds: every packet that waits takes some. */
    private long boundedBeyondTheory(long cycles) {
        return saturation.isBeyondTheory()
                ? Math.min(
                        cycles,
                        Math.max(
                                FEWEST_CYCLES_BEYOND_THEORY,
                                ENOUGH_NODE_CYCLES / network.mesh().nodes()))
                : cycles;
    }

    private boolean isEnough(NetworkSnapshot from) {
        if (plan.cycles().isPresent() || stop.getAsBoolean() || feed.isExhausted()) {
            return true;
        }
        MeasuredWindow window = windowSince(from);
        BatchMeans latency = statistics.batches();
        boolean isPrecise = latency.halfWidth() <= plan.precision() * latency.mean()
                && latency.correlation() < CORRELATED
                && saturation
                        .requirements()
                        .lackToCarry(window, statistics.figures())
                        .isEmpty();
        return isPrecise
                || areBurstsTooLong()
                || window.createdPackets() > ENOUGH_PACKETS
                || saturation.isGrowing(window, feed, latency);
    }

    /**
     * Keeps the load on until the measured packets have arrived; false if they do not in about as many cycles as were
     * measured.
     */
    private boolean drain(MeasuredWindow window) {
        long expected = WindowRequirements.sent(window);
        long bound = network.cycle() + window.cycles() + 20 * longestZeroLoadCycles;
        long slice = Math.max(FEWEST_BATCH_CYCLES / 10, longestZeroLoadCycles / 4);
        while (statistics.packets() < expected
                && network.cycle() < bound
                && feed.fullSource() == PacketFeed.NONE
                && !stop.getAsBoolean()) {
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

    private LoadPoint point(
            MeasuredWindow window,
            Verdict verdict,
            long warmupCycles,
            long drainCycles,
            double seconds,
            boolean isComplete) {
        return new LoadPoint(
                traffic.process().flitsPerCycle(),
                traffic.process().packetFlits(),
                model,
                statistics.figures(),
                verdict,
                window,
                warmupCycles,
                drainCycles,
                seconds,
                network.fingerprint(),
                isComplete);
    }
}
