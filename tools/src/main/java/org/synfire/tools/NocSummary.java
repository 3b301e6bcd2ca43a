package org.synfire.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A measurement of the network-on-chip on one screen: every figure with its unit. */
final class NocSummary {
    private static final int COLUMNS = 100;
    private static final int NAME_WIDTH = 24;
    private static final double PERCENT = 100;
    private static final double MEGA = 1e6;

    private final List<String> lines = new ArrayList<>();

    private NocSummary() {}

    static List<String> lines(NocResult result) {
        NocSummary summary = new NocSummary();
        summary.header(result.setup(), result.complete());
        summary.point(result.point(), result.idealSaturation());
        return summary.lines;
    }

    static List<String> lines(NocSweep sweep) {
        NocSummary summary = new NocSummary();
        summary.header(sweep.setup(), sweep.complete());
        summary.curve(sweep);
        return summary.lines;
    }

    static List<String> lines(NocBroadcast broadcast) {
        NocSummary summary = new NocSummary();
        summary.header(broadcast.setup(), true);
        summary.broadcast(broadcast);
        return summary.lines;
    }

    private void header(NocSetup setup, boolean isComplete) {
        add(
                "%s mesh, %s routing, %d virtual channel%s of %d flits, %d cycle%s a hop%s",
                setup.mesh(),
                setup.routing(),
                setup.vcs(),
                plural(setup.vcs()),
                setup.buffer(),
                setup.hopCycles(),
                plural(setup.hopCycles()),
                isComplete ? "" : " (INCOMPLETE: the run was stopped)");
        add(
                "%s traffic, %s, %d flit%s per packet; %d thread%s, seed %d, Synfire %s",
                setup.traffic(),
                setup.injection(),
                setup.packetFlits(),
                plural(setup.packetFlits()),
                setup.threads(),
                plural(setup.threads()),
                setup.seed(),
                setup.version());
        if (!setup.dead().isEmpty()) {
            wrapped(String.format(
                    Locale.ROOT,
                    "dead: %s; %s",
                    String.join(", ", setup.dead()),
                    setup.cutOffPairs() == 0
                            ? "the routing has a way between all working nodes"
                            : String.format(
                                    Locale.ROOT,
                                    "the routing has no way between %,d pairs of working nodes, whose packets "
                                            + "count as lost",
                                    setup.cutOffPairs())));
        }
        add("");
    }

    private static String plural(int count) {
        return count == 1 ? "" : "s";
    }

    private void point(NocPoint point, double idealSaturation) {
        row(
                "cycles",
                "%,d measured after %,d of warm-up; %s",
                point.cycles(),
                point.warmupCycles(),
                point.drainCycles() == 0 && point.needsWords()
                        ? point.packetLatency().isEmpty()
                                ? "no packet to wait for"
                                : "not waited for packets that had not arrived"
                        : String.format(
                                Locale.ROOT, "%,d more until all measured packets were in", point.drainCycles()));
        row(
                "offered",
                "%.4f flits per node and cycle  (ideal saturation under XY: %.4f)",
                point.offered(),
                idealSaturation);
        row(
                "accepted",
                "%.4f flits per node and cycle, %.4f at the node that received least",
                point.accepted(),
                point.acceptedMinimum());
        if (point.packetLatency().isEmpty()) {
            row("packet latency", "none: no packet was measured");
            row("  without contention", "mean %,.2f cycles, by theory", point.zeroLoadLatency());
        } else {
            row(
                    "packet latency",
                    "mean %,.2f%s cycles, %s",
                    point.packetLatency().mean(),
                    error(point),
                    percentiles(point.packetLatency()));
            row(
                    "  in the network",
                    "mean %,.2f cycles, %s",
                    point.networkLatency().mean(),
                    percentiles(point.networkLatency()));
            row("  without contention", "mean %,.2f cycles, by theory", point.zeroLoadLatency());
            row("hops", "%.3f links per packet, %,d packets", point.hops(), point.packets());
        }
        if (point.packetsLost() > 0) {
            row("lost", "%,d packets between nodes that faults cut off", point.packetsLost());
        }
        row(
                "fullest channel",
                "%s, busy in %.1f %% of the cycles",
                point.fullest().channel(),
                PERCENT * point.fullest().busy());
        row("host", "%,.1f M router traversals/s", point.routerTraversalsPerSecond() / MEGA);
        row("fingerprint", "%s  (of all deliveries; the same for any number of threads)", point.fingerprint());
        if (point.needsWords()) {
            add("");
            wrapped(point.verdict());
        }
    }

