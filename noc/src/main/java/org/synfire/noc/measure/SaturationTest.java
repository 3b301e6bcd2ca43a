package org.synfire.noc.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.theory.Channel;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.LatencyModel;
import org.synfire.noc.traffic.BurstyInjection;
import org.synfire.noc.traffic.InjectionProcess;

/**
 * Judges from the measured cycles whether a network is saturated. Any of these is enough:
 *
 * <ul>
 *   <li>theory, if nothing is faulty: a channel would have to carry more than a flit a cycle. For links this is asked
 *       under XY only, other routings choose their own;
 *   <li>source queues grew by more than 2 % of the packets created, or one of them by more than 3 % of its own, and by
 *       more than {@value #NOISE_PACKETS} packets (mean bursts) beyond that;
 *   <li>mean packet latency is above {@value #LATENCY_FACTOR} times that of lone packets and still rose by half from
 *       the first to the last quarter;
 *   <li>measured packets did not arrive in as many cycles as were measured, or a source queue was full.
 * </ul>
 *
 * <p>A mean above a fixed number of cycles is no such sign: one starved flow can hide in it for long.
 */
final class SaturationTest {
    static final double LATENCY_FACTOR = 3;
    private static final double GROWTH_SHARE = 0.02;
    private static final double OWN_GROWTH_SHARE = 0.03;
    private static final double NOISE_PACKETS = 64;
    private static final double RISE = 1.5;
    private static final double ROUNDING = 1e-9;

    private final ChannelLoads loads;
    private final LatencyModel model;
    private final InjectionProcess process;
    private final boolean isBoundByLinks;
    /**
     * Of the channels that every routing has to use, or of all where the routing is the one theory knows; 0 with
     * faults, which theory does not know.
     */
    private final double highestLoad;

    SaturationTest(LatencyModel model, InjectionProcess process, Routing routing, boolean hasFaults) {
        this.model = model;
        this.process = process;
        loads = model.loads();
        isBoundByLinks = routing.followsXyRoutes();
        highestLoad = hasFaults ? 0 : highestLoad(loads, isBoundByLinks);
    }

    /** Whether there are signs in the measured cycles, before the drain. */
    boolean isGrowing(MeasuredWindow window, PacketFeed feed, BatchMeans latency) {
        return isBeyondTheory()
                || feed.fullSource() != PacketFeed.NONE
                || growsInAll(window)
                || growsAtOneSource(window)
                || isRising(latency);
    }

    /** Whether no network could carry the load. */
    boolean isBeyondTheory() {
        return process.flitsPerCycle() * highestLoad > 1 + ROUNDING;
    }

    private static double highestLoad(ChannelLoads loads, boolean withLinks) {
        return Channel.all(loads.mesh()).stream()
                .filter(channel -> withLinks || channel.kind() != Channel.Kind.LINK)
                .mapToDouble(loads::load)
                .max()
                .orElse(0);
    }

    private double noise() {
        return NOISE_PACKETS * (process instanceof BurstyInjection bursts ? bursts.meanBurstPackets() : 1);
    }

    private boolean growsInAll(MeasuredWindow window) {
        return window.queueGrowth() > GROWTH_SHARE * window.createdPackets() + noise();
    }

    private boolean growsAtOneSource(MeasuredWindow window) {
        return IntStream.range(0, loads.mesh().nodes())
                .anyMatch(node -> window.queueGrowth(node) > OWN_GROWTH_SHARE * window.createdPackets(node) + noise());
    }

    private boolean isRising(BatchMeans latency) {
        return latency.mean() > LATENCY_FACTOR * model.zeroLoadCycles() && latency.rise() >= RISE;
    }

    /**
     * @param isDrained whether every measured packet arrived
     * @param drainCycles cycles that were waited for them
     */
    Verdict verdict(MeasuredWindow window, PacketFeed feed, BatchMeans latency, boolean isDrained, long drainCycles) {
        boolean isGrowing = isGrowing(window, feed, latency);
        if (!isGrowing && isDrained) {
            return new Verdict(false, "carries what is offered; " + window.fullestWords());
        }
        Mesh mesh = loads.mesh();
        List<String> words = new ArrayList<>();
        words.add(String.format(
                Locale.ROOT,
                "saturated: %.4g flits per node and cycle are offered, %.4g arrive",
                process.flitsPerCycle(),
                window.accepted()));
        words.add(window.fullestWords());
        if (isBeyondTheory()) {
            words.add(String.format(
                    Locale.ROOT,
                    "no network of this shape can carry more than %.4g of this traffic%s: then %s is full",
                    1 / highestLoad,
                    isBoundByLinks ? " under XY" : "",
                    isBoundByLinks ? loads.fullest().words(mesh) : "a core's port"));
        }
        if (window.cycles() < model.zeroLoadCycles()) {
            words.add(String.format(
                    Locale.ROOT,
                    "%,d cycles were measured, less than the %,.0f that a lone packet takes: more would arrive later",
                    window.cycles(),
                    model.zeroLoadCycles()));
        }
        if (window.queueGrowth() > 0) {
            words.add(String.format(
                    Locale.ROOT,
                    "in %,d cycles the source queues grew by %,d packets, most at node %s",
                    window.cycles(),
                    window.queueGrowth(),
                    Channel.place(mesh, longestGrowth(window))));
        }
        if (isRising(latency)) {
            words.add(String.format(
                    Locale.ROOT,
                    "mean latency rose by %.0f %% from the first quarter of these cycles to the last",
                    100 * (latency.rise() - 1)));
        }
        if (feed.fullSource() != PacketFeed.NONE) {
            words.add("the source queue of node " + Channel.place(mesh, feed.fullSource())
                    + " took no more, which ended the run");
        }
        if (!isGrowing) {
            words.add(String.format(
                    Locale.ROOT,
                    "measured packets had not arrived %,d cycles after the last was created",
                    drainCycles));
        }
        return new Verdict(true, String.join("; ", words));
    }

    private static int longestGrowth(MeasuredWindow window) {
        int longest = 0;
        for (int node = 1; node < window.mesh().nodes(); node++) {
            longest = window.queueGrowth(node) > window.queueGrowth(longest) ? node : longest;
        }
        return longest;
    }
}
