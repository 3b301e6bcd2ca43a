package org.synfire.noc.traffic;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Bursts of packets, one flit per cycle, with silence between them: a two-state Markov process. After each packet the
 * burst continues with probability {@code 1 - 1/b}, so the mean burst has b packets. In silence a burst begins in every
 * cycle with the same probability, so the mean silence is {@code m = b F (1 - L) / L} cycles at load L with F flits per
 * packet.
 *
 * <p><b>Limits:</b> silence lasts at least one cycle, so L is at most {@code b F / (b F + 1)}.
 */
public final class BurstyInjection implements InjectionProcess {
    private final double flitsPerCycle;
    private final int packetFlits;
    private final double meanBurstPackets;
    private final Geometric silence;

    /**
     * @param flitsPerCycle the load L: flits that a node offers per cycle, 0 to {@link #highestFlitsPerCycle}
     * @param packetFlits flits of a packet F, at least 1
     * @param meanBurstPackets mean packets of a burst b, at least 1
     * @throws InputException if a value is outside its range
     */
    public BurstyInjection(double flitsPerCycle, int packetFlits, double meanBurstPackets) {
        BernoulliInjection.requirePossible(flitsPerCycle, packetFlits);
        if (!(meanBurstPackets >= 1 && meanBurstPackets < Double.POSITIVE_INFINITY)) {
            throw new InputException(
                    "Bursts of " + meanBurstPackets + " packets on average are not possible: give at least 1");
        }
        if (flitsPerCycle > highest(packetFlits, meanBurstPackets)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A rate of %s flits per node and cycle leaves less than a cycle between bursts of %s packets: "
                            + "give at most %s, or longer bursts",
                    flitsPerCycle,
                    meanBurstPackets,
                    highest(packetFlits, meanBurstPackets)));
        }
        this.flitsPerCycle = flitsPerCycle;
        this.packetFlits = packetFlits;
        this.meanBurstPackets = meanBurstPackets;
        double meanSilentCycles = meanBurstPackets * packetFlits * (1 - flitsPerCycle) / flitsPerCycle;
        silence = new Geometric(Math.min(1, 1 / meanSilentCycles));
    }

    private static double highest(int packetFlits, double meanBurstPackets) {
        double burstCycles = meanBurstPackets * packetFlits;
        return burstCycles / (burstCycles + 1);
    }

    @Override
    public double flitsPerCycle() {
        return flitsPerCycle;
    }

    @Override
    public int packetFlits() {
        return packetFlits;
    }

    /** Mean packets of a burst. */
    public double meanBurstPackets() {
        return meanBurstPackets;
    }

    @Override
    public InjectionProcess atLoad(double load) {
        return new BurstyInjection(load, packetFlits, meanBurstPackets);
    }

    @Override
    public double highestFlitsPerCycle() {
        return highest(packetFlits, meanBurstPackets);
    }

    @Override
    public long firstCycle(NodeStreams random, int node) {
        if (flitsPerCycle == 0) {
            return PacketSource.NO_MORE;
        }
        boolean isInBurst = random.nextFraction(node) <= flitsPerCycle;
        return isInBurst ? 0 : silence.draw(random, node);
    }

    @Override
    public long gapCycles(NodeStreams random, int node) {
        boolean goesOn = random.nextFraction(node) > 1 / meanBurstPackets;
        return goesOn ? packetFlits : packetFlits + silence.draw(random, node);
    }
}
