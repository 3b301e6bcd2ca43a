package org.synfire.noc.measure;

import java.util.Locale;
import java.util.Optional;
import org.synfire.noc.Mesh;
import org.synfire.noc.theory.LatencyModel;
import org.synfire.noc.traffic.BurstyInjection;
import org.synfire.noc.traffic.InjectionProcess;

/**
 * What measured cycles must hold so that they allow a verdict. The units are packets, or bursts of packets if packets
 * come in bursts. The span of a unit is the latency of a lone one, from the creation of its first packet to the arrival
 * of its last.
 *
 * <ul>
 *   <li>At least {@value #FEWEST_UNITS} units were sent.
 *   <li>The measured cycles are at least {@value #SPANS} mean spans.
 *   <li>Queues that grow are a sign of saturation only if the load was on for {@value #SPANS_UNDER_LOAD} spans, warm-up
 *       included: before that they grow because the network fills.
 *   <li>A network carries the load only if a missing tenth of it would have been noticed.
 * </ul>
 *
 * <p><b>Equation:</b> the share of the load that may be missing unnoticed is the lesser of two. The growth of the
 * source queues shows no less than {@code g + n / P}: g is the tolerated growth, n its noise in packets, and P the
 * packets sent. And a share s that is missing lets queues grow evenly, so packets wait {@code s W / 2} cycles on
 * average over W cycles; packets that took E cycles more than lone packets over the same links therefore allow {@code s
 * <= 2 E / W}.
 */
final class WindowRequirements {
    static final int FEWEST_UNITS = 30;
    static final int SPANS = 4;
    static final int SPANS_UNDER_LOAD = 20;
    private static final double NOTICED_SHARE = 0.1;
    /** With as many units, the growth of the source queues alone shows a missing tenth, whatever the latency. */
    private static final int PLENTY_UNITS = 1_000;

    private final LatencyModel model;
    private final InjectionProcess process;

    WindowRequirements(LatencyModel model, InjectionProcess process) {
        this.model = model;
        this.process = process;
    }

    /** Mean packets of a unit, at least 1. */
    double unitPackets() {
        return process instanceof BurstyInjection bursts ? bursts.meanBurstPackets() : 1;
    }

    /** Mean cycles from the creation of a lone unit to its arrival. */
    double spanCycles() {
        return model.zeroLoadCycles() + (unitPackets() - 1) * process.packetFlits();
    }

    /**
     * What the measured cycles lack for the verdict that the network carries the load.
     *
     * @param window the measured cycles
     * @param packets those that were created in them and have arrived
     */
    Optional<String> lackToCarry(MeasuredWindow window, PacketFigures packets) {
        return lack(window).or(() -> {
            double share = unnoticedShare(window, packets);
            return share <= NOTICED_SHARE
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "the %,d packets of the measured cycles do not show whether %.0f %% of the load are"
                                    + " missing",
                            sent(window),
                            100 * Math.min(1, share)));
        });
    }

    /**
     * What the measured cycles lack for the verdict that the network is saturated.
     *
     * @param window the measured cycles
     * @param warmupCycles cycles before them
     */
    Optional<String> lackToSaturate(MeasuredWindow window, long warmupCycles) {
        return lack(window)
                .or(() -> tooFew(
                        warmupCycles + window.cycles(),
                        SPANS_UNDER_LOAD,
                        "cycles passed with the load, warm-up included"));
    }

    private Optional<String> lack(MeasuredWindow window) {
        double units = sent(window) / unitPackets();
        if (units < FEWEST_UNITS) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    unitPackets() == 1
                            ? "the %,d measured cycles have %.0f of the %d packets that a verdict needs"
                            : "the %,d measured cycles have %.2g of the %d mean bursts that a verdict needs",
                    window.cycles(),
                    units,
                    FEWEST_UNITS));
        }
        return tooFew(window.cycles(), SPANS, "cycles were measured");
    }

    private Optional<String> tooFew(long cycles, int spans, String what) {
        return cycles >= spans * spanCycles()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d %s, less than %d times the %,.0f that a lone %s takes",
                        cycles,
                        what,
                        spans,
                        spanCycles(),
                        unitPackets() == 1 ? "packet" : "burst"));
    }

    private double unnoticedShare(MeasuredWindow window, PacketFigures packets) {
        double byQueues = SaturationTest.GROWTH_SHARE + SaturationTest.NOISE_PACKETS * unitPackets() / sent(window);
        double loneCycles = model.zeroLoadCycles()
                + (packets.meanHops() - model.loads().meanHops())
                        * (model.timing().routerCycles() + model.timing().linkCycles());
        double byLatency = 2 * (packets.latency().mean() - loneCycles) / window.cycles();
        return Math.min(byQueues, Math.max(0, byLatency));
    }

    /** Packets that were created and that faults do not cut off. */
    static long sent(MeasuredWindow window) {
        return window.createdPackets() - window.packetsLost();
    }

    /**
     * Measured cycles that are enough for a verdict of either kind; 0 if {@link MeasurementPlan} does not allow as
     * many.
     *
     * @param window cycles measured before, which show how many packets are lost
     */
    long enoughCycles(MeasuredWindow window) {
        Mesh mesh = window.mesh();
        long sent = sent(window);
        double kept = sent == 0 ? 1 : (double) sent / window.createdPackets();
        double unitsPerCycle = kept * process.flitsPerCycle() / process.packetFlits() * mesh.nodes() / unitPackets();
        double cycles = Math.max(PLENTY_UNITS / unitsPerCycle, SPANS_UNDER_LOAD * spanCycles());
        return cycles <= MeasurementPlan.MOST_CYCLES ? roundedUp((long) Math.ceil(cycles)) : 0;
    }

    /** To two digits, which are easier to type. */
    private static long roundedUp(long cycles) {
        long step = 1;
        while (cycles / step >= 100) {
            step *= 10;
        }
        return Math.min(MeasurementPlan.MOST_CYCLES, Math.ceilDiv(cycles, step) * step);
    }
}
