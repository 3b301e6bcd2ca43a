package org.synfire.noc.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.noc.DimensionOrderRoute;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.traffic.HotspotPattern;
import org.synfire.noc.traffic.PatternName;
import org.synfire.noc.traffic.TrafficPattern;

/** The general rule for loads against a walk over every path, and against the closed forms of the field. */
class ChannelLoadsTheoryTest {
    private static final double EXACT = 1e-9;

    private static ChannelLoads loads(int width, int height, PatternName name) {
        Mesh mesh = Mesh.ofOneChip(width, height);
        return TrafficFlows.of(mesh, name.on(mesh)).loads();
    }

    private static ChannelLoads loads(int side, String name) {
        return loads(side, side, PatternName.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    /** Every path walked link by link. */
    @ParameterizedTest
    @CsvSource({
        "uniform, 8, 8",
        "uniform, 5, 3",
        "uniform, 1, 7",
        "uniform, 1, 1",
        "transpose, 9, 9",
        "bitcomp, 8, 4",
        "bitrev, 8, 8",
        "shuffle, 16, 4",
        "tornado, 7, 5",
        "neighbor, 6, 9",
        "hotspot, 8, 8"
    })
    void addsUpEveryPath(String name, int width, int height) {
        Mesh mesh = Mesh.ofOneChip(width, height);
        TrafficPattern pattern = name.equals("hotspot")
                ? new HotspotPattern(mesh, 27, 28, 35)
                : PatternName.valueOf(name.toUpperCase(Locale.ROOT)).on(mesh);
        double[] links = new double[mesh.linkIds()];
        double[] ejection = new double[mesh.nodes()];
        DimensionOrderRoute route = new DimensionOrderRoute(mesh);
        double hops = 0;
        double squares = 0;
        for (int source = 0; source < mesh.nodes(); source++) {
            for (int choice = 0; choice < pattern.choices(); choice++) {
                int destination = pattern.destination(source, choice);
                double weight = 1.0 / pattern.choices();
                route.forEachLink(source, destination, link -> links[link] += weight);
                ejection[destination] += weight;
                hops += weight * mesh.hops(source, destination);
                squares += weight * mesh.hops(source, destination) * mesh.hops(source, destination);
            }
        }
        ChannelLoads loads = TrafficFlows.of(mesh, pattern).loads();
        for (Channel channel : Channel.all(mesh)) {
            double expected = switch (channel.kind()) {
                case LINK -> links[channel.id()];
                case INJECTION -> 1;
                case EJECTION -> ejection[channel.id()];
            };
            assertEquals(expected, loads.load(channel), EXACT, channel.words(mesh));
        }
        double mean = hops / mesh.nodes();
        assertEquals(mean, loads.meanHops(), EXACT);
        assertEquals(squares / mesh.nodes() - mean * mean, loads.hopVariance(), EXACT);
        double highest = Math.max(
                1,
                Math.max(
                        Arrays.stream(links).max().orElseThrow(),
                        Arrays.stream(ejection).max().orElseThrow()));
        assertEquals(1 / highest, loads.idealSaturation(), EXACT);
    }

    /**
     * Uniform with self: 4/k for even k, 4k/(k^2-1) for odd k, never above 1; the full link is one that crosses the
     * middle.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 16, 24, 48, 96})
    void boundsUniformTrafficByTheBisection(int k) {
        double bound = k % 2 == 0 ? 4.0 / k : 4.0 * k / (k * k - 1);
        ChannelLoads loads = loads(k, "uniform");
        assertEquals(Math.min(1, bound), loads.idealSaturation(), EXACT);
        if (k > 4) {
            int link = loads.fullest().id();
            assertEquals(Channel.Kind.LINK, loads.fullest().kind());
            assertEquals(
                    k / 2 - 1,
                    Math.min(
                            loads.mesh().x(loads.mesh().linkSource(link)),
                            loads.mesh().x(loads.mesh().linkTarget(link))));
            assertEquals(Direction.EAST, Direction.ofLink(link));
        }
    }

    @Test
    void boundsUniformTrafficAtTheReferencesFigures() {
        assertEquals(0.5, loads(8, "uniform").idealSaturation(), EXACT);
        assertEquals(0.25, loads(16, "uniform").idealSaturation(), EXACT);
        assertEquals(0.1667, loads(24, "uniform").idealSaturation(), 0.00005);
        assertEquals(0.0833, loads(48, "uniform").idealSaturation(), 0.00005);
    }

    /** Without self the same pairs are made of N-1 instead of N: 4(k^2-1)/k^3 for even k, 0.4922 for 8. */
    @Test
    void boundsUniformTrafficWithoutSelf() {
        Mesh mesh = Mesh.ofOneChip(8, 8);
        TrafficFlows flows = new TrafficFlows(mesh);
        for (int source = 0; source < 64; source++) {
            for (int destination = 0; destination < 64; destination++) {
                flows.add(source, destination, source == destination ? 0 : 1.0 / 63);
            }
        }
        assertEquals(4.0 * 63 / 512, flows.loads().idealSaturation(), EXACT);
        assertEquals(0.4922, flows.loads().idealSaturation(), 0.00005);
        assertEquals(16.0 / 3, flows.loads().meanHops(), EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 32})
    void boundsPermutationsAsTheirClosedFormsDo(int k) {
        assertEquals(1.0 / (k - 1), loads(k, "transpose").idealSaturation(), EXACT);
        assertEquals(1.0 / Math.floorDiv(k, 2), loads(k, "bitcomp").idealSaturation(), EXACT);
        assertEquals(1, loads(k, "neighbor").idealSaturation(), EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 9, 12, 16})
    void boundsTornado(int k) {
        assertEquals(1.0 / ((k + 1) / 2 - 1), loads(k, "tornado").idealSaturation(), EXACT);
    }

    @Test
    void boundsHotspotsByTheirPorts() {
        Mesh mesh = Mesh.ofOneChip(8, 8);
        ChannelLoads one = TrafficFlows.of(mesh, new HotspotPattern(mesh, 27)).loads();
        assertEquals(1.0 / 64, one.idealSaturation(), EXACT);
        assertEquals(new Channel(Channel.Kind.EJECTION, 27), one.fullest());
        assertEquals("the ejection port of node 27 (3,3)", one.fullest().words(mesh));
        assertEquals(
                4.0 / 64,
                TrafficFlows.of(mesh, new HotspotPattern(mesh, 27, 28, 35, 36))
                        .loads()
                        .idealSaturation(),
                EXACT);
    }

    /** Mean hops with self 2(k^2-1)/(3k), variance (k^2-1)(k^2+2)/(9k^2): a standard deviation of 2.69 on 8x8. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 8, 16, 24, 48})
    void hasTheHopsOfUniformTraffic(int k) {
        ChannelLoads loads = loads(k, "uniform");
        assertEquals(2.0 * (k * k - 1) / (3 * k), loads.meanHops(), EXACT);
        assertEquals((k * k - 1.0) * (k * k + 2) / (9.0 * k * k), loads.hopVariance(), 1e-8);
    }

    @ParameterizedTest
    @CsvSource({"5, 3", "12, 7", "16, 1"})
    void hasTheHopsOfRectangles(int width, int height) {
        double expected = (width * width - 1.0) / (3 * width) + (height * height - 1.0) / (3 * height);
        assertEquals(expected, loads(width, height, PatternName.UNIFORM).meanHops(), EXACT);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void hasTheHopsOfPermutations(int k) {
        int shift = (k + 1) / 2 - 1;
        assertEquals(2.0 * (k * k - 1) / (3 * k), loads(k, "transpose").meanHops(), EXACT);
        assertEquals(k, loads(k, "bitcomp").meanHops(), EXACT);
        assertEquals(4.0 * (k - 1) / k, loads(k, "neighbor").meanHops(), EXACT);
        assertEquals(4.0 * shift * (k - shift) / k, loads(k, "tornado").meanHops(), EXACT);
    }

    @Test
    void hasNoBoundBelowOneWithoutTraffic() {
        ChannelLoads none = new TrafficFlows(Mesh.ofOneChip(3, 3)).loads();
        assertEquals(1, none.idealSaturation());
        assertEquals(0, none.meanHops());
        assertEquals(0, none.hopVariance());
    }

    /** Loads are per flit that a node offers on average, however much was added. */
    @Test
    void scalesWithWhatIsOffered() {
        Mesh mesh = Mesh.ofOneChip(4, 1);
        TrafficFlows flows = new TrafficFlows(mesh);
        flows.add(0, 3, 10);
        ChannelLoads loads = flows.loads();
        assertEquals(4, loads.load(new Channel(Channel.Kind.LINK, mesh.link(1, Direction.EAST))), EXACT);
        assertEquals(0.25, loads.idealSaturation(), EXACT);
        assertTrue(loads.fullest().words(mesh).startsWith("the link from node 0 (0,0) east to node 1 (1,0)"));
    }
}
