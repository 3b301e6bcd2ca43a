package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One packet between every pair of nodes, against the closed forms for mean hops and link load under x-first routing;
 * both sides are whole numbers, so equality is exact.
 */
class UniformTrafficTheoryTest {
    private static final RouterTiming TIMING = new RouterTiming(1, 1, 1, 1, 1, 1);

    /** Mean with self: (kx^2-1)/(3kx) + (ky^2-1)/(3ky); times N^2. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,3", "4,4", "8,8", "9,9", "5,3", "12,7", "16,1"})
    void hasTheTheoryMeanHops(int width, int height) {
        TrafficCounters counters = allPairs(Mesh.ofOneChip(width, height));
        long pairs = (long) width * height * width * height;
        long alongX = pairs / width * (width * width - 1) / 3;
        long alongY = pairs / height * (height * height - 1) / 3;
        assertEquals(pairs, counters.packets());
        assertEquals(alongX + alongY, counters.hops());
    }

    /** Mean without self, square mesh: 2k/3 exactly; times N(N-1). */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8, 9})
    void hasTwoThirdsOfTheSideWithoutSelf(int side) {
        long nodes = (long) side * side;
        assertEquals(
                nodes * (nodes - 1) * 2 * side,
                3 * allPairs(Mesh.ofOneChip(side, side)).hops());
    }

    /** The link from column i-1 to i carries i(k-i)/k of the load of one node, each of which sends N packets. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 9})
    void loadsEveryLinkAsTheoryDoes(int side) {
        Mesh mesh = Mesh.ofOneChip(side, side);
        TrafficCounters counters = allPairs(mesh);
        for (int link = 0; link < mesh.linkIds(); link++) {
            assertEquals(mesh.hasLink(link) ? theoryLoad(mesh, link) : 0, counters.linkPackets(link));
        }
        long evenMaximum = (long) side * side * side / 4;
        long oddMaximum = (long) side * (side * side - 1) / 4;
        assertEquals(side % 2 == 0 ? evenMaximum : oddMaximum, counters.stepBusiestLinkFlits());
    }

    private static long theoryLoad(Mesh mesh, int link) {
        int side = mesh.width();
        int source = mesh.linkSource(link);
        int target = mesh.linkTarget(link);
        boolean isHorizontal = Direction.ofLink(link).dx() != 0;
        int boundary =
                isHorizontal ? Math.max(mesh.x(source), mesh.x(target)) : Math.max(mesh.y(source), mesh.y(target));
        return (long) boundary * (side - boundary) * side;
    }

    private static TrafficCounters allPairs(Mesh mesh) {
        TrafficCounters counters = new TrafficCounters(mesh, TIMING);
        for (int from = 0; from < mesh.nodes(); from++) {
            for (int to = 0; to < mesh.nodes(); to++) {
                counters.add(counters.route(from, to), 1);
            }
        }
        counters.endStep();
        return counters;
    }
}
