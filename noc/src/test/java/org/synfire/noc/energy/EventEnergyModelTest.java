package org.synfire.noc.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

class EventEnergyModelTest {
    private static final double RELATIVE_ERROR = 1e-12;

    private final ChipDescription chip = Chips.named("loihi");

    private static EnergyBreakdown energy(ChipDescription of, EventCounts events, double seconds) {
        return new EventEnergyModel(of, of.events().orElseThrow()).energy(events, seconds);
    }

    private static double joules(EnergyBreakdown energy, String name) {
        return energy.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow()
                .joules();
    }

    /** Worked by hand from the chip file. */
    @Test
    void equalsACaseWorkedByHand() {
        EnergyBreakdown energy = energy(chip, new EventCounts(1000, 600, 50, 100, 200, 400, 70, 30, 20, 5), 2);
        assertEquals((3550 + 6720 + 9600) * 1e-12, joules(energy, EnergyModel.SYNAPTIC_OPERATIONS), 1e-20);
        assertEquals((51_200 + 12_960) * 1e-12, joules(energy, EnergyModel.NEURON_UPDATES), 1e-20);
        assertEquals((3465 + 7770) * 1e-12, joules(energy, EventEnergyModel.SPIKES), 1e-20);
        assertEquals((90 + 84) * 1e-12, joules(energy, EnergyModel.HOPS), 1e-20);
        assertEquals(320 * 1e-12, joules(energy, EnergyModel.INTER_CHIP_HOPS), 1e-20);
        assertEquals(0, joules(energy, EnergyModel.STATIC));
        assertEquals(0.208, energy.boundJoules(), 0.208 * RELATIVE_ERROR);
        assertEquals(95_759e-12, energy.totalJoules(), 95_759e-12 * RELATIVE_ERROR);
    }

    @Test
    void staticPowerIsThatOfAllChips() {
        ChipDescription two = chip.with(ChipFigure.STATIC_POWER, 0.1, "test").withChips(2, 1);
        EnergyBreakdown energy = energy(two, EventCounts.NONE, 3);
        assertEquals(0.6, energy.totalJoules(), RELATIVE_ERROR);
    }

    @Test
    void onlyWhatRestsOnAssumedFiguresIsNamedSo() {
        assertEquals(
                List.of(EnergyModel.INTER_CHIP_HOPS, EnergyModel.STATIC),
                energy(chip, EventCounts.NONE, 1).assumedParts().stream()
                        .map(EnergyPart::name)
                        .toList());
    }

    @Test
    void countsAddUp() {
        EventCounts one = new EventCounts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertEquals(new EventCounts(2, 4, 6, 8, 10, 12, 14, 16, 18, 20), one.plus(one));
        assertEquals(15, one.operations());
        assertTrue(EventCounts.NONE.plus(one).equals(one));
    }
}
