package org.synfire.noc.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.traffic.PatternName;

/** Reference 5.7: what credits let through; {@code CreditTheoryTest} measures the same. */
class CreditBoundTheoryTest {
    private final Mesh mesh = Mesh.ofOneChip(8, 8);

    /** The reference's measured cases: T is hop cycles + 2, so 5 for 3 cycles a hop. */
    @ParameterizedTest
    @CsvSource({
        "3, 1, 2, 0.400",
        "3, 1, 4, 0.800",
        "3, 1, 5, 1.000",
        "2, 1, 3, 0.750",
        "2, 1, 4, 1.000",
        "4, 1, 2, 0.333",
        "5, 1, 2, 0.286",
        "3, 4, 1, 0.800",
        "1, 1, 1, 0.333"
    })
    void boundsALinkByItsCredits(int hopCycles, int channels, int buffer, double flits) {
        CreditBound bound = new CreditBound(RouterConfig.ofHopCycles(hopCycles, channels, buffer));
        assertEquals(flits, bound.perChannel(Channel.Kind.LINK), 0.0005);
        assertEquals(Math.min(1, flits / channels), bound.perVirtualChannel(Channel.Kind.LINK), 0.0005);
    }

    /** With one cycle a hop the way in is the longest, 4 cycles, and bounds traffic that loads all channels alike. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0.25", "1, 2, 0.5", "1, 3, 0.75", "1, 4, 1", "2, 3, 0.75", "3, 4, 0.8", "3, 5, 1"})
    void boundsDiagonalNeighboursByTheLongestWay(int hopCycles, int buffer, double flits) {
        ChannelLoads loads =
                TrafficFlows.of(mesh, PatternName.NEIGHBOR.on(mesh)).loads();
        assertEquals(flits, new CreditBound(RouterConfig.ofHopCycles(hopCycles, 1, buffer)).saturation(loads), 1e-12);
    }

    /** The fullest link of uniform traffic has twice a core's load on 8x8, so there it stays the one that bounds. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0.1666666667", "1, 2, 0.3333333333", "1, 3, 0.5", "3, 1, 0.1"})
    void boundsUniformTrafficByItsFullestLink(int hopCycles, int buffer, double flits) {
        ChannelLoads loads = TrafficFlows.of(mesh, PatternName.UNIFORM.on(mesh)).loads();
        assertEquals(flits, new CreditBound(RouterConfig.ofHopCycles(hopCycles, 1, buffer)).saturation(loads), 1e-9);
    }
}
