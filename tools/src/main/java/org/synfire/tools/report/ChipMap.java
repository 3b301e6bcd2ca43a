package org.synfire.tools.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.noc.Mesh;

/**
 * The chips of a run as squares, for systems whose nodes are too many to be drawn: how many cores of each chip are in
 * use, and the packets that crossed the links between neighbouring chips.
 */
final class ChipMap {
    private static final double DARK_SHARE = 0.5;

    private final Mesh mesh;
    private final RunDetails details;

    /** Two neighbouring chips, by their numbers, in the direction of the packets. */
    private record Boundary(int from, int to) implements Comparable<Boundary> {
        @Override
        public int compareTo(Boundary other) {
            return from == other.from ? Integer.compare(to, other.to) : Integer.compare(from, other.from);
        }
    }

    private ChipMap(RunDetails details) {
        this.mesh = details.mesh().mesh();
        this.details = details;
    }

    /** Chips that hold neurons of a run. */
    static long chipsInUse(RecordedRun run) {
        Mesh mesh = run.details().mesh().mesh();
        return run.details().cores().stream()
                .filter(core -> core.layer() > 0)
                .mapToInt(core -> mesh.chip(mesh.node(core.x(), core.y())))
                .distinct()
                .count();
    }

    /** The map, drawn as a mesh whose nodes are chips. */
    static MeshMap of(RecordedRun run) {
        return new ChipMap(run.details()).map();
    }

    private MeshMap map() {
        List<MeshMap.Link> links = links();
        return new MeshMap(
                new Mesh(mesh.chipsX(), mesh.chipsY(), 1, 1),
                chips(),
                links,
                links.stream().mapToDouble(MeshMap.Link::load).max().orElse(0),
                "chips");
    }

    private List<MeshMap.Node> chips() {
        int[] cores = new int[mesh.chips()];
        long[] neurons = new long[mesh.chips()];
        for (RunDetails.Core core : details.cores()) {
            if (core.layer() > 0) {
                int chip = mesh.chip(mesh.node(core.x(), core.y()));
                cores[chip]++;
                neurons[chip] += core.neurons();
            }
        }
        int most = Arrays.stream(cores).max().orElse(0);
        List<MeshMap.Node> chips = new ArrayList<>();
        for (int chip = 0; chip < cores.length; chip++) {
            if (cores[chip] > 0) {
                double share = (double) cores[chip] / most;
                chips.add(new MeshMap.Node(
                        x(chip),
                        y(chip),
                        CssPaint.ofShare(share),
                        share > DARK_SHARE ? CssPaint.PAGE : CssPaint.INK,
                        String.valueOf(cores[chip]),
                        String.format(
                                Locale.ROOT,
                                "chip %d,%d: %s cores in use, %s neurons",
                                x(chip),
                                y(chip),
                                Shown.count(cores[chip]),
                                Shown.count(neurons[chip]))));
            }
        }
        return chips;
    }

    private List<MeshMap.Link> links() {
        Map<Boundary, Long> packets = new TreeMap<>();
        for (RunDetails.Link link : details.links()) {
            int from = mesh.chip(mesh.node(link.fromX(), link.fromY()));
            int to = mesh.chip(mesh.node(link.toX(), link.toY()));
            if (from != to) {
                packets.merge(new Boundary(from, to), link.packets(), Long::sum);
            }
        }
        return packets.entrySet().stream()
                .map(entry -> link(entry.getKey(), entry.getValue()))
                .toList();
    }

    private MeshMap.Link link(Boundary boundary, long packets) {
        return new MeshMap.Link(
                x(boundary.from),
                y(boundary.from),
                x(boundary.to),
                y(boundary.to),
                packets,
                String.format(
                        Locale.ROOT,
                        "chip %d,%d to chip %d,%d: %s packets",
                        x(boundary.from),
                        y(boundary.from),
                        x(boundary.to),
                        y(boundary.to),
                        Shown.count(packets)));
    }

    private int x(int chip) {
        return chip % mesh.chipsX();
    }

    private int y(int chip) {
        return chip / mesh.chipsX();
    }
}
