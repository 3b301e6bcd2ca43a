package org.synfire.noc.energy;

import java.util.Arrays;
import java.util.List;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.EventCosts;
import org.synfire.noc.chip.EventFigure;
import org.synfire.noc.chip.Figure;

/**
 * Energy of a run on a chip whose single events have costs.
 *
 * <pre>
 *   synaptic operations   dense, sparse and shared ones
 *   neuron updates        accesses, and updates on top
 *   spikes                spikes, and packets sent and received
 *   hops                  links from tile to tile, along x and along y
 *   inter-chip hops       links between chips
 *   static                static power of all chips over the time that the steps took
 * </pre>
 *
 * <p><b>Source:</b> the energy of SANA-FE, with links between chips and static power on top.
 *
 * @param chip the chip, or chips side by side
 * @param costs what its events take
 */
public record EventEnergyModel(ChipDescription chip, EventCosts costs) {
    /** Name of the part for spikes and the sending and receiving of packets. */
    public static final String SPIKES = "spikes";

    private static final double PICOJOULE = 1e-12;

    /**
     * Their energy.
     *
     * @param events the counted events
     * @param chipSeconds time that the steps took
     */
    public EnergyBreakdown energy(EventCounts events, double chipSeconds) {
        double seconds = chipSeconds * chip.chips();
        Figure staticPower = chip.figure(ChipFigure.STATIC_POWER);
        List<EnergyPart> parts = List.of(
                part(
                        EnergyModel.SYNAPTIC_OPERATIONS,
                        events.operations(),
                        new Term(EventFigure.DENSE_ENERGY, events.denseOperations()),
                        new Term(EventFigure.SPARSE_ENERGY, events.sparseOperations()),
                        new Term(EventFigure.CONVOLUTION_ENERGY, events.convolutionOperations())),
                part(
                        EnergyModel.NEURON_UPDATES,
                        events.accesses(),
                        new Term(EventFigure.ACCESS_ENERGY, events.accesses()),
                        new Term(EventFigure.UPDATE_ENERGY, events.updates())),
                part(
                        SPIKES,
                        events.spikes(),
                        new Term(EventFigure.SPIKE_ENERGY, events.spikes()),
                        new Term(EventFigure.MESSAGE_OUT_ENERGY, events.messages()),
                        new Term(EventFigure.MESSAGE_IN_ENERGY, events.messages())),
                part(
                        EnergyModel.HOPS,
                        events.eastWestHops() + events.northSouthHops(),
                        new Term(EventFigure.EAST_WEST_HOP_ENERGY, events.eastWestHops()),
                        new Term(EventFigure.NORTH_SOUTH_HOP_ENERGY, events.northSouthHops())),
                new EnergyPart(
                        EnergyModel.INTER_CHIP_HOPS,
                        List.of(chip.figure(ChipFigure.INTER_CHIP_HOP_ENERGY)),
                        events.interChipHops(),
                        events.interChipHops()
                                * chip.figure(ChipFigure.INTER_CHIP_HOP_ENERGY).value()
                                * PICOJOULE),
                new EnergyPart(EnergyModel.STATIC, List.of(staticPower), seconds, staticPower.value() * seconds));
        return new EnergyBreakdown(parts, chip.figure(ChipFigure.POWER_BOUND).value() * seconds);
    }

    private record Term(EventFigure perEvent, long events) {}

    private EnergyPart part(String name, long amount, Term... terms) {
        return new EnergyPart(
                name,
                Arrays.stream(terms).map(term -> costs.figure(term.perEvent)).toList(),
                amount,
                Arrays.stream(terms)
                        .mapToDouble(term -> term.events * costs.value(term.perEvent) * PICOJOULE)
                        .sum());
    }
}
