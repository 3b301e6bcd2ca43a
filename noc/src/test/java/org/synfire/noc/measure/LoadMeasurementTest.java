package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Faults;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.theory.Channel;
import org.synfire.noc.traffic.BurstyInjection;
import org.synfire.noc.traffic.PatternName;

class LoadMeasurementTest {
    private final NetworkSpec spec = Loads.square(8, 3, 1, 8);

    @Test
    void measuresEveryPacketOfItsCyclesAndNoOther() {
        LoadPoint point = Loads.measure(spec, Loads.traffic(spec.mesh(), "uniform", 0.2, 1), Loads.SHORT);
        assertEquals(2_000, point.warmupCycles());
        assertEquals(5_000, point.window().cycles());
        assertEquals(Math.round(point.created() * 64 * 5_000), point.packets().packets());
        assertEquals(
                point.packets().packets(), point.packets().latency().summary().count());
        assertTrue(point.drainCycles() > 0 && point.drainCycles() < 500, point.drainCycles() + " cycles");
        assertTrue(point.packets().network().mean() <= point.meanLatency());
        assertTrue(point.complete());
    }

    /** Without numbers: warmed up until steady, and measured until the mean is known to 1 %. */
    @Test
    void runsUntilSteadyAndPrecise() {
        LoadPoint point =
                Loads.measure(spec, Loads.traffic(spec.mesh(), "uniform", 0.34, 1), MeasurementPlan.AUTOMATIC);
        assertTrue(point.warmupCycles() >= 1_000, point.warmupCycles() + " cycles");
        assertTrue(point.window().cycles() >= 10_000, point.window().cycles() + " cycles");
        assertTrue(point.packets().latencyError() <= 0.01 * point.meanLatency());
        LoadPoint longer = Loads.measure(spec, "uniform", 0.34, 200_000);
        assertEquals(
                longer.meanLatency(),
                point.meanLatency(),
                2 * (longer.packets().latencyError() + point.packets().latencyError()));
    }

    @Test
    void isTheSameForTheSameSeed() {
        LoadPoint first = Loads.measure(spec, "uniform", 0.3, 2_000);
        LoadPoint second = Loads.measure(spec, "uniform", 0.3, 2_000);
        assertEquals(first.fingerprint(), second.fingerprint());
        assertEquals(
                first.packets().latency().summary(), second.packets().latency().summary());
    }

    /**
     * Loads above the knee are saturated, those below are not, and the words name the load, the fullest channel and the
     * longest queue.
     */
    @ParameterizedTest
    @CsvSource({
        "uniform, 0.36, false",
        "uniform, 0.39, true",
        "uniform, 0.6, true",
        "transpose, 0.138, false",
        "transpose, 0.15, true",
        "hotspot 27, 0.0152, false",
        "hotspot 27, 0.0162, true",
        "bitcomp, 0.22, false",
        "bitcomp, 0.26, true",
        "neighbor, 1, false"
    })
    void tellsWhetherTheNetworkIsSaturated(String pattern, double load, boolean isSaturated) {
        LoadPoint point = Loads.measure(spec, Loads.traffic(spec.mesh(), pattern, load, 1), MeasurementPlan.AUTOMATIC);
        assertEquals(isSaturated, point.saturated(), point.verdict().words());
        assertTrue(
                point.verdict().words().contains("the fullest channel is "),
                point.verdict().words());
        if (isSaturated) {
            assertTrue(
                    point.verdict().words().startsWith("saturated: "),
                    point.verdict().words());
        }
    }

    /**
     * What no network could carry is called so after however few cycles, with the channel that theory knows to be full.
     */
    @Test
    void quotesTheoryAboveTheBound() {
        LoadPoint point = Loads.measure(spec, "transpose", 0.2, 100);
        assertTrue(point.saturated());
        assertTrue(
                point.verdict()
                        .words()
                        .contains("no network of this shape can carry more than 0.1429 of this traffic under XY"),
                point.verdict().words());
        LoadPoint hotspot = Loads.measure(spec, "hotspot 27", 0.5, 100);
        assertTrue(
                hotspot.verdict().words().contains("then the ejection port of node 27 (3,3) is full"),
                hotspot.verdict().words());
    }

    @Test
    void doesNotTakeBurstsForSaturation() {
        var bursts = new OfferedTraffic(PatternName.UNIFORM.on(spec.mesh()), new BurstyInjection(0.15, 1, 8), 1);
        LoadPoint point = Loads.measure(spec, bursts, MeasurementPlan.AUTOMATIC);
        assertFalse(point.saturated(), point.verdict().words());
        LoadPoint even = Loads.measure(spec, "uniform", 0.15, 10_000);
        assertTrue(
                point.meanLatency() > even.meanLatency() + 1,
                "bursts wait longer: " + point.meanLatency() + " against " + even.meanLatency());
    }

