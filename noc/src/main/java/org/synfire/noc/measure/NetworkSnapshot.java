package org.synfire.noc.measure;

import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkCounters;

/** A network's counters between two cycles; those of its queues at a cycle. */
final class NetworkSnapshot {
    final long cycle;
    final NetworkCounters counters;
    final long[] linkFlits;
    final long[] linkBusyCycles;
    final long[] injectedFlits;
    final long[] deliveredFlits;
    final long[] queuedPackets;

    NetworkSnapshot(CycleNetwork network) {
        Mesh mesh = network.mesh();
        cycle = network.cycle();
        counters = network.counters();
        linkFlits = new long[mesh.linkIds()];
        linkBusyCycles = new long[mesh.linkIds()];
        for (int link = 0; link < mesh.linkIds(); link++) {
            linkFlits[link] = network.linkFlits(link);
            linkBusyCycles[link] = network.linkBusyCycles(link);
        }
        injectedFlits = new long[mesh.nodes()];
        deliveredFlits = new long[mesh.nodes()];
        queuedPackets = new long[mesh.nodes()];
        for (int node = 0; node < mesh.nodes(); node++) {
            injectedFlits[node] = network.injectedFlits(node);
            deliveredFlits[node] = network.deliveredFlits(node);
            queuedPackets[node] = network.queuedPackets(node);
        }
    }
}
