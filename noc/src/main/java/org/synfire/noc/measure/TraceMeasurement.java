package org.synfire.noc.measure;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.LatencyModel;
import org.synfire.noc.theory.TrafficFlows;
import org.synfire.noc.traffic.PacketTrace;
import org.synfire.noc.traffic.TraceReader;

/**
 * Replays a trace: every packet is offered at its cycle and measured, from cycle 0 until the last has arrived. A trace
 * ends, so there is neither warm-up nor saturation, unless a source queue takes no more.
 */
public final class TraceMeasurement {
    private static final int SLICES = 100;
    private static final long DRAIN_CYCLES = 1_000;
    private static final double NANOS = 1e9;

    private TraceMeasurement() {}

    /**
     * What was measured; its loads are means over the whole replay.
     *
     * @param networks builds the network
     * @param spec which network, on the trace's mesh
     * @param trace what is offered
     * @param stop whether to end before; what was measured until then is returned
     * @param progress told while it runs
     * @throws InputException if the network's mesh is not the trace's
     */
    public static LoadPoint measure(
            NetworkFactory networks,
            NetworkSpec spec,
            PacketTrace trace,
            BooleanSupplier stop,
            MeasurementProgress progress) {
        requireMesh(spec.mesh(), trace);
        PacketStatistics statistics = new PacketStatistics();
        LatencyModel model =
                new LatencyModel(loads(spec.mesh(), trace), spec.router().zeroLoadTiming(trace.packetFlits()));
        try (CycleNetwork network = networks.build(spec, statistics, 0);
                TraceReader packets = trace.replay()) {
            PacketFeed feed = new PacketFeed(network, packets, trace.packetFlits());
            NetworkSnapshot from = new NetworkSnapshot(network, feed);
            statistics.measureFrom(from.cycle, trace.lastCycle() + 1);
            long begun = System.nanoTime();
            replay(network, feed, trace, stop, progress);
            long drainCycles = drain(network, feed, stop);
            double seconds = (System.nanoTime() - begun) / NANOS;
            MeasuredWindow window = new MeasuredWindow(spec.mesh(), from, new NetworkSnapshot(network, feed));
            return point(
                    trace,
                    statistics,
                    model,
                    window,
                    feed,
                    drainCycles,
                    seconds,
                    network.fingerprint(),
                    !stop.getAsBoolean());
        }
    }

    private static void requireMesh(Mesh mesh, PacketTrace trace) {
        if (mesh.width() != trace.mesh().width()
                || mesh.height() != trace.mesh().height()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s was recorded on a mesh of %dx%d, which cannot be replayed on one of %dx%d",
                    trace.file(),
                    trace.mesh().width(),
                    trace.mesh().height(),
                    mesh.width(),
                    mesh.height()));
        }
    }

    private static ChannelLoads loads(Mesh mesh, PacketTrace trace) {
        TrafficFlows flows = new TrafficFlows(mesh);
        try (TraceReader packets = trace.replay()) {
            for (; packets.cycle() != TraceReader.NO_MORE; packets.advance()) {
                flows.add(packets.source(), packets.destination(), 1);
            }
        }
        return flows.loads();
    }

    private static void replay(
            CycleNetwork network,
            PacketFeed feed,
            PacketTrace trace,
            BooleanSupplier stop,
            MeasurementProgress progress) {
        long cycles = trace.lastCycle() + 1;
        for (long slice = 1; slice <= SLICES && feed.fullSource() == PacketFeed.NONE && !stop.getAsBoolean(); slice++) {
            feed.runTo(Math.max(network.cycle(), (long) ((double) cycles * slice / SLICES)), stop);
            progress.at("replaying", network.cycle(), cycles);
        }
        feed.runTo(cycles, stop);
    }

    private static long drain(CycleNetwork network, PacketFeed feed, BooleanSupplier stop) {
        long end = network.cycle();
        boolean isEmpty = feed.fullSource() != PacketFeed.NONE;
        while (!isEmpty && !stop.getAsBoolean()) {
            isEmpty = network.advanceUntilEmpty(network.cycle() + DRAIN_CYCLES);
        }
        return network.cycle() - end;
    }

    private static LoadPoint point(
            PacketTrace trace,
            PacketStatistics statistics,
            LatencyModel model,
            MeasuredWindow window,
            PacketFeed feed,
            long drainCycles,
            double seconds,
            long fingerprint,
            boolean isComplete) {
        return new LoadPoint(
                trace.meanFlitsPerCycle(),
                trace.packetFlits(),
                model,
                statistics.figures(),
                verdict(window, feed, drainCycles, isComplete),
                window,
                0,
                drainCycles,
                seconds,
                fingerprint,
                isComplete);
    }

    private static Verdict verdict(MeasuredWindow window, PacketFeed feed, long drainCycles, boolean isComplete) {
        if (feed.fullSource() != PacketFeed.NONE) {
            return new Verdict(
                    Verdict.Outcome.SATURATED,
                    "saturated: the source queue of node " + feed.fullSource()
                            + " took no more, which ended the replay; " + window.fullestWords());
        }
        if (!isComplete) {
            return new Verdict(Verdict.Outcome.UNDETERMINED, "undetermined: the replay was stopped");
        }
        if (window.createdPackets() == 0) {
            return new Verdict(Verdict.Outcome.NOTHING_SENT, "nothing was offered: the trace has no packets");
        }
        return new Verdict(
                Verdict.Outcome.CARRIED,
                String.format(
                        Locale.ROOT,
                        "the last packet arrived %,d cycles after the last was created; %s",
                        drainCycles,
                        window.fullestWords()));
    }
}
