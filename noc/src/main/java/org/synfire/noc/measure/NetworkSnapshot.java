package org.synfire.noc.measure;

import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkCounters;

/** What a network has done, and what waits in its source queues, at the beginning of a cycle. */
final class NetworkSnapshot {
    final long cycle;
    final NetworkCounters counters;
    final long[] linkFlits;
    final long[] linkBusyCycles;
    final long[] injectedFlits;
    final long[] deliveredFlits;
    final long[] queuedPackets;
    final long[] createdPackets;

    NetworkSnapshot(CycleNetwork network, PacketFeed feed) {
        Mesh mesh = network.mesh();
        cycle = network.cycle();
        counters = network.counters();
        createdPackets = feed.createdPackets();
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
