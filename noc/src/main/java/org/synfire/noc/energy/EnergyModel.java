package org.synfire.noc.energy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Figure;

/**
 * Energy of a run on a chip.
 *
 * <p><b>Equation:</b> equation 7 of the Darwin3 paper, {@code P = P_I + P_B + P_N n + P_S s}, over the chip time of the
 * run, and the network on top:
 *
 * <pre>
 *   E = P_S sops + P_N updates + e_hop (hops - interChipHops) + e_interChipHop interChipHops
 *       + (P_I + P_B) chips steps stepSeconds
 * </pre>
 *
 * <p>The measured {@code P_S} is the slope of that equation, so the other terms come on top of it. An all-in figure,
 * energy or power of a chip at work, already holds them all and is never added; the chip's
 * {@link ChipFigure#POWER_BOUND} therefore gives a bound beside the total.
 *
 * @param figures what events take
 * @param chips side by side, all of which draw static power
 */
public record EnergyModel(Map<ChipFigure, Figure> figures, int chips) {
    /** Name of the part for weights added to sums. */
    public static final String SYNAPTIC_OPERATIONS = "synaptic operations";
    /** Name of the part for neuron updates. */
    public static final String NEURON_UPDATES = "neuron updates";
    /** Name of the part for links crossed inside chips. */
    public static final String HOPS = "hops";
    /** Name of the part for links crossed between chips. */
    public static final String INTER_CHIP_HOPS = "inter-chip hops";
    /** Name of the part for static power. */
    public static final String STATIC = "static";

    private static final double PICOJOULE = 1e-12;
    private static final double MICRO = 1e6;

    private static final List<ChipFigure> NEEDED = List.of(
            ChipFigure.STEP,
            ChipFigure.STATIC_POWER,
            ChipFigure.POWER_BOUND,
            ChipFigure.SYNAPTIC_OPERATION_ENERGY,
            ChipFigure.NEURON_UPDATE_ENERGY,
            ChipFigure.HOP_ENERGY,
            ChipFigure.INTER_CHIP_HOP_ENERGY);

    /**
     * Keeps a copy of the figures.
     *
     * @throws InputException if one is missing
     */
    public EnergyModel {
        for (ChipFigure which : NEEDED) {
            if (!figures.containsKey(which)) {
                throw new InputException("the chip's figure " + which.path() + " is missing, so there is no energy");
            }
        }
        figures = Map.copyOf(figures);
    }

    /** That of a chip, or of chips side by side. */
    public EnergyModel(ChipDescription chip) {
        this(NEEDED.stream().collect(Collectors.toMap(which -> which, chip::figure)), chip.chips());
    }

    /**
     * Their energy.
     *
     * @param events the counted events
     */
    public EnergyBreakdown energy(EnergyEvents events) {
        double chipSeconds = events.steps() * (figures.get(ChipFigure.STEP).value() / MICRO) * chips;
        Figure staticPower = figures.get(ChipFigure.STATIC_POWER);
        List<EnergyPart> parts = List.of(
                eventPart(SYNAPTIC_OPERATIONS, ChipFigure.SYNAPTIC_OPERATION_ENERGY, events.sops()),
                eventPart(NEURON_UPDATES, ChipFigure.NEURON_UPDATE_ENERGY, events.neuronUpdates()),
                eventPart(HOPS, ChipFigure.HOP_ENERGY, events.hops() - events.interChipHops()),
                eventPart(INTER_CHIP_HOPS, ChipFigure.INTER_CHIP_HOP_ENERGY, events.interChipHops()),
                new EnergyPart(STATIC, List.of(staticPower), chipSeconds, staticPower.value() * chipSeconds));
        return new EnergyBreakdown(parts, figures.get(ChipFigure.POWER_BOUND).value() * chipSeconds);
    }

    private EnergyPart eventPart(String name, ChipFigure perEvent, long count) {
        Figure figure = figures.get(perEvent);
        return new EnergyPart(name, List.of(figure), count, count * figure.value() * PICOJOULE);
    }
}
