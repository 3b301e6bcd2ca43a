package org.synfire.noc.measure;

import org.synfire.noc.Mesh;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.TrafficFlows;
import org.synfire.noc.traffic.InjectionProcess;
import org.synfire.noc.traffic.PacketSource;
import org.synfire.noc.traffic.SyntheticTraffic;
import org.synfire.noc.traffic.TrafficPattern;

/**
 * Synthetic traffic offered to a network.
 *
 * @param pattern where packets go
 * @param process the process that creates packets, and their flits
 * @param seed the seed of all random streams
 */
public record OfferedTraffic(TrafficPattern pattern, InjectionProcess process, long seed) {
    /**
     * The same traffic at that load.
     *
     * @param flitsPerCycle another load
     */
    public OfferedTraffic atLoad(double flitsPerCycle) {
        return new OfferedTraffic(pattern, process.atLoad(flitsPerCycle), seed);
    }

    /**
     * Its packets from cycle 0 on.
     *
     * @param mesh the mesh it is offered to
     */
    public PacketSource packets(Mesh mesh) {
        return new SyntheticTraffic(pattern, process, seed, mesh.nodes());
    }

    /**
     * The load of each channel under XY.
     *
     * @param mesh the mesh it is offered to
     */
    public ChannelLoads loads(Mesh mesh) {
        return TrafficFlows.of(mesh, pattern).loads();
    }
}