    private void broadcast(NocBroadcast broadcast) {
        add(
                "%-24s%16s%16s%16s%16s",
                "to " + broadcast.destinations() + " nodes", "flits on links", "by theory", "cycles", "by theory");
        way("tree", broadcast.tree());
        way("unicasts", broadcast.unicasts());
        add(
                "%-24s%16s%16s%16s%16s",
                "unicasts / tree",
                String.format(Locale.ROOT, "%.3f", broadcast.linkFlitRatio()),
                String.format(Locale.ROOT, "%.3f", broadcast.linkFlitRatioTheory()),
                String.format(
                        Locale.ROOT,
                        "%.3f",
                        (double) broadcast.unicasts().cycles()
                                / broadcast.tree().cycles()),
                String.format(
                        Locale.ROOT,
                        "%.3f",
                        (double) broadcast.unicasts().cyclesTheory()
                                / broadcast.tree().cyclesTheory()));
        add("");
        row(
                "from every node",
                "at most %.6f broadcasts per node and cycle by trees, %.6f by unicasts, by theory: %.1f times as many",
                broadcast.highestTreeRate(),
                broadcast.highestUnicastRate(),
                broadcast.highestTreeRate() / broadcast.highestUnicastRate());
    }

    private void way(String name, NocBroadcast.Way way) {
        add(
                "%-24s%,16d%,16d%,16d%,16d",
                name, way.linkFlits(), way.linkFlitsTheory(), way.cycles(), way.cyclesTheory());
    }

    private static String error(NocPoint point) {
        return point.packetLatencyError() == null
                ? ""
                : String.format(Locale.ROOT, " +- %,.2f (95 %%)", point.packetLatencyError());
    }

    private static String percentiles(NocPoint.Distribution summary) {
        return String.format(
                Locale.ROOT,
                "p50 %,d  p99 %,d  p99.9 %,d  max %,d",
                summary.p50(),
                summary.p99(),
                summary.p999(),
                summary.max());
    }

    private void curve(NocSweep sweep) {
        add(
                "%9s %9s %10s %9s %7s %7s %7s %8s %6s",
                "offered", "accepted", "latency", "+-95 %", "p50", "p99", "p99.9", "network", "busy");
        sweep.points().forEach(this::curvePoint);
        add("loads in flits per node and cycle, latency in cycles, busy: the fullest channel");
        add("");
        row(
                "ideal saturation",
                "%.4f under XY%s",
                sweep.idealSaturation(),
                sweep.bound() < sweep.idealSaturation()
                        ? String.format(Locale.ROOT, "; credits come back in time up to %.4f", sweep.bound())
                        : "");
        sweep.points().stream()
                .filter(NocPoint::isUndetermined)
                .findFirst()
                .ifPresent(point -> row(
                        "undetermined",
                        "%d of %d loads, the lowest %.4f: the measurement is too short to tell",
                        sweep.undetermined(),
                        sweep.points().size(),
                        point.offered()));
        if (sweep.saturation() == null) {
            row("saturation", noSaturation(sweep));
            return;
        }
        row(
                "saturation",
                "%.4f: carried %.4f, not %.4f  (%.0f %% of the ideal)",
                sweep.saturation(),
                sweep.highestCarried() == null ? 0 : sweep.highestCarried(),
                sweep.lowestSaturated(),
                PERCENT * sweep.saturation() / sweep.idealSaturation());
        if (sweep.saturation() > sweep.bound()) {
            row(
                    "",
                    "above the ideal under XY, %s",
                    sweep.setup().dead().isEmpty()
                            ? "because routing " + sweep.setup().routing() + " chooses other links"
                            : "which does not know that faults keep packets away");
        }
        if (sweep.tripleLatency() != null) {
            row(
                    "three times T0",
                    "%.4f: mean packet latency is three times that of lone packets",
                    sweep.tripleLatency());
        }
        add("");
        wrapped(sweep.verdict());
    }

    private static String noSaturation(NocSweep sweep) {
        if (sweep.lowestSaturated() != null) {
            return String.format(
                    Locale.ROOT, "not known: at most %.4f, which was not carried", sweep.lowestSaturated());
        }
        return sweep.highestCarried() == null
                ? "not known: no load was seen to be carried"
                : String.format(
                        Locale.ROOT,
                        sweep.undetermined() == 0
                                ? "none: the network carried every load up to %.4f"
                                : "not known: the network carried loads up to %.4f",
                        sweep.highestCarried());
    }

    private void curvePoint(NocPoint point) {
        NocPoint.Distribution latency = point.packetLatency();
        String error = point.packetLatencyError() == null
                ? ""
                : String.format(Locale.ROOT, "%,.2f", point.packetLatencyError());
        String mark = point.isUndetermined() ? "  undetermined" : point.isSaturated() ? "  saturated" : "";
        if (latency.isEmpty()) {
            add("%9.4f %9.4f %10s%50s%s", point.offered(), point.accepted(), "no packet", "", mark);
            return;
        }
        add(
                "%9.4f %9.4f %10s %9s %7s %7s %7s %8s %5.1f%%%s",
                point.offered(),
                point.accepted(),
                String.format(Locale.ROOT, "%,.2f", latency.mean()),
                error,
                latency.p50(),
                latency.p99(),
                latency.p999(),
                String.format(Locale.ROOT, "%,.1f", point.networkLatency().mean()),
                PERCENT * point.fullest().busy(),
                mark);
    }

    private void wrapped(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }

    private void row(String name, String format, Object... values) {
        lines.add(
                String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name) + String.format(Locale.ROOT, format, values));
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
