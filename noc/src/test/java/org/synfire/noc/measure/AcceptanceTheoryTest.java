package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * The network as a whole against queueing theory; zero load, credits, head-of-line blocking and conservation have tests
 * beside the routers. Bounds of random quantities are four standard errors, with fixed seeds.
 */
class AcceptanceTheoryTest {
    @ParameterizedTest
    @CsvSource({
        "uniform, 4",
        "uniform, 8",
        "uniform, 24",
        "transpose, 8",
        "bitcomp, 8",
        "bitrev, 16",
        "shuffle, 8",
        "tornado, 7",
        "neighbor, 9"
    })
    void crossesTheMeanLinksOfItsTraffic(String pattern, int side) {
        LoadPoint point = Loads.measure(Loads.square(side, 1, 1, 8), pattern, 0.02, 5_000);
        double error =
                Math.sqrt(point.theory().loads().hopVariance() / point.packets().packets());
        assertEquals(point.theory().loads().meanHops(), point.packets().meanHops(), 4 * error);
    }

    /** What is offered at 0.6 of the bound is accepted: sigma is sqrt(L (1-L) / (N cycles)). */
    @ParameterizedTest
    @CsvSource({
        "uniform, 8, 3, 1, 8",
        "uniform, 8, 1, 1, 8",
        "uniform, 8, 3, 4, 4",
        "transpose, 8, 3, 1, 8",
        "bitcomp, 8, 4, 4, 8",
        "hotspot 27, 8, 3, 1, 8"
    })
    void acceptsWhatIsOfferedBelowTheBound(String pattern, int side, int hopCycles, int channels, int buffer) {
        NetworkSpec spec = Loads.square(side, hopCycles, channels, buffer);
        double load = 0.6
                * Loads.traffic(spec.mesh(), pattern, 0, 1).loads(spec.mesh()).idealSaturation();
        LoadPoint point = Loads.measure(spec, pattern, load, 10_000);
        double sigma = Math.sqrt(load * (1 - load) / (spec.mesh().nodes() * 10_000.0));
        assertEquals(load, point.created(), 4 * sigma);
        assertEquals(load, point.accepted(), 5 * sigma);
        assertFalse(point.saturated(), point.verdict().words());
    }

    /**
     * Without a stage of its own for virtual channels the wait is within -5 % and +50 % of the model of output queues
     * up to 0.3 of the bound.
     */
    @ParameterizedTest
    @CsvSource({"8, 1, 1, 0.05", "8, 3, 1, 0.1", "8, 3, 1, 0.15", "8, 3, 4, 0.1", "8, 2, 1, 0.15", "16, 3, 1, 0.06"})
    void waitsAboutAsLongAsTheModelSays(int side, int hopCycles, int channels, double load) {
        LoadPoint point = Loads.measure(Loads.square(side, hopCycles, channels, 8), "uniform", load, 30_000);
        double wait =
                point.meanLatency() - (2 + hopCycles * (1 + point.packets().meanHops()));
        double model = point.theory().waitCycles(load);
        assertTrue(wait >= 0.95 * model && wait <= 1.5 * model, wait + " cycles against " + model);
    }

    /**
     * Latency reaches three times that of lone packets: uniform between 0.70 and 0.90 of the bound, the others from
     * 0.95 on.
     */
    @ParameterizedTest
    @CsvSource({
        "uniform, 1, 6000, 0.7, 0.9",
        "uniform, 4, 6000, 0.7, 0.9",
        "transpose, 1, 20000, 0.95, 1.02",
        "hotspot 27, 1, 40000, 0.95, 1.02"
    })
    void saturatesWhereTheoryAndExperienceSay(String pattern, int channels, long cycles, double least, double most) {
        MeasurementPlan plan = new MeasurementPlan(OptionalLong.of(2_000), OptionalLong.of(cycles), 0.01);
        SweepResult sweep = Loads.sweep(Loads.square(8, 3, channels, 8), pattern, plan, 2);
        double share = sweep.tripleLatencyLoad().orElseThrow() / sweep.bound();
        assertTrue(share >= least && share <= most, "three times the zero-load latency at " + share + " of the bound");
        double saturation = sweep.saturationLoad().orElseThrow() / sweep.bound();
        assertTrue(saturation >= least && saturation <= most + 0.03, "saturation at " + saturation + " of the bound");
    }

    /** Flits that crossed routers and links are those of the paths, and latency from both ends obeys Little's law. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3})
    void countsWhatItsPacketsDid(double load) {
        NetworkSpec spec = Loads.square(8, 3, 1, 8);
        PacketStatistics statistics = new PacketStatistics();
        statistics.measureFrom(0, 4_000);
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, statistics)) {
            PacketFeed feed = new PacketFeed(
                    network, Loads.traffic(spec.mesh(), "uniform", load, 1).packets(spec.mesh()), 1);
            double inFlight = 0;
            for (int cycle = 1; cycle <= 4_000; cycle++) {
                feed.runTo(cycle, () -> false);
                inFlight += network.counters().packetsInFlight();
            }
            assertTrue(network.advanceUntilEmpty(100_000));
            var counters = network.counters();
            double packets = statistics.figures().packets();
            assertEquals(counters.packetsOffered(), packets);
            assertEquals(packets * statistics.figures().meanHops(), counters.linkTraversals(), 1e-3);
            assertEquals(packets * (1 + statistics.figures().meanHops()), counters.routerTraversals(), 1e-3);
            assertEquals(
                    inFlight,
                    packets * statistics.figures().latency().mean(),
                    0.01 * inFlight,
                    "packets in flight, added up over cycles, are cycles added up over packets");
        }
    }
}
