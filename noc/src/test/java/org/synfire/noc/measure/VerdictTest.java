package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.traffic.BurstyInjection;
import org.synfire.noc.traffic.PatternName;

/** What is said of measurements that are too short, and that the number of cycles they ask for is enough. */
@Timeout(120)
class VerdictTest {
    private final NetworkSpec spec = Loads.square(8, 3, 1, 8);

    private static MeasurementPlan plan(long warmupCycles, long cycles) {
        return new MeasurementPlan(OptionalLong.of(warmupCycles), OptionalLong.of(cycles), 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 0.2, 2000, 2000, CARRIED, of the 30 packets that a verdict needs",
        "2048, 0.9, 0, 2000, SATURATED, of the 30 packets that a verdict needs",
        "1024, 0.6, 0, 3000, SATURATED, 3%c000 cycles were measured%c less than 4 times the 1%c036 that a lone packet",
        "128, 0.3, 2000, 1500, CARRIED, packets of the measured cycles do not show whether"
    })
    void asksForMoreCycles(
            int packetFlits, double load, long warmup, long cycles, Verdict.Outcome known, String reason) {
        NetworkSpec small = Loads.square(4, 3, 1, 8);
        OfferedTraffic traffic = Loads.traffic(small.mesh(), "uniform", load, packetFlits);
        LoadPoint point = Loads.measure(small, traffic, plan(warmup, cycles));
        assertEquals(
                Verdict.Outcome.UNDETERMINED,
                point.verdict().outcome(),
                point.verdict().words());
        assertFalse(point.saturated() || point.verdict().carried());
        String words = point.verdict().words();
        assertTrue(words.startsWith("undetermined: ") && words.contains(reason.replace("%c", ",")), words);
        LoadPoint longer =
                Loads.measure(small, traffic, plan(warmup, point.verdict().enoughCycles()));
        assertEquals(known, longer.verdict().outcome(), longer.verdict().words());
        assertEquals(0, longer.verdict().enoughCycles());
    }

    /** A lone packet takes 20.75 cycles: 83 cycles are four times as long. */
    @ParameterizedTest
    @CsvSource({"82, UNDETERMINED", "83, CARRIED"})
    void asksForFourTimesTheLatencyOfALonePacket(long cycles, Verdict.Outcome outcome) {
        LoadPoint point = Loads.measure(spec, "uniform", 0.3, cycles);
        assertEquals(outcome, point.verdict().outcome(), point.verdict().words());
    }

    /** 1,700 packets of 64 flits fill the source queues before the network is full: no saturation yet. */
    @Test
    void doesNotTakeAFillingNetworkForASaturatedOne() {
        NetworkSpec large = Loads.square(32, 1, 4, 8);
        OfferedTraffic traffic = Loads.traffic(large.mesh(), "neighbor", 0.6, 64);
        LoadPoint point = Loads.measure(large, traffic, plan(0, 400));
        assertFalse(point.saturated(), point.verdict().words());
        assertEquals(
                Verdict.Outcome.CARRIED,
                Loads.measure(large, traffic, plan(4_000, 4_000)).verdict().outcome());
    }

    @Test
    void asksForWindowsLongerThanBursts() {
        OfferedTraffic bursts =
                new OfferedTraffic(PatternName.UNIFORM.on(spec.mesh()), new BurstyInjection(0.1, 1, 1e9), 1);
        LoadPoint point = Loads.measure(spec, bursts, MeasurementPlan.AUTOMATIC);
        String words = point.verdict().words();
        assertEquals(Verdict.Outcome.UNDETERMINED, point.verdict().outcome(), words);
        assertTrue(words.contains("of the 30 mean bursts that a verdict needs"), words);
        assertTrue(point.verdict().enoughCycles() >= 100_000_000_000L, words);
    }

    @Test
    void namesNoNumberOfCyclesWhereNoneIsEnough() {
        NetworkSpec tiny = Loads.square(2, 3, 1, 8);
        LoadPoint point = Loads.measure(tiny, Loads.traffic(tiny.mesh(), "uniform", 2e-10, 1), plan(0, 1_000));
        assertEquals(Verdict.Outcome.UNDETERMINED, point.verdict().outcome());
        assertEquals(0, point.verdict().enoughCycles());
    }

    @Test
    void saysThatTheMeasurementWasStopped() {
        OfferedTraffic traffic = Loads.traffic(spec.mesh(), "uniform", 0.1, 1);
        LoadPoint point = LoadMeasurement.measure(
                CycleNetworks::forLoad,
                spec,
                traffic,
                UnaryOperator.identity(),
                Loads.SHORT,
                traffic.loads(spec.mesh()),
                () -> true,
                MeasurementProgress.NONE);
        assertEquals(
                "undetermined: the measurement was stopped", point.verdict().words());
    }

    /** At the bound itself, queues of random traffic grow without end, however short the measurement is. */
    @ParameterizedTest
    @CsvSource({"transpose, 3, 1, 8", "transpose, 5, 1, 2", "bitcomp, 1, 2, 4", "hotspot 27, 3, 1, 8"})
    void neverStatesASaturationAboveTheBound(String pattern, int hopCycles, int channels, int buffer) {
        SweepResult sweep = Loads.sweep(Loads.square(8, hopCycles, channels, buffer), pattern, plan(200, 1_000), 2);
        assertTrue(
                sweep.saturationLoad().orElseThrow() < sweep.bound(),
                sweep.saturationLoad() + " where theory allows " + sweep.bound());
        assertTrue(sweep.lowestSaturated().orElseThrow() <= sweep.bound());
    }

    @Test
    void carriesTheBoundIfNothingIsRandom() {
        LoadPoint point = Loads.measure(spec, "neighbor", 1, 1_000);
        assertTrue(point.verdict().carried(), point.verdict().words());
    }

    /** Loads below the bound of which nothing is known are neither carried nor saturated. */
    @Test
    void sweepsWithoutCountingUndeterminedLoads() {
        NetworkSpec small = Loads.square(4, 3, 1, 8);
        SweepResult sweep = new LoadSweep(
                        CycleNetworks::forLoad,
                        small,
                        Loads.traffic(small.mesh(), "transpose", 0, 2_048),
                        plan(0, 2_000),
                        2,
                        () -> false,
                        MeasurementProgress.NONE)
                .run();
        assertEquals(sweep.bound(), sweep.lowestSaturated().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.empty(), sweep.highestCarried());
        assertEquals(OptionalDouble.empty(), sweep.saturationLoad());
        assertEquals(OptionalDouble.empty(), sweep.tripleLatencyLoad());
        List<LoadFigures> below = sweep.points().stream()
                .filter(point -> point.offered() < sweep.bound() * 0.999)
                .toList();
        assertEquals(below, sweep.undetermined());
    }
}
