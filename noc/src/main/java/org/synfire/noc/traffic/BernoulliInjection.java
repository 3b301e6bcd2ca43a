package org.synfire.noc.traffic;

import org.synfire.engine.InputException;

/**
 * A node creates a packet in every cycle with the same probability, {@code flitsPerCycle / packetFlits}, independently
 * of earlier cycles.
 */
public final class BernoulliInjection implements InjectionProcess {
    private final double flitsPerCycle;
    private final int packetFlits;
    private final Geometric gap;

    /**
     * @param flitsPerCycle flits that a node offers per cycle, 0 to 1
     * @param packetFlits flits of a packet, at least 1
     * @throws InputException if a value is outside its range
     */
    public BernoulliInjection(double flitsPerCycle, int packetFlits) {
        requirePossible(flitsPerCycle, packetFlits);
        this.flitsPerCycle = flitsPerCycle;
        this.packetFlits = packetFlits;
        gap = new Geometric(flitsPerCycle / packetFlits);
    }

    static void requirePossible(double flitsPerCycle, int packetFlits) {
        if (!(flitsPerCycle >= 0 && flitsPerCycle <= 1)) {
            throw new InputException("A rate of " + flitsPerCycle
                    + " flits per node and cycle is not possible: give 0 to 1, which is all that a node's port"
                    + " can take");
        }
        if (packetFlits < 1) {
            throw new InputException("A packet of " + packetFlits + " flits is not possible: give at least 1");
        }
    }

    @Override
    public double flitsPerCycle() {
        return flitsPerCycle;
    }

    @Override
    public int packetFlits() {
        return packetFlits;
    }

    @Override
    public InjectionProcess atLoad(double load) {
        return new BernoulliInjection(load, packetFlits);
    }

    @Override
    public double highestFlitsPerCycle() {
        return 1;
    }

    @Override
    public long firstCycle(NodeStreams random, int node) {
        return flitsPerCycle == 0 ? PacketSource.NO_MORE : gapCycles(random, node) - 1;
    }

    @Override
    public long gapCycles(NodeStreams random, int node) {
        return gap.draw(random, node);
    }
}
