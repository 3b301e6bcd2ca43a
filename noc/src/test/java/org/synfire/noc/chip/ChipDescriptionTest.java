package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

class ChipDescriptionTest {
    private final ChipDescription chip = Chips.darwin3();

    @Test
    void standsSideBySide() {
        ChipDescription nine = chip.withChips(3, 3);
        assertEquals(new Mesh(24, 24, 3, 3), nine.mesh());
        assertEquals(9, nine.chips());
        assertEquals(9 * 575, nine.neuronCores());
        assertEquals(0, nine.ioNode());
        assertEquals(1, chip.chips());
    }

    @Test
    void keepsEveryChipsColumnsAndCornerOnItsOwnMesh() {
        ChipDescription odd = chip.with(ChipFigure.MESH_WIDTH, 5, "test").withChips(2, 1);
        assertEquals(CoreType.BIG, odd.coreType(odd.mesh().node(4, 0)));
        assertEquals(CoreType.BIG, odd.coreType(odd.mesh().node(6, 0)));
        assertEquals(CoreType.LITTLE, odd.coreType(odd.mesh().node(7, 0)));
        assertFalse(odd.isNeuronCore(odd.mesh().node(5, 0)));
        assertTrue(odd.isNeuronCore(odd.mesh().node(5, 1)));
        assertTrue(odd.isNeuronCore(odd.mesh().node(6, 0)));
    }

    @Test
    void replacesAFigureAndSaysSo() {
        ChipDescription changed = chip.withChips(2, 1).with(ChipFigure.LINK_CYCLES, 3, "an option");
        assertEquals(new Figure(3, "cycles", "an option", true), changed.figure(ChipFigure.LINK_CYCLES));
        assertEquals(3, changed.routerTiming().linkCycles());
        assertEquals(2, changed.chips());
        assertEquals(1, chip.routerTiming().linkCycles());
    }

    @Test
    void refusesAFigureOutOfRange() {
        InputException e = assertThrows(InputException.class, () -> chip.with(ChipFigure.MESH_WIDTH, 0, "test"));
        assertEquals(
                "Chip darwin3: mesh.width must be a whole number of nodes from 1 to 1048576, found 0.0",
                e.getMessage());
        assertThrows(InputException.class, () -> chip.with(ChipFigure.NEURONS, 1.5, "test"));
        assertThrows(InputException.class, () -> chip.with(ChipFigure.CLOCK, Double.NaN, "test"));
    }

    @Test
    void refusesAFigureThatContradictsAnother() {
        InputException e = assertThrows(InputException.class, () -> chip.with(ChipFigure.STEP, 10.23, "test"));
        assertEquals(
                "Chip darwin3: time.step must be at least time.minimumStep, which is 10.24 us; found 10.23",
                e.getMessage());
        assertEquals(10.24e-6, chip.with(ChipFigure.STEP, 10.24, "test").stepSeconds());
    }

    @Test
    void refusesMoreChipsThanAMeshHolds() {
        assertEquals(42 * 43, chip.withChips(42, 43).chips());
        assertThrows(InputException.class, () -> chip.withChips(43, 43));
        assertThrows(InputException.class, () -> chip.withChips(0, 1));
    }
}
