package org.synfire.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

class PatternNameTest {
    private static Mesh mesh(String size) {
        String[] sides = size.split("x");
        return Mesh.ofOneChip(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }

    /** Worked by hand: on 8x8, node 11 is (3,1) and 001011 in bits. */
    @ParameterizedTest
    @CsvSource({
        "transpose, 8x8, 11, 25",
        "transpose, 3x3, 5, 7",
        "transpose, 8x8, 0, 0",
        "bitcomp, 8x8, 11, 52",
        "bitcomp, 8x4, 0, 31",
        "bitcomp, 1x1, 0, 0",
        "bitrev, 8x8, 11, 52",
        "bitrev, 8x8, 1, 32",
        "bitrev, 1x1, 0, 0",
        "bitrev, 8x4, 3, 24",
        "shuffle, 8x8, 11, 22",
        "shuffle, 8x8, 33, 3",
        "shuffle, 1x1, 0, 0",
        "shuffle, 2x1, 1, 1",
        "tornado, 8x8, 0, 27",
        "tornado, 8x8, 61, 16",
        "tornado, 5x5, 0, 12",
        "tornado, 8x2, 0, 3",
        "tornado, 1x1, 0, 0",
        "neighbor, 8x8, 0, 9",
        "neighbor, 8x8, 63, 0",
        "neighbor, 8x8, 7, 8",
        "neighbor, 5x3, 14, 0",
        "neighbor, 1x1, 0, 0"
    })
    void sendsWhereItsDefinitionSays(String name, String size, int source, int destination) {
        TrafficPattern pattern =
                PatternName.valueOf(name.toUpperCase(Locale.ROOT)).on(mesh(size));
        assertEquals(1, pattern.choices());
        assertEquals(destination, pattern.destination(source, 0));
        assertEquals(name, pattern.label());
    }

    @ParameterizedTest
    @CsvSource({"transpose, 9x9", "bitcomp, 16x4", "bitrev, 32x1", "shuffle, 16x16", "tornado, 7x4", "neighbor, 3x8"})
    void isAPermutation(String name, String size) {
        Mesh mesh = mesh(size);
        TrafficPattern pattern =
                PatternName.valueOf(name.toUpperCase(Locale.ROOT)).on(mesh);
        BitSet reached = new BitSet();
        for (int source = 0; source < mesh.nodes(); source++) {
            reached.set(pattern.destination(source, 0));
        }
        assertEquals(mesh.nodes(), reached.cardinality());
    }

    @Test
    void reachesEveryNodeFromEveryNodeWhenUniform() {
        TrafficPattern uniform = PatternName.UNIFORM.on(mesh("5x3"));
        assertEquals(15, uniform.choices());
        for (int node = 0; node < 15; node++) {
            assertEquals(node, uniform.destination(7, node));
        }
    }

    @Test
    void sendsToHotspotsAlone() {
        TrafficPattern hotspot = PatternName.HOTSPOT.on(mesh("8x8"), 27, 63);
        assertEquals(2, hotspot.choices());
        assertEquals(27, hotspot.destination(5, 0));
        assertEquals(63, hotspot.destination(27, 1));
        assertEquals("hotspot 27,63", hotspot.label());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bitrev    | 24x24 | Traffic bitrev needs a mesh whose number of nodes is a power of two; 24x24 has 576 nodes. \
        Possible on it: uniform, transpose, tornado, neighbor, hotspot
        bitcomp   | 6x6   | Possible on it: uniform, transpose, tornado, neighbor, hotspot
        shuffle   | 3x4   | Possible on it: uniform, tornado, neighbor, hotspot
        transpose | 8x4   | Traffic transpose needs a square mesh; 8x4 has 32 nodes. Possible on it: uniform, \
        bitcomp, bitrev, shuffle, tornado, neighbor, hotspot
        hotspot   | 8x8   | Hotspot traffic needs at least one node that receives it
        """)
    void refusesMeshesItIsNotDefinedOn(String name, String size, String message) {
        PatternName pattern = PatternName.valueOf(name.toUpperCase(Locale.ROOT));
        String said =
                assertThrows(InputException.class, () -> pattern.on(mesh(size))).getMessage();
        assertTrue(said.contains(message), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        64 | 1 | Hotspot 64 is not on the mesh of 8x8: its nodes are 0 to 63
        -1 | 1 | Hotspot -1 is not on the mesh
        5  | 5 | Hotspot 5 is named twice
        """)
    void refusesHotspotsThatAreNone(int first, int second, String message) {
        String said = assertThrows(InputException.class, () -> PatternName.HOTSPOT.on(mesh("8x8"), first, second))
                .getMessage();
        assertTrue(said.startsWith(message), said);
    }

    @Test
    void refusesHotspotsOfOtherPatterns() {
        assertThrows(InputException.class, () -> PatternName.UNIFORM.on(mesh("8x8"), 3));
    }
}
