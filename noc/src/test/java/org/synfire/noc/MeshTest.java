package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;

class MeshTest {
    /** The picture in the class's contract. */
    private final Mesh twoChips = new Mesh(3, 2, 2, 1);

    @Test
    void numbersNodesRowByRowAcrossChips() {
        assertEquals(6, twoChips.width());
        assertEquals(2, twoChips.height());
        assertEquals(12, twoChips.nodes());
        assertEquals(9, twoChips.node(3, 1));
        assertEquals(3, twoChips.x(9));
        assertEquals(1, twoChips.y(9));
    }

    @Test
    void numbersChipsRowByRow() {
        Mesh mesh = new Mesh(2, 2, 2, 2);
        assertEquals(4, mesh.chips());
        assertEquals(0, mesh.chip(mesh.node(1, 1)));
        assertEquals(1, mesh.chip(mesh.node(2, 1)));
        assertEquals(2, mesh.chip(mesh.node(1, 2)));
        assertEquals(3, mesh.chip(mesh.node(2, 2)));
    }

    @Test
    void hasPositiveYToTheSouth() {
        assertEquals(7, twoChips.linkTarget(twoChips.link(1, Direction.SOUTH)));
        assertEquals(1, twoChips.linkTarget(twoChips.link(7, Direction.NORTH)));
        assertEquals(2, twoChips.linkTarget(twoChips.link(1, Direction.EAST)));
        assertEquals(0, twoChips.linkTarget(twoChips.link(1, Direction.WEST)));
    }

    @Test
    void ordersDirectionsAsDarwin3NumbersItsPorts() {
        assertEquals(1, Direction.EAST.port());
        assertEquals(2, Direction.NORTH.port());
        assertEquals(3, Direction.WEST.port());
        assertEquals(4, Direction.SOUTH.port());
    }

    @Test
    void hasNoLinksOffItsEdge() {
        assertFalse(twoChips.hasLink(twoChips.link(5, Direction.EAST)));
        assertTrue(twoChips.hasLink(twoChips.link(4, Direction.EAST)));
        assertFalse(twoChips.hasLink(twoChips.link(6, Direction.WEST)));
        assertFalse(twoChips.hasLink(twoChips.link(0, Direction.NORTH)));
        assertFalse(twoChips.hasLink(twoChips.link(6, Direction.SOUTH)));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "7,1", "2,2", "5,4"})
    void hasTwoLinksForEveryPairOfNeighbours(int width, int height) {
        Mesh mesh = Mesh.ofOneChip(width, height);
        long links = IntStream.range(0, mesh.linkIds()).filter(mesh::hasLink).count();
        assertEquals(2L * ((width - 1) * height + (height - 1) * width), links);
    }

    @Test
    void leadsEveryLinkToANeighbourThatLeadsBack() {
        Mesh mesh = new Mesh(3, 2, 2, 3);
        IntStream.range(0, mesh.linkIds()).filter(mesh::hasLink).forEach(link -> {
            assertEquals(1, mesh.hops(mesh.linkSource(link), mesh.linkTarget(link)));
            int opposite = (Direction.ofLink(link).ordinal() + 2) % Direction.COUNT;
            int back = mesh.linkTarget(link) * Direction.COUNT + opposite;
            assertEquals(mesh.linkSource(link), mesh.linkTarget(back));
        });
    }

    @Test
    void knowsWhichLinksLeadBetweenChips() {
        assertTrue(twoChips.isChipBoundary(twoChips.link(2, Direction.EAST)));
        assertTrue(twoChips.isChipBoundary(twoChips.link(9, Direction.WEST)));
        assertFalse(twoChips.isChipBoundary(twoChips.link(1, Direction.EAST)));
        assertFalse(twoChips.isChipBoundary(twoChips.link(5, Direction.EAST)));
        long boundary = IntStream.range(0, twoChips.linkIds())
                .filter(twoChips::isChipBoundary)
                .count();
        assertEquals(4, boundary);
    }

    @Test
    void countsChipCrossingsAlongBothAxes() {
        Mesh mesh = new Mesh(2, 3, 4, 4);
        assertEquals(0, mesh.chipCrossings(mesh.node(0, 0), mesh.node(1, 2)));
        assertEquals(1, mesh.chipCrossings(mesh.node(1, 0), mesh.node(2, 0)));
        assertEquals(6, mesh.chipCrossings(mesh.node(7, 11), mesh.node(0, 0)));
    }

    @Test
    void acceptsTheLargestMeshAndNoLarger() {
        assertEquals(Mesh.MAX_NODES, Mesh.ofOneChip(1024, 1024).nodes());
        InputException tooLarge = assertThrows(InputException.class, () -> new Mesh(1025, 1024, 1, 1));
        assertTrue(tooLarge.getMessage().contains("1049600 nodes; at most 1048576"), tooLarge.getMessage());
    }

    @Test
    void isNotFooledByASizeThatOverflows() {
        assertThrows(InputException.class, () -> new Mesh(1 << 16, 1 << 16, 1, 1));
        assertThrows(InputException.class, () -> new Mesh(Integer.MAX_VALUE, 2, Integer.MAX_VALUE, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1,1,nodes across a chip",
        "1,0,1,1,nodes down a chip",
        "1,1,0,1,chips across",
        "1,1,1,-1,chips down"
    })
    void namesTheSizeThatIsBelowOne(int chipWidth, int chipHeight, int chipsX, int chipsY, String named) {
        InputException e = assertThrows(InputException.class, () -> new Mesh(chipWidth, chipHeight, chipsX, chipsY));
        assertTrue(e.getMessage().contains(named), e.getMessage());
    }

    @Test
    void refusesNodesOffTheMesh() {
        assertThrows(IndexOutOfBoundsException.class, () -> twoChips.node(6, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> twoChips.node(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> twoChips.node(-1, 0));
    }
}
