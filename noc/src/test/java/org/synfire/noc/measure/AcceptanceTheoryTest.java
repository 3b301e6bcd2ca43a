package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.CycleNetworks;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.theory.CreditBound;

/** The network as a whole against queueing theory; bounds of random quantities are four standard errors, with fixed seeds. */
class AcceptanceTheoryTest {
    private static final MeasurementPlan SWEEP = new MeasurementPlan(OptionalLong.of(5_000), OptionalLong.of(40_000), 0.01);

    /** A lone packet between every two nodes takes {@code 2 + c (H+1)} and its further flits one cycle each. */
    @ParameterizedTest
    @CsvSource({"4, 1, 1", "4, 2, 3", "8, 3, 1", "8, 4, 2", "8, 5, 1", "24, 3, 1", "24, 1, 2"})
    void takesTheExactTimeBetweenEveryTwoNodes(int side, int hopCycles, int flits) {
        Mesh mesh = Mesh.ofOneChip(side, side);
        RouterConfig router = RouterConfig.ofHopCycles(hopCycles, 1, 8);
        ZeroLoadLatency theory = new ZeroLoadLatency(router.zeroLoadTiming(flits));
        long[] arrived = new long[2];
        try (CycleNetwork network = CycleNetworks.eventDriven(NetworkSpec.of(mesh, router), delivery -> {
            arrived[0]++;
            arrived[1] = delivery.deliveredCycle() - delivery.createdCycle();
        })) {
            for (int source = 0; source < mesh.nodes(); source++) {
                for (int destination = 0; destination < mesh.nodes(); destination++) {
                    network.offer(0, source, destination, flits, network.cycle());
                    assertTrue(network.advanceUntilEmpty(network.cycle() + 10_000));
                    int hops = mesh.hops(source, destination);
                    assertEquals(theory.cycles(hops, 0), arrived[1], source + " to " + destination);
                    assertEquals(2 + hopCycles * (hops + 1L) + flits - 1, arrived[1]);
                }
            }
        }
        assertEquals((long) mesh.nodes() * mesh.nodes(), arrived[0]);
    }

    @ParameterizedTest
    @CsvSource({"uniform, 4", "uniform, 8", "uniform, 24", "transpose, 8", "bitcomp, 8", "bitrev, 16", "shuffle, 8", "tornado, 7", "neighbor, 9"})
    void crossesTheMeanLinksOfItsTraffic(String pattern, int side) {
        LoadPoint point = Loads.measure(Loads.square(side, 1, 1, 8), pattern, 0.02, 5_000);
        double error = Math.sqrt(point.theory().loads().hopVariance() / point.packets().packets());
        assertEquals(point.theory().loads().meanHops(), point.packets().meanHops(), 4 * error);
    }

    /** Diagonal neighbours never meet: latency is flat at its exact value for every packet mix drawn, and everything is accepted. */
    @ParameterizedTest
    @CsvSource({"8, 3, 1, 5", "8, 3, 1, 8", "8, 1, 1, 4", "8, 3, 4, 8", "16, 3, 1, 8", "7, 2, 2, 4"})
    void isFlatForNeighbourTrafficUpToFullLoad(int side, int hopCycles, int channels, int buffer) {
        NetworkSpec spec = Loads.square(side, hopCycles, channels, buffer);
        for (double load : new double[] {0.1, 0.7, 1}) {
            LoadPoint point = Loads.measure(spec, "neighbor", load, 2_000);
            assertEquals(2 + hopCycles * (1 + point.packets().meanHops()), point.meanLatency(), 1e-9, "load " + load);
            assertFalse(point.saturated(), point.verdict().words());
            assertEquals(point.created(), point.accepted(), load == 1 ? 0 : 0.02);
        }
        LoadPoint full = Loads.measure(spec, "neighbor", 1, 2_000);
        assertEquals(full.zeroLoadCycles(), full.meanLatency(), 1e-9);
        assertEquals(1, full.accepted());
        assertEquals(1, full.acceptedMinimum());
    }

    /** What is offered at 0.6 of the bound is accepted: sigma is sqrt(L (1-L) / (N cycles)). */
    @ParameterizedTest
    @CsvSource({"uniform, 8, 3, 1, 8", "uniform, 8, 1, 1, 8", "uniform, 8, 3, 4, 4", "transpose, 8, 3, 1, 8", "bitcomp, 8, 4, 4, 8", "hotspot 27, 8, 3, 1, 8"})
    void acceptsWhatIsOfferedBelowTheBound(String pattern, int side, int hopCycles, int channels, int buffer) {
        NetworkSpec spec = Loads.square(side, hopCycles, channels, buffer);
        double load = 0.6 * Loads.traffic(spec.mesh(), pattern, 0, 1).loads(spec.mesh()).idealSaturation();
        LoadPoint point = Loads.measure(spec, pattern, load, 10_000);
        double sigma = Math.sqrt(load * (1 - load) / (spec.mesh().nodes() * 10_000.0));
        assertEquals(load, point.created(), 4 * sigma);
        assertEquals(load, point.accepted(), 5 * sigma);
        assertFalse(point.saturated(), point.verdict().words());
    }

