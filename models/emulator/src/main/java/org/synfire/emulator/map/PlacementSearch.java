package org.synfire.emulator.map;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * Improves a placement by moving slices next to those they exchange spikes with: simulated annealing with swaps and
 * moves.
 *
 * <p><b>Order:</b> seeded, in whole numbers, and ended by a count of steps, never by a clock: the same input gives the
 * same placement everywhere. <b>Limits:</b> at most {@value #MOST_FLOW_VISITS} visits of a flow in all, well below a
 * second, whatever the number of cores.
 */
final class PlacementSearch {
    private static final long SEED = 0x5eed;
    private static final long MOST_FLOW_VISITS = 40_000_000;
    private static final long MOST_PROPOSALS_PER_SLICE = 4000;
    private static final int COOLINGS = 100;
    /**
     * Annealing starts where now and then a move is taken that costs so many hops for all the packets of a mean slice,
     * and ends where one of the second is.
     */
    private static final double FIRST_HOPS = 1;

    private static final double LAST_HOPS = 0.005;
    private static final int NOISE_ENTRIES = 4096;
    private static final int FARTHEST_OFFSET = 3;
    private static final int FREE = -1;

    private final Mesh mesh;
    private final boolean[] isCore;
    private final boolean[] isBig;
    private final WayCost cost;
    private final int[] nodes;
    private final int[] sliceAt;
    private final boolean[] needsBig;
    private final int[] starts;
    private final int[] partners;
    private final int[] senders;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private PlacementSearch(ChipDescription chip, WayCost cost, int[] nodes, List<CoreType> needs, List<Flow> flows) {
        this.mesh = chip.mesh();
        this.isCore = new boolean[mesh.nodes()];
        this.isBig = new boolean[mesh.nodes()];
        this.cost = cost;
        this.nodes = nodes.clone();
        this.sliceAt = new int[mesh.nodes()];
        this.needsBig = new boolean[nodes.length];
        this.starts = new int[nodes.length + 1];
        this.partners = new int[2 * flows.size()];
        this.senders = new int[2 * flows.size()];
        Arrays.fill(sliceAt, FREE);
        for (int node = 0; node < isCore.length; node++) {
            isCore[node] = chip.isNeuronCore(node);
            isBig[node] = chip.coreType(node) == CoreType.BIG;
        }
        for (int slice = 0; slice < nodes.length; slice++) {
            sliceAt[nodes[slice]] = slice;
            needsBig[slice] = needs.get(slice) == CoreType.BIG;
        }
        index(flows);
    }

    /** Each flow is listed at both its ends. */
    private void index(List<Flow> flows) {
        for (Flow flow : flows) {
            starts[flow.from() + 1]++;
            starts[flow.to() + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        for (Flow flow : flows) {
            partners[next[flow.from()]] = flow.to();
            senders[next[flow.from()]++] = flow.senders();
            partners[next[flow.to()]] = flow.from();
            senders[next[flow.to()]++] = flow.senders();
        }
    }

    /**
     * A placement at least as good as the given one.
     *
     * @param nodes the node of each slice; the first slice, the input, stays
     */
    static int[] improve(ChipDescription chip, WayCost cost, int[] nodes, List<CoreType> needs, List<Flow> flows) {
        PlacementSearch search = new PlacementSearch(chip, cost, nodes, needs, flows);
        long before = cost.of(nodes, flows);
        search.anneal();
        return cost.of(search.nodes, flows) < before ? search.nodes : nodes;
    }

    private void anneal() {
        int slices = nodes.length - 1;
        long flowsPerProposal = 1 + 2L * partners.length / nodes.length;
        long proposals = Math.min(MOST_FLOW_VISITS / flowsPerProposal, MOST_PROPOSALS_PER_SLICE * slices);
        long[] noise = noise();
        double meanPackets = (double) Arrays.stream(senders).asLongStream().sum() / nodes.length;
        for (int c = 0; c < COOLINGS; c++) {
            double hops = FIRST_HOPS * StrictMath.pow(LAST_HOPS / FIRST_HOPS, c / (COOLINGS - 1.0));
            long temperature = Math.round(meanPackets * hops);
            for (long p = 0; p < proposals / COOLINGS; p++) {
                propose(1 + random.nextInt(slices), (temperature * noise[random.nextInt(NOISE_ENTRIES)]) >> Short.SIZE);
            }
        }
    }

    /**
     * Exponentially distributed numbers of mean 1 in 16.16 fixed point: a rise in cost is taken if it is below
     * temperature times one of them.
     */
    private static long[] noise() {
        long[] noise = new long[NOISE_ENTRIES];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.round(-StrictMath.log((i + 0.5) / NOISE_ENTRIES) * (1 << Short.SIZE));
        }
        return noise;
    }

    /** Puts a slice near one of those it exchanges spikes with, if that costs less, or at most so much more. */
    private void propose(int slice, long mostRise) {
        int degree = starts[slice + 1] - starts[slice];
        if (degree == 0) {
            return;
        }
        int near = nodes[partners[starts[slice] + random.nextInt(degree)]];
        int x = mesh.x(near) + random.nextInt(2 * FARTHEST_OFFSET + 1) - FARTHEST_OFFSET;
        int y = mesh.y(near) + random.nextInt(2 * FARTHEST_OFFSET + 1) - FARTHEST_OFFSET;
        if (x < 0 || y < 0 || x >= mesh.width() || y >= mesh.height()) {
            return;
        }
        int to = mesh.node(x, y);
        if (to != nodes[slice] && isAllowed(slice, to) && rise(slice, to) <= mostRise) {
            exchange(slice, to);
        }
    }

    private boolean isAllowed(int slice, int to) {
        int other = sliceAt[to];
        return isCore[to]
                && (!needsBig[slice] || isBig[to])
                && (other == FREE || !needsBig[other] || isBig[nodes[slice]]);
    }

    private long rise(int slice, int to) {
        int other = sliceAt[to];
        return riseOf(slice, nodes[slice], to, other) + (other == FREE ? 0 : riseOf(other, to, nodes[slice], slice));
    }

    /**
     * What the cost rises by if one slice moves; ways to the slice that it changes places with stay as long as they
     * are.
     */
    private long riseOf(int slice, int from, int to, int exchanged) {
        long rise = 0;
        for (int i = starts[slice]; i < starts[slice + 1]; i++) {
            if (partners[i] != exchanged) {
                int partner = nodes[partners[i]];
                rise += cost.of(to, partner, senders[i]) - cost.of(from, partner, senders[i]);
            }
        }
        return rise;
    }

    private void exchange(int slice, int to) {
        int from = nodes[slice];
        int other = sliceAt[to];
        sliceAt[from] = other;
        sliceAt[to] = slice;
        nodes[slice] = to;
        if (other != FREE) {
            nodes[other] = from;
        }
    }
}
