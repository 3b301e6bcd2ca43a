package org.synfire.noc.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.traffic.HotspotPattern;
import org.synfire.noc.traffic.PatternName;

class LatencyModelTheoryTest {
    private static LatencyModel model(int side, String pattern, int hopCycles, int flits) {
        Mesh mesh = Mesh.ofOneChip(side, side);
        PatternName name = PatternName.valueOf(pattern.toUpperCase(Locale.ROOT));
        return new LatencyModel(
                TrafficFlows.of(mesh, name.on(mesh)).loads(),
                RouterConfig.ofHopCycles(hopCycles, 1, 8).zeroLoadTiming(flits));
    }

    /**
     * {@code 2 + c (H+1)} with the mean hops of the pattern; the reference's figures for neighbour traffic and uniform
     * traffic.
     */
    @ParameterizedTest
    @CsvSource({
        "8, neighbor, 3, 15.50",
        "16, neighbor, 3, 16.25",
        "24, neighbor, 3, 16.50",
        "48, neighbor, 3, 16.75",
        "8, uniform, 3, 20.75",
        "8, uniform, 5, 33.25",
        "8, uniform, 1, 8.25"
    })
    void hasTheReferencesZeroLoadLatency(int side, String pattern, int hopCycles, double cycles) {
        assertEquals(cycles, model(side, pattern, hopCycles, 1).zeroLoadCycles(), 1e-9);
        assertEquals(cycles + 3, model(side, pattern, hopCycles, 4).zeroLoadCycles(), 1e-9);
    }

    @Test
    void isTheMeanOfTheLatenciesOfLonePackets() {
        LatencyModel model = model(8, "tornado", 4, 2);
        Mesh mesh = model.loads().mesh();
        ZeroLoadLatency single = new ZeroLoadLatency(model.timing());
        double sum = 0;
        for (int node = 0; node < mesh.nodes(); node++) {
            sum += single.cycles(mesh.hops(node, PatternName.TORNADO.on(mesh).destination(node, 0)), 0);
        }
        assertEquals(sum / mesh.nodes(), model.zeroLoadCycles(), 1e-9);
    }

    /** The column theory_wait_output_queue_model of the reference measurements, which was enumerated by other means. */
    @ParameterizedTest
    @CsvSource({
        "8, uniform, 0.01, 0.019",
        "8, uniform, 0.05, 0.1021",
        "8, uniform, 0.1, 0.2248",
        "8, uniform, 0.18, 0.484",
        "8, uniform, 0.3, 1.1611",
        "8, uniform, 0.38, 2.1458"
    })
    void hasTheReferencesWait(int side, String pattern, double load, double cycles) {
        assertEquals(cycles, model(side, pattern, 3, 1).waitCycles(load), 0.00006);
    }

    @Test
    void hasTheReferencesWaitForHotspots() {
        Mesh mesh = Mesh.ofOneChip(8, 8);
        ChannelLoads loads =
                TrafficFlows.of(mesh, new HotspotPattern(mesh, 27, 28, 35, 36)).loads();
        LatencyModel model =
                new LatencyModel(loads, RouterConfig.ofHopCycles(3, 1, 8).zeroLoadTiming(1));
        assertEquals(0.0557, model.waitCycles(0.005), 0.00006);
        assertEquals(0.279, model.waitCycles(0.02), 0.0006);
    }

    /** n equal inputs: (n-1)/n S / (2 (1-S)); three nodes send to the fourth of a star around (1,1). */
    @Test
    void isTheClassicFormForEqualInputs() {
        Mesh mesh = Mesh.ofOneChip(3, 1);
        TrafficFlows flows = new TrafficFlows(mesh);
        flows.add(0, 1, 1);
        flows.add(2, 1, 1);
        flows.add(1, 1, 1);
        LatencyModel model = new LatencyModel(
                flows.loads(), RouterConfig.ofHopCycles(1, 1, 4).zeroLoadTiming(1));
        double sum = 3 * 0.2;
        assertEquals(2.0 / 3 * sum / (2 * (1 - sum)), model.waitCycles(0.2), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, model.waitCycles(0.4));
        assertEquals(0, model.waitCycles(0));
    }

    /** One input per output everywhere: no wait up to a load of 1. */
    @ParameterizedTest
    @CsvSource({"8", "9", "24"})
    void isZeroForNeighbourTraffic(int side) {
        for (double load : new double[] {0.01, 0.5, 0.99, 1}) {
            assertEquals(0, model(side, "neighbor", 3, 1).waitCycles(load));
        }
    }
}
