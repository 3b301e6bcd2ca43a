package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.MaxGate;

class CutLinesTest {
    private static final Shape MAP = new Shape(1, 100, 100);

    private static CutLines.Tiles tiles(Shape shape, int mostPositions, MaxGate... gates) {
        return new CutLines(shape, List.of(gates)).tiles(mostPositions).orElseThrow();
    }

    @Test
    void aMapThatFitsIsNotCut() {
        assertArrayEquals(new int[] {0, 100}, tiles(MAP, 10_000).rows());
        assertArrayEquals(new int[] {0, 100}, tiles(MAP, 10_000).columns());
        assertArrayEquals(new int[] {0, 50, 100}, tiles(MAP, 9_999).rows());
    }

    @Test
    void rowsAreCutIntoEqualPartsBeforeColumnsAre() {
        assertArrayEquals(new int[] {0, 33, 66, 100}, tiles(MAP, 4096).rows());
        assertArrayEquals(new int[] {0, 100}, tiles(MAP, 4096).columns());
    }

    @Test
    void columnsAreCutWhereARowIsTooLong() {
        CutLines.Tiles tiles = tiles(MAP, 60);
        assertArrayEquals(new int[] {0, 50, 100}, tiles.columns());
        assertEquals(101, tiles.rows().length);
        assertEquals(50, tiles.positions());
    }

    @Test
    void noPoolingWindowIsCut() {
        MaxGate threes = MaxGate.of(MAP, new Window(3, 3, 3, 3, 1, 1, 0, 0, 0, 0));
        CutLines.Tiles tiles = tiles(MAP, 4096, threes);
        assertArrayEquals(new int[] {0, 33, 66, 100}, tiles.rows());
        MaxGate eights = MaxGate.of(MAP, new Window(8, 8, 8, 8, 1, 1, 0, 0, 0, 0));
        assertArrayEquals(new int[] {0, 32, 64, 100}, tiles(MAP, 4096, eights).rows());
        MaxGate twenties = MaxGate.of(MAP, new Window(20, 20, 20, 20, 1, 1, 0, 0, 0, 0));
        assertArrayEquals(new int[] {0, 40, 60, 100}, tiles(MAP, 4096, twenties).rows());
        assertArrayEquals(
                new int[] {0, 40, 80, 100},
                tiles(MAP, 4096, twenties, MaxGate.of(MAP, new Window(40, 1, 40, 1, 1, 1, 0, 0, 0, 0)))
                        .rows());
    }

    @Test
    void overlappingWindowsAllowNoCutThroughThem() {
        MaxGate overlapping = MaxGate.of(MAP, new Window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1));
        assertTrue(new CutLines(MAP, List.of(overlapping)).tiles(4096).isEmpty());
        assertEquals(10_000, tiles(MAP, 10_000, overlapping).positions());
    }

    @Test
    void windowsWithGapsBetweenThemAreCutInTheGaps() {
        MaxGate sparse = MaxGate.of(new Shape(1, 10, 4), new Window(3, 1, 5, 1, 1, 1, 0, 0, 0, 0));
        // windows hold rows 0..2 and 5..7: lines may lie before rows 3, 4, 5, 8 and 9
        assertArrayEquals(
                new int[] {0, 4, 8, 10}, tiles(new Shape(1, 10, 4), 16, sparse).rows());
        assertArrayEquals(
                new int[] {0, 5, 10}, tiles(new Shape(1, 10, 4), 20, sparse).rows());
    }
}