    /** Without a stage of its own for virtual channels the wait is within -5 % and +50 % of the model of output queues up to 0.3 of the bound. */
    @ParameterizedTest
    @CsvSource({"8, 1, 1, 0.05", "8, 3, 1, 0.1", "8, 3, 1, 0.15", "8, 3, 4, 0.1", "8, 2, 1, 0.15", "16, 3, 1, 0.06"})
    void waitsAboutAsLongAsTheModelSays(int side, int hopCycles, int channels, double load) {
        LoadPoint point = Loads.measure(Loads.square(side, hopCycles, channels, 8), "uniform", load, 30_000);
        double wait = point.meanLatency() - (2 + hopCycles * (1 + point.packets().meanHops()));
        double model = point.theory().waitCycles(load);
        assertTrue(wait >= 0.95 * model && wait <= 1.5 * model, wait + " cycles against " + model);
    }

    /** Latency reaches three times that of lone packets: uniform between 0.70 and 0.90 of the bound, the others from 0.95 on. */
    @ParameterizedTest
    @CsvSource({"uniform, 1, 0.7, 0.9", "uniform, 4, 0.7, 0.9", "transpose, 1, 0.95, 1.02", "hotspot 27, 1, 0.95, 1.02"})
    void saturatesWhereTheoryAndExperienceSay(String pattern, int channels, double least, double most) {
        SweepResult sweep = Loads.sweep(Loads.square(8, 3, channels, 8), pattern, SWEEP, 2);
        double share = sweep.tripleLatencyLoad().orElseThrow() / sweep.bound();
        assertTrue(share >= least && share <= most, "three times the zero-load latency at " + share + " of the bound");
        double saturation = sweep.saturationLoad().orElseThrow() / sweep.bound();
        assertTrue(saturation >= least && saturation <= most + 0.03, "saturation at " + saturation + " of the bound");
    }

    /** A buffer below the credit round trip carries exactly its share, for a stream that never waits for another. */
    @ParameterizedTest
    @CsvSource({"3, 1, 1", "3, 1, 2", "3, 1, 4", "3, 1, 5", "2, 1, 3", "4, 1, 2", "5, 1, 2", "3, 4, 1"})
    void carriesExactlyWhatCreditsAllow(int hopCycles, int channels, int buffer) {
        NetworkSpec spec = Loads.square(8, hopCycles, channels, buffer);
        int roundTrip = spec.router().creditRoundTripCycles();
        double expected = new CreditBound(spec.router()).perPort();
        LoadPoint point = Loads.measure(spec, "neighbor", 1, 100L * roundTrip);
        assertEquals(expected, point.accepted(), 1e-12);
        assertEquals(expected, point.acceptedMinimum(), 1e-12);
    }

    /** Flits that crossed routers and links are those of the paths, and latency from both ends obeys Little's law. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3})
    void conservesPacketsAndTraversals(double load) {
        NetworkSpec spec = Loads.square(8, 3, 1, 8);
        PacketStatistics statistics = new PacketStatistics();
        statistics.measureFrom(0, 4_000);
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, statistics)) {
            PacketFeed feed = new PacketFeed(network, Loads.traffic(spec.mesh(), "uniform", load, 1).packets(spec.mesh()), 1);
            double underway = 0;
            for (int cycle = 1; cycle <= 4_000; cycle++) {
                feed.runTo(cycle, () -> false);
                var counters = network.counters();
                assertEquals(counters.packetsOffered(), counters.packetsDelivered() + counters.packetsUnderway() + counters.packetsLost());
                assertEquals(counters.flitsInjected(), counters.flitsDelivered() + counters.flitsInFlight());
                underway += counters.packetsUnderway();
            }
            assertTrue(network.advanceUntilEmpty(100_000));
            var counters = network.counters();
            double packets = statistics.figures().packets();
            assertEquals(counters.packetsOffered(), packets);
            assertEquals(packets * statistics.figures().meanHops(), counters.linkTraversals(), 1e-3);
            assertEquals(packets * (1 + statistics.figures().meanHops()), counters.routerTraversals(), 1e-3);
            assertEquals(underway, packets * statistics.figures().latency().mean(), 0.01 * underway, "packets underway, added up over cycles, are cycles added up over packets");
        }
    }
}
