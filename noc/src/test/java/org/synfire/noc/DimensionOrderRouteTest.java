package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimensionOrderRouteTest {
    @Test
    void goesAlongXFirst() {
        Mesh mesh = Mesh.ofOneChip(4, 3);
        List<Integer> path = path(mesh, mesh.node(3, 0), mesh.node(1, 2));
        assertEquals(
                List.of(
                        mesh.link(mesh.node(3, 0), Direction.WEST),
                        mesh.link(mesh.node(2, 0), Direction.WEST),
                        mesh.link(mesh.node(1, 0), Direction.SOUTH),
                        mesh.link(mesh.node(1, 1), Direction.SOUTH)),
                path);
    }

    @Test
    void goesNowhereToStay() {
        assertEquals(List.of(), path(Mesh.ofOneChip(1, 1), 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,6", "6,1", "2,3", "5,5"})
    void isAConnectedShortestPathWithOneTurnForEveryPair(int width, int height) {
        Mesh mesh = Mesh.ofOneChip(width, height);
        for (int from = 0; from < mesh.nodes(); from++) {
            for (int to = 0; to < mesh.nodes(); to++) {
                assertIsXyPath(mesh, from, to);
            }
        }
    }

    private static void assertIsXyPath(Mesh mesh, int from, int to) {
        int node = from;
        boolean hasTurned = false;
        List<Integer> path = path(mesh, from, to);
        for (int link : path) {
            assertTrue(mesh.hasLink(link));
            assertEquals(node, mesh.linkSource(link));
            boolean isVertical = Direction.ofLink(link).dy() != 0;
            assertFalse(hasTurned && !isVertical, "turned back to x");
            hasTurned |= isVertical;
            node = mesh.linkTarget(link);
        }
        assertEquals(to, node);
        assertEquals(mesh.hops(from, to), path.size());
        assertEquals(path.size(), new DimensionOrderRoute(mesh).hops(from, to));
    }

    /** What every router decides from the header alone adds up to the path. */
    @ParameterizedTest
    @CsvSource({"4,4", "1,5", "6,2"})
    void equalsTheRoutersDecisionsOneByOne(int width, int height) {
        Mesh mesh = Mesh.ofOneChip(width, height);
        DimensionOrderRoute route = new DimensionOrderRoute(mesh);
        for (int from = 0; from < mesh.nodes(); from++) {
            for (int to = 0; to < mesh.nodes(); to++) {
                assertEquals(followHeader(mesh, from, route.dx(from, to), route.dy(from, to)), path(mesh, from, to));
            }
        }
    }

    private static List<Integer> followHeader(Mesh mesh, int from, int dx, int dy) {
        List<Integer> links = new ArrayList<>();
        int node = from;
        int xLeft = dx;
        int yLeft = dy;
        for (int port = DimensionOrderRoute.nextPort(xLeft, yLeft);
                port != Direction.LOCAL_PORT;
                port = DimensionOrderRoute.nextPort(xLeft, yLeft)) {
            Direction direction = Direction.values()[port - 1];
            int link = mesh.link(node, direction);
            links.add(link);
            node = mesh.linkTarget(link);
            xLeft -= direction.dx();
            yLeft -= direction.dy();
        }
        return links;
    }

    static List<Integer> path(Mesh mesh, int from, int to) {
        List<Integer> links = new ArrayList<>();
        new DimensionOrderRoute(mesh).forEachLink(from, to, links::add);
        return links;
    }
}
