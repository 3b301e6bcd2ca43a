package org.synfire.noc.cycle;

import java.util.SplittableRandom;
import org.synfire.noc.Mesh;

/** Every node creates a packet in a cycle with a fixed chance, and where it goes is drawn or fixed. */
public final class BernoulliTraffic {
    private final CycleNetwork network;
    private final Pattern pattern;
    private final int flits;
    private final SplittableRandom random;
    private final long[] nextCycle;
    private final double packetRate;
    private long created;

    /** Where a packet of a node goes. */
    @FunctionalInterface
    public interface Pattern {
        int destination(int source, SplittableRandom random);
    }

    /** @param flitRate flits a node and cycle */
    public BernoulliTraffic(CycleNetwork network, Pattern pattern, double flitRate, int flits, long seed) {
        this.network = network;
        this.pattern = pattern;
        this.flits = flits;
        packetRate = flitRate / flits;
        random = new SplittableRandom(seed);
        nextCycle = new long[network.mesh().nodes()];
        for (int node = 0; node < nextCycle.length; node++) {
            nextCycle[node] = gap() - 1;
        }
    }

    public static Pattern uniform(int nodes) {
        return (source, random) -> random.nextInt(nodes);
    }

    public static Pattern neighbour(Mesh mesh) {
        return (source, random) -> mesh.node((mesh.x(source) + 1) % mesh.width(), (mesh.y(source) + 1) % mesh.height());
    }

    public static Pattern transpose(Mesh mesh) {
        return (source, random) -> mesh.node(mesh.y(source), mesh.x(source));
    }

    public static Pattern hotspots(int... nodes) {
        return (source, random) -> nodes[random.nextInt(nodes.length)];
    }

    /**
     * Creates all packets of the cycles from the network's next one until the given one, and simulates those cycles.
     */
    public void runTo(long cycle) {
        for (long from = network.cycle(); from < cycle; from = network.cycle()) {
            long to = Math.min(cycle, from + 500);
            createTo(to);
            network.advanceTo(to);
        }
    }

    public void createTo(long cycle) {
        for (int node = 0; node < nextCycle.length; node++) {
            for (; nextCycle[node] < cycle; nextCycle[node] += gap()) {
                if (network.offer(created, node, pattern.destination(node, random), flits, nextCycle[node])) {
                    created++;
                }
            }
        }
    }

    /** Cycles to the next packet, geometrically distributed from 1. */
    private long gap() {
        if (packetRate >= 1) {
            return 1;
        }
        return 1 + (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-packetRate));
    }
}
