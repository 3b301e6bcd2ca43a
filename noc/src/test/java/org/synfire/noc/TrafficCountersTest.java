package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficCountersTest {
    private static final RouterTiming TIMING = new RouterTiming(1, 1, 7, 1, 1, 2);

    private final Mesh mesh = Mesh.ofOneChip(4, 4);
    private final TrafficCounters counters = new TrafficCounters(mesh, TIMING);

    @Test
    void givesTheSamePairTheSameRoute() {
        int there = counters.route(0, 5);
        int back = counters.route(5, 0);
        assertEquals(0, there);
        assertEquals(1, back);
        assertEquals(there, counters.route(0, 5));
        assertEquals(2, counters.routes());
    }

    @Test
    void laysPacketsOnEveryLinkOfTheirPath() {
        counters.add(counters.route(mesh.node(0, 0), mesh.node(2, 1)), 5);
        counters.add(counters.route(mesh.node(1, 0), mesh.node(3, 0)), 3);
        counters.endStep();
        assertEquals(5, counters.linkPackets(mesh.link(mesh.node(0, 0), Direction.EAST)));
        assertEquals(8, counters.linkPackets(mesh.link(mesh.node(1, 0), Direction.EAST)));
        assertEquals(3, counters.linkPackets(mesh.link(mesh.node(2, 0), Direction.EAST)));
        assertEquals(5, counters.linkPackets(mesh.link(mesh.node(2, 0), Direction.SOUTH)));
        assertEquals(8, counters.packets());
        assertEquals(21, counters.hops());
        assertEquals(16, counters.stepBusiestLinkFlits());
    }

    @Test
    void addsUpPacketsOfOneRouteWithinAStep() {
        int route = counters.route(0, 1);
        counters.add(route, 2);
        counters.add(route, 0);
        counters.add(route, 3);
        counters.endStep();
        assertEquals(5, counters.routePackets(route));
        assertEquals(5, counters.stepHops());
    }

    @Test
    void keepsWhatALinkCarriedOverTime() {
        int route = counters.route(0, 1);
        int link = mesh.link(0, Direction.EAST);
        int free = mesh.link(1, Direction.EAST);
        for (int step = 1; step <= LinkTimeline.MOST_INTERVALS - 1; step++) {
            counters.add(route, step);
            counters.endStep();
        }
        LinkTimeline timeline = counters.timeline();
        assertEquals(1, timeline.stepsPerInterval());
        assertEquals(LinkTimeline.MOST_INTERVALS - 1, timeline.intervals());
        assertArrayEquals(
                LongStream.rangeClosed(1, LinkTimeline.MOST_INTERVALS - 1).toArray(), timeline.packets(link));
        assertArrayEquals(new long[LinkTimeline.MOST_INTERVALS - 1], timeline.packets(free));
        counters.endStep();
        assertEquals(2, timeline.stepsPerInterval());
        assertEquals(LinkTimeline.MOST_INTERVALS / 2, timeline.intervals());
        counters.add(route, 7);
        counters.endStep();
        assertEquals(LinkTimeline.MOST_INTERVALS / 2 + 1, timeline.intervals());
        long[] packets = timeline.packets(link);
        assertEquals(1 + 2, packets[0]);
        assertEquals(63, packets[LinkTimeline.MOST_INTERVALS / 2 - 1]);
        assertEquals(7, packets[LinkTimeline.MOST_INTERVALS / 2]);
    }

    @Test
    void whatLinksCarriedOverTimeAddsUpToAllThatTheyCarried() {
        int route = counters.route(0, 15);
        for (int step = 0; step < 1_000; step++) {
            counters.add(route, step % 7);
            counters.endStep();
            assertEquals(
                    counters.hops(),
                    IntStream.range(0, mesh.linkIds())
                            .mapToLong(link -> LongStream.of(counters.timeline().packets(link))
                                    .sum())
                            .sum());
        }
        assertEquals(16, counters.timeline().stepsPerInterval());
        assertEquals(63, counters.timeline().intervals());
    }

    @Test
    void forgetsAStepWhenTheNextOneEnds() {
        int route = counters.route(0, 3);
        counters.add(route, 4);
        counters.endStep();
        counters.add(route, 1);
        counters.endStep();
        assertEquals(1, counters.stepPackets());
        assertEquals(3, counters.stepHops());
        assertEquals(2, counters.stepBusiestLinkFlits());
        assertEquals(2, counters.stepBusiestChannelCycles());
        counters.endStep();
        assertEquals(0, counters.stepPackets());
        assertEquals(0, counters.stepBusiestLinkFlits());
        assertEquals(0, counters.stepBusiestChannelCycles());
        assertEquals(3, counters.steps());
        assertEquals(5, counters.packets());
        assertEquals(15, counters.hops());
    }

    @Test
    void doesNotCountAStepBeforeItEnds() {
        counters.add(counters.route(0, 1), 1);
        assertEquals(0, counters.packets());
        assertEquals(0, counters.linkPackets(mesh.link(0, Direction.EAST)));
    }

    @Test
    void sendsToTheOwnCoreThroughThePortsWithoutHops() {
        counters.add(counters.route(6, 6), 10);
        counters.endStep();
        assertEquals(10, counters.packets());
        assertEquals(0, counters.hops());
        assertEquals(0, counters.stepBusiestLinkFlits());
        assertEquals(20, counters.stepBusiestChannelCycles());
    }

    @Test
    void findsTheEjectionPortThatManyLinksFeed() {
        int centre = mesh.node(1, 1);
        for (int neighbour : new int[] {mesh.node(0, 1), mesh.node(2, 1), mesh.node(1, 0), mesh.node(1, 2)}) {
            counters.add(counters.route(neighbour, centre), 3);
        }
        counters.endStep();
        assertEquals(6, counters.stepBusiestLinkFlits());
        assertEquals(24, counters.stepBusiestChannelCycles());
    }

    @Test
    void findsTheInjectionPortThatFeedsManyLinks() {
        counters.add(counters.route(mesh.node(1, 1), mesh.node(0, 1)), 3);
        counters.add(counters.route(mesh.node(1, 1), mesh.node(2, 1)), 3);
        counters.endStep();
        assertEquals(6, counters.stepBusiestLinkFlits());
        assertEquals(12, counters.stepBusiestChannelCycles());
    }

    @Test
    void countsLinksBetweenChipsAndTheirSlowness() {
        Mesh chips = new Mesh(2, 2, 2, 2);
        TrafficCounters between = new TrafficCounters(chips, TIMING);
        int route = between.route(chips.node(0, 0), chips.node(3, 3));
        between.add(route, 2);
        between.add(between.route(chips.node(0, 0), chips.node(1, 1)), 9);
        between.endStep();
        assertEquals(6, between.routeHops(route));
        assertEquals(2, between.routeChipCrossings(route));
        assertEquals(4, between.chipCrossings());
        assertEquals(30, between.hops());
        assertEquals(22, between.stepBusiestLinkFlits());
        assertEquals(28, between.stepBusiestChannelCycles());
    }

    @Test
    void refusesNodesOffTheMesh() {
        assertThrows(IndexOutOfBoundsException.class, () -> counters.route(0, 16));
        assertThrows(IndexOutOfBoundsException.class, () -> counters.route(-1, 0));
    }
}