    @Test
    void countsFlitsOfEveryChannel() {
        LoadPoint point = Loads.measure(spec, "uniform", 0.3, 20_000);
        for (Channel channel : Channel.all(spec.mesh())) {
            double expected = 0.3 * point.theory().loads().load(channel) * 20_000;
            assertEquals(
                    expected, point.window().flits(channel), 6 * Math.sqrt(expected) + 20, channel.words(spec.mesh()));
            assertEquals(
                    point.window().flits(channel) / 20_000.0, point.window().busy(channel), 1e-12);
        }
    }

    @Test
    void measuresPacketsOfSeveralFlits() {
        LoadPoint point = Loads.measure(
                Loads.square(4, 1, 1, 8),
                Loads.traffic(Loads.square(4, 1, 1, 8).mesh(), "uniform", 0.01, 4),
                Loads.SHORT);
        assertEquals(point.zeroLoadCycles(), point.meanLatency(), 0.5);
        assertEquals(point.created(), point.accepted(), 0.001);
        assertEquals(0.01, point.created(), 0.002);
    }

    @Test
    void hasNothingToSayWithoutPackets() {
        LoadPoint point = Loads.measure(spec, Loads.traffic(spec.mesh(), "uniform", 0, 1), MeasurementPlan.AUTOMATIC);
        assertEquals(0, point.packets().packets());
        assertEquals(0, point.accepted());
        assertEquals(Verdict.Outcome.NOTHING_SENT, point.verdict().outcome());
        assertTrue(Double.isNaN(point.packets().latencyError()));
    }

    /** Asked to stop in mid-measurement, it gives back what there is. */
    @Test
    void stopsWhenAsked() {
        AtomicInteger asked = new AtomicInteger();
        OfferedTraffic traffic = Loads.traffic(spec.mesh(), "uniform", 0.3, 1);
        LoadPoint point = LoadMeasurement.measure(
                CycleNetworks::forLoad,
                spec,
                traffic,
                UnaryOperator.identity(),
                new MeasurementPlan(OptionalLong.of(100), OptionalLong.of(1_000_000), 0.01),
                traffic.loads(spec.mesh()),
                () -> asked.incrementAndGet() > 300,
                MeasurementProgress.NONE);
        assertFalse(point.complete());
        assertFalse(point.saturated());
        assertTrue(
                point.window().cycles() > 0 && point.window().cycles() < 100_000,
                point.window().cycles() + " cycles");
        assertTrue(point.packets().packets() > 0);
    }

    @Test
    void endsWhenASourceQueueIsFull() {
        NetworkSpec small = spec.withSourceQueuePackets(100);
        LoadPoint point = Loads.measure(small, "hotspot 27", 0.5, 100_000);
        assertTrue(point.saturated());
        assertTrue(
                point.verdict().words().contains("took no more, which ended the run"),
                point.verdict().words());
    }

    /** Packets to a faulty hotspot are counted as lost and load no channel. */
    @Test
    void countsWhatFaultsCutOff() {
        NetworkSpec faulty = spec.withFaults(Faults.of(spec.mesh(), new int[0], new int[] {27}));
        LoadPoint point = Loads.measure(faulty, "hotspot 27", 0.1, 1_000);
        assertEquals(0, point.packets().packets());
        assertEquals(Math.round(point.created() * 64 * 1_000), point.window().packetsLost());
        assertEquals(Verdict.Outcome.NOTHING_SENT, point.verdict().outcome());
        assertTrue(
                point.verdict().words().startsWith("nothing was sent: faults cut off all "),
                point.verdict().words());
    }

    @Test
    void refusesPlansThatAreNone() {
        assertThrows(InputException.class, () -> new MeasurementPlan(OptionalLong.of(-1), OptionalLong.of(1), 0.01));
        assertThrows(InputException.class, () -> new MeasurementPlan(OptionalLong.of(0), OptionalLong.of(0), 0.01));
        assertThrows(
                InputException.class,
                () -> new MeasurementPlan(OptionalLong.of(0), OptionalLong.of(MeasurementPlan.MOST_CYCLES + 1), 0.01));
        assertThrows(InputException.class, () -> new MeasurementPlan(OptionalLong.of(0), OptionalLong.of(1), 0));
    }
}
