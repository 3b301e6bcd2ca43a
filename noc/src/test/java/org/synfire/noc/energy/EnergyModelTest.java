package org.synfire.noc.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

class EnergyModelTest {
    private static final double RELATIVE_ERROR = 1e-12;

    private final ChipDescription chip = Chips.darwin3();

    /** Worked by hand from 5.47, 81, 4.6 and 128 pJ; 1.56 W over 1000 steps of 500 us. */
    @Test
    void equalsACaseWorkedByHand() {
        EnergyBreakdown energy =
                new EnergyModel(chip).energy(new EnergyEvents(1_000_000, 20_000, 30_000, 1_000, 1_000));
        assertJoules(5.47e-6, part(energy, EnergyModel.SYNAPTIC_OPERATIONS));
        assertJoules(1.62e-6, part(energy, EnergyModel.NEURON_UPDATES));
        assertJoules(0.1334e-6, part(energy, EnergyModel.HOPS));
        assertJoules(0.128e-6, part(energy, EnergyModel.INTER_CHIP_HOPS));
        assertEquals(0, part(energy, EnergyModel.STATIC).joules());
        assertEquals(7.3514e-6, energy.totalJoules(), 7.3514e-6 * RELATIVE_ERROR);
        assertEquals(0.78, energy.boundJoules(), 0.78 * RELATIVE_ERROR);
    }

    /** The sanity number of the published slope: 327 million synaptic operations of Tiny-VGG are 1.79 mJ. */
    @Test
    void givesTinyVggsPublishedMagnitude() {
        EnergyBreakdown energy = new EnergyModel(chip).energy(new EnergyEvents(327_000_000, 0, 0, 0, 0));
        assertEquals(1.79e-3, energy.totalJoules(), 0.005e-3);
    }

    @Test
    void multipliesStaticPowerWithTheChipTimeOfAllChips() {
        ChipDescription four = chip.with(ChipFigure.STATIC_POWER, 0.25, "test").withChips(2, 2);
        EnergyBreakdown energy = new EnergyModel(four).energy(new EnergyEvents(0, 0, 0, 0, 2_000));
        EnergyPart part = part(energy, EnergyModel.STATIC);
        assertEquals(4, part.amount(), RELATIVE_ERROR);
        assertEquals(1, part.joules(), RELATIVE_ERROR);
        assertEquals(1, energy.totalJoules(), RELATIVE_ERROR);
    }

    @Test
    void neverAddsTheAllInBoundToTheTotal() {
        EnergyEvents events = new EnergyEvents(10, 10, 10, 0, 10);
        double total = new EnergyModel(chip).energy(events).totalJoules();
        ChipDescription bound = chip.with(ChipFigure.POWER_BOUND, 1000, "test");
        assertEquals(total, new EnergyModel(bound).energy(events).totalJoules());
    }

    @Test
    void givesEveryPartItsFigureAndNamesTheAssumedOnes() {
        EnergyBreakdown energy = new EnergyModel(chip).energy(new EnergyEvents(1, 1, 1, 1, 1));
        assertSame(
                chip.figure(ChipFigure.SYNAPTIC_OPERATION_ENERGY),
                part(energy, EnergyModel.SYNAPTIC_OPERATIONS).figures().getFirst());
        assertFalse(part(energy, EnergyModel.SYNAPTIC_OPERATIONS).isAssumed());
        assertEquals(
                List.of(EnergyModel.NEURON_UPDATES, EnergyModel.HOPS, EnergyModel.INTER_CHIP_HOPS, EnergyModel.STATIC),
                energy.assumedParts().stream().map(EnergyPart::name).toList());
    }

    @Test
    void dividesByTheSamples() {
        EnergyBreakdown energy = new EnergyModel(chip).energy(new EnergyEvents(1_000_000, 0, 0, 0, 0));
        assertEquals(0.547, energy.microjoulesPerSample(10), RELATIVE_ERROR);
        assertThrows(IllegalArgumentException.class, () -> energy.microjoulesPerSample(0));
    }

    @Test
    void refusesImpossibleCounts() {
        assertThrows(IllegalArgumentException.class, () -> new EnergyEvents(-1, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new EnergyEvents(0, -1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new EnergyEvents(0, 0, 1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new EnergyEvents(0, 0, 1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new EnergyEvents(0, 0, 0, 0, -1));
    }

    private static EnergyPart part(EnergyBreakdown energy, String name) {
        return energy.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertJoules(double joules, EnergyPart part) {
        assertEquals(joules, part.joules(), joules * RELATIVE_ERROR);
    }
}
