package org.synfire.noc.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.theory.Channel;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.CreditBound;
import org.synfire.noc.theory.LatencyModel;
import org.synfire.noc.traffic.InjectionProcess;

/**
 * Judges from the measured cycles whether a network is saturated. Any of these is enough:
 *
 * <ul>
 *   <li>theory, if nothing is faulty: a channel would have to carry all that its credits allow, or more. For links this
 *       is asked under XY only, other routings choose their own. A channel that carries exactly as much has no steady
 *       state, because it is fed by several random sources; only a source that sends in every cycle is not random;
 *   <li>source queues grew by more than 2 % of the packets created, or one of them by more than 3 % of its own, and by
 *       more than {@value #NOISE_PACKETS} packets (mean bursts) beyond that;
 *   <li>mean packet latency is above {@value #LATENCY_FACTOR} times that of lone packets and still rose by half from
 *       the first to the last quarter;
 *   <li>measured packets did not arrive in as many cycles as were measured, or a source queue was full.
 * </ul>
 *
 * <p>A mean above a fixed number of cycles is no such sign: one starved flow can hide in it for long. Except for theory
 * and a full source queue, neither verdict is given on cycles that lack what {@link WindowRequirements} asks for.
 */
final class SaturationTest {
    static final double LATENCY_FACTOR = 3;
    static final double GROWTH_SHARE = 0.02;
    static final double NOISE_PACKETS = 64;
    private static final double OWN_GROWTH_SHARE = 0.03;
    private static final double RISE = 1.5;
    private static final double ROUNDING = 1e-9;

    private final ChannelLoads loads;
    private final LatencyModel model;
    private final InjectionProcess process;
    private final WindowRequirements requirements;
    private final CreditBound credits;
    private final boolean isBoundByLinks;
    /** The load at which the first of these channels is full; infinite with faults, which theory does not know. */
    private final double bound;

    SaturationTest(LatencyModel model, InjectionProcess process, NetworkSpec spec) {
        this.model = model;
        this.process = process;
        loads = model.loads();
        requirements = new WindowRequirements(model, process);
        credits = new CreditBound(spec.router());
        isBoundByLinks = spec.routing().followsXyRoutes();
        bound = spec.faults().isEmpty() ? 1 / use(firstFull()) : Double.POSITIVE_INFINITY;
    }

    /** What must be measured for a verdict. */
    WindowRequirements requirements() {
        return requirements;
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
        double load = process.flitsPerCycle();
        return load > bound * (1 + ROUNDING) || isAtTheBound();
    }

    private boolean isAtTheBound() {
        return bound <= 1
                && process.flitsPerCycle() < 1
                && Math.abs(process.flitsPerCycle() - bound) <= ROUNDING * bound;
    }

    /** Of the channels that every routing has to use, or of all if the routing is the one that theory knows. */
    private Channel firstFull() {
        Channel first = loads.fullest();
        if (!isAsked(first)) {
            first = new Channel(Channel.Kind.INJECTION, 0);
        }
        for (Channel channel : Channel.all(loads.mesh())) {
            first = isAsked(channel) && use(channel) > use(first) * (1 + ROUNDING) ? channel : first;
        }
        return first;
    }

    private boolean isAsked(Channel channel) {
        return isBoundByLinks || channel.kind() != Channel.Kind.LINK;
    }

    /** Share of a channel's capacity that is used at a load of one flit per node and cycle. */
    private double use(Channel channel) {
        return loads.load(channel) / credits.perChannel(channel.kind());
    }

    private double noise() {
        return NOISE_PACKETS * requirements.unitPackets();
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
     * @param packets what is known of the measured packets
     * @param latency their latency over time
     * @param warmupCycles cycles before the measured ones
     * @param isDrained whether every measured packet arrived
     * @param drainCycles cycles that were waited for them
     * @param isComplete false if the measurement was stopped
     */
    Verdict verdict(
            MeasuredWindow window,
            PacketFeed feed,
            PacketFigures packets,
            BatchMeans latency,
            long warmupCycles,
            boolean isDrained,
            long drainCycles,
            boolean isComplete) {
        if (process.flitsPerCycle() == 0) {
            return new Verdict(Verdict.Outcome.NOTHING_SENT, "nothing was offered, so nothing was measured");
        }
        if (isBeyondTheory() || feed.fullSource() != PacketFeed.NONE) {
            return new Verdict(Verdict.Outcome.SATURATED, words(window, feed, latency, drainCycles));
        }
        if (WindowRequirements.sent(window) == 0 && window.packetsLost() > 0) {
            return new Verdict(
                    Verdict.Outcome.NOTHING_SENT,
                    String.format(
                            Locale.ROOT,
                            "nothing was sent: faults cut off all %,d packets from their destinations",
                            window.packetsLost()));
        }
        boolean isGrowing = isGrowing(window, feed, latency);
        if (!isComplete && !isGrowing) {
            return new Verdict(Verdict.Outcome.UNDETERMINED, "undetermined: the measurement was stopped");
        }
        boolean isCarried = !isGrowing && isDrained;
        Optional<String> lack = isCarried
                ? requirements.lackToCarry(window, packets)
                : requirements.lackToSaturate(window, warmupCycles);
        if (lack.isPresent()) {
            long enough = requirements.enoughCycles(window);
            String none = enough == 0 ? "; more cycles are needed than can be measured" : "";
            return new Verdict(Verdict.Outcome.UNDETERMINED, "undetermined: " + lack.get() + none, enough);
        }
        return isCarried
                ? new Verdict(Verdict.Outcome.CARRIED, "carries what is offered; " + window.fullestWords())
                : new Verdict(Verdict.Outcome.SATURATED, words(window, feed, latency, drainCycles));
    }

    private String words(MeasuredWindow window, PacketFeed feed, BatchMeans latency, long drainCycles) {
        Mesh mesh = loads.mesh();
        List<String> words = new ArrayList<>();
        words.add(String.format(
                Locale.ROOT,
                "saturated: %.4g flits per node and cycle are offered, %.4g arrive",
                process.flitsPerCycle(),
                window.accepted()));
        words.add(window.fullestWords());
        if (isBeyondTheory()) {
            words.add(boundWords());
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
        if (!isGrowing(window, feed, latency)) {
            words.add(String.format(
                    Locale.ROOT,
                    "measured packets had not arrived %,d cycles after the last was created",
                    drainCycles));
        }
        return String.join("; ", words);
    }

    private String boundWords() {
        Channel full = firstFull();
        boolean isByCredits = credits.perChannel(full.kind()) < 1;
        return String.format(
                Locale.ROOT,
                "no network of this shape%s can carry more than %.4g of this traffic%s: then %s %s%s",
                isByCredits ? " and these buffers" : "",
                bound,
                isBoundByLinks ? " under XY" : "",
                isBoundByLinks ? full.words(loads.mesh()) : "a core's port",
                isByCredits ? "always waits for credits" : "is full",
                isAtTheBound() ? ", and the queues of random traffic grow without end" : "");
    }

    private static int longestGrowth(MeasuredWindow window) {
        int longest = 0;
        for (int node = 1; node < window.mesh().nodes(); node++) {
            longest = window.queueGrowth(node) > window.queueGrowth(longest) ? node : longest;
        }
        return longest;
    }
}
