package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/** The faults that a chip file declares. */
class ChipFaultsTest {
    private static ChipDescription darwin3With(String section) {
        try (InputStream stream = Chips.class.getResourceAsStream("darwin3.yaml")) {
            String file = new String(stream.readAllBytes(), StandardCharsets.UTF_8) + "\n" + section + "\n";
            return ChipFile.parse("faulty.yaml", file.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileWithoutTheSectionHasNoFaults() {
        assertTrue(Chips.darwin3().faults().isEmpty());
        assertTrue(darwin3With("faults: {}").faults().isEmpty());
    }

    @Test
    void connectionsAreDeadBothWaysAndRoutersWithAllTheirLinks() {
        ChipDescription chip = darwin3With(
                "faults: {routers: [{x: 5, y: 6}], links: [{x: 2, y: 1, to: east}, {x: 9, y: 9, to: north}]}");
        Mesh mesh = chip.mesh();
        Faults faults = chip.faults();
        assertTrue(faults.isLinkFaulty(mesh.link(mesh.node(2, 1), Direction.EAST)));
        assertTrue(faults.isLinkFaulty(mesh.link(mesh.node(3, 1), Direction.WEST)));
        assertTrue(faults.isLinkFaulty(mesh.link(mesh.node(9, 9), Direction.NORTH)));
        assertTrue(faults.isLinkFaulty(mesh.link(mesh.node(9, 8), Direction.SOUTH)));
        assertFalse(faults.isLinkFaulty(mesh.link(mesh.node(9, 9), Direction.SOUTH)));
        assertTrue(faults.isRouterFaulty(mesh.node(5, 6)));
        assertTrue(faults.isLinkFaulty(mesh.link(mesh.node(4, 6), Direction.EAST)));
        assertFalse(faults.isRouterFaulty(mesh.node(2, 1)));
    }

    @Test
    void placesCountOverAllChips() {
        ChipDescription chip = darwin3With("faults: {links: [{x: 23, y: 0, to: east}]}");
        InputException refused = assertThrows(InputException.class, chip::faults);
        assertEquals(
                "Chip darwin3: faults name a link from node (23, 0) to the east, where its mesh ends",
                refused.getMessage());
        Mesh two = chip.withChips(2, 1).mesh();
        assertTrue(chip.withChips(2, 1).faults().isLinkFaulty(two.link(two.node(24, 0), Direction.WEST)));
        assertThrows(InputException.class, darwin3With("faults: {routers: [{x: 24, y: 0}]}")::faults);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faults: {cores: []}|unknown key 'cores', allowed here: routers, links",
                "faults: {routers: 3}|expected a list, found '3'",
                "faults: {routers: [{x: 1}]}|key 'y' is missing",
                "faults: {routers: [{x: -1, y: 0}]}|expected a whole number from 0 to 1048575, found -1",
                "faults: {routers: [{x: 1.5, y: 0}]}|expected a whole number from 0 to 1048575, found 1.5",
                "faults: {links: [{x: 1, y: 1, to: up}]}|expected east, north, west or south, found 'up'",
                "faults: {links: [{x: 1, y: 1}]}|key 'to' is missing"
            })
    void whatIsWrongIsToldWithItsPlace(String section, String message) {
        InputException refused = assertThrows(InputException.class, () -> darwin3With(section));
        assertTrue(
                refused.getMessage().startsWith("faulty.yaml:")
                        && refused.getMessage().endsWith(message),
                refused.getMessage());
    }
}
