package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for any traffic on any mesh; the naive twin walks every packet's path by itself. */
class TrafficCountersPropertyTest {
    private static final RouterTiming TIMING = new RouterTiming(1, 1, 3, 1, 1, 2);

    @Property(tries = 200)
    void conservesHopsAndEqualsWalkingEveryPath(
            @ForAll @IntRange(min = 1, max = 5) int chipWidth,
            @ForAll @IntRange(min = 1, max = 5) int chipHeight,
            @ForAll @IntRange(min = 1, max = 3) int chipsX,
            @ForAll @IntRange(min = 1, max = 3) int chipsY,
            @ForAll long seed) {
        Mesh mesh = new Mesh(chipWidth, chipHeight, chipsX, chipsY);
        TrafficCounters counters = new TrafficCounters(mesh, TIMING);
        long[] walked = new long[mesh.linkIds()];
        Random random = new Random(seed);
        for (int step = 0; step < 4; step++) {
            long[] stepWalked = new long[mesh.linkIds()];
            sendSome(mesh, counters, stepWalked, random);
            counters.endStep();
            long busiest = Arrays.stream(stepWalked).max().orElseThrow();
            assertEquals(busiest * TIMING.packetFlits(), counters.stepBusiestLinkFlits());
            assertTrue(counters.stepBusiestChannelCycles() >= counters.stepBusiestLinkFlits());
            assertEquals(Arrays.stream(stepWalked).sum(), counters.stepHops());
            Arrays.setAll(walked, link -> walked[link] + stepWalked[link]);
        }
        assertEquals(Arrays.stream(counters.linkPackets()).sum(), counters.hops());
        assertArrayEquals(walked, counters.linkPackets());
        assertEquals(crossings(mesh, walked), counters.chipCrossings());
    }

    private static void sendSome(Mesh mesh, TrafficCounters counters, long[] walked, Random random) {
        for (int flow = random.nextInt(20); flow > 0; flow--) {
            int from = random.nextInt(mesh.nodes());
            int to = random.nextInt(mesh.nodes());
            int packets = random.nextInt(5);
            counters.add(counters.route(from, to), packets);
            DimensionOrderRouteTest.path(mesh, from, to).forEach(link -> walked[link] += packets);
        }
    }

    private static long crossings(Mesh mesh, long[] walked) {
        long crossings = 0;
        for (int link = 0; link < walked.length; link++) {
            crossings += mesh.isChipBoundary(link) ? walked[link] : 0;
        }
        return crossings;
    }
}
