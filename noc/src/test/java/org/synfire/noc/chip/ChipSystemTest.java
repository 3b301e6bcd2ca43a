package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;

/** Chip files that describe several chips side by side. */
class ChipSystemTest {
    private static final String BOARD = """
        name: board
        description: Chips side by side.
        sources: {X: made up}
        chip: darwin3
        system:
          chipsX: {value: 3, unit: chips, source: X}
          chipsY: {value: 2, unit: chips, source: X, assumed: true}
        """;

    @TempDir
    private Path directory;

    @Test
    void wukongHas960Chips() {
        ChipDescription wukong = Chips.named("wukong");
        assertEquals(960, wukong.chips());
        assertEquals(720, wukong.mesh().width());
        assertEquals(768, wukong.mesh().height());
        assertEquals(552_000, wukong.neuronCores());
        assertEquals(2_260_992_000L, (long) wukong.neuronCores() * wukong.neuronsPerCore());
    }

    @Test
    void darwinWaferHas64Chips() {
        ChipDescription wafer = Chips.named("darwin-wafer");
        assertEquals(64, wafer.chips());
        assertEquals(36_800, wafer.neuronCores());
    }

    @Test
    void aSystemHasTheFiguresOfItsChip() {
        ChipDescription wukong = Chips.named("wukong");
        for (ChipFigure which : ChipFigure.values()) {
            assertEquals(Chips.darwin3().figure(which), wukong.figure(which));
        }
        assertTrue(
                wukong.sources().keySet().containsAll(Chips.darwin3().sources().keySet()));
    }

    @Test
    void theArrangementOfItsChipsIsAFigureWithASource() throws IOException {
        ChipDescription board = read(BOARD);
        assertEquals(6, board.chips());
        assertEquals(
                List.of("system.chipsX", "system.chipsY"),
                List.copyOf(board.systemFigures().keySet()));
        assertEquals(
                Chips.darwin3().assumedFigures() + 1,
                board.assumedFigures(),
                "one of the two figures of the system is assumed");
        assertTrue(ChipTable.lines(board).stream().anyMatch(line -> line.startsWith("* chipsY")));
    }

    @Test
    void anotherNumberOfChipsReplacesThatOfTheFile() {
        ChipDescription part = Chips.named("wukong").withChips(2, 1);
        assertEquals(2, part.chips());
        assertTrue(part.systemFigures().isEmpty());
        assertEquals("wukong", part.name());
    }

    @Test
    void aChangedFigureLeavesTheSystemAsItIs() {
        ChipDescription changed = Chips.named("darwin-wafer").with(ChipFigure.STEP, 1000, "tried");
        assertEquals(64, changed.chips());
        assertEquals(2, changed.systemFigures().size());
    }

    @Test
    void refusesASystemOfAnUnknownChip() {
        assertFails(
                BOARD.replace("chip: darwin3", "chip: wukong"),
                "chip.yaml:4:7: chip: expected a built-in chip, one of darwin3, loihi, truenorth, found 'wukong'");
    }

    @Test
    void refusesFiguresBesideTheNameOfAChip() {
        assertFails(
                BOARD + "mesh: {}\n",
                "chip.yaml:8:1: unknown key 'mesh', allowed here: name, description, sources, chip, system, faults");
    }

    @Test
    void refusesNoChipsAndTooMany() {
        assertFails(
                BOARD.replace("value: 3", "value: 0"),
                "chip.yaml:6:19: system.chipsX.value: expected a whole number of chips from 1 to 1048576, found 0");
        assertFails(
                BOARD.replace("value: 3", "value: 1000"),
                "A mesh of 1000x2 chips of 24x24 nodes has 1152000 nodes; at most 1048576 are supported: ask for fewer"
                        + " chips or smaller ones");
    }

    @Test
    void refusesANameWithoutASystem() {
        assertFails(BOARD.substring(0, BOARD.indexOf("system:")), "chip.yaml:1:1: key 'system' is missing");
    }

    private ChipDescription read(String text) throws IOException {
        return ChipFile.read(Files.writeString(directory.resolve("chip.yaml"), text));
    }

    private void assertFails(String text, String message) {
        InputException e = assertThrows(InputException.class, () -> read(text));
        assertEquals(message, e.getMessage().replace(directory + "/", ""));
    }
}
