package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;

@Timeout(300)
class LoadSweepTest {
    private final NetworkSpec spec = Loads.square(4, 1, 1, 4);

    @Test
    void isTheSameForAnyNumberOfThreads() {
        SweepResult one = Loads.sweep(spec, "transpose", Loads.SHORT, 1);
        SweepResult three = Loads.sweep(spec, "transpose", Loads.SHORT, 3);
        assertEquals(fingerprints(one), fingerprints(three));
        assertEquals(one.saturationLoad(), three.saturationLoad());
        assertTrue(one.complete());
    }

    private static List<Long> fingerprints(SweepResult sweep) {
        return sweep.points().stream().map(LoadFigures::fingerprint).toList();
    }

    /** Ended after some loads, a sweep goes on to the same result and measures only the others. */
    @Test
    void goesOnWhereItWasEnded() {
        Map<Double, LoadFigures> kept = new ConcurrentHashMap<>();
        AtomicInteger measured = new AtomicInteger();
        SweepMemory memory = new SweepMemory() {
            @Override
            public Optional<LoadFigures> find(double offered) {
                return Optional.ofNullable(kept.get(offered));
            }

            @Override
            public void keep(LoadFigures figures) {
                kept.put(figures.offered(), figures);
                measured.incrementAndGet();
            }
        };
        SweepResult ended = sweep(memory, () -> kept.size() >= 5);
        assertFalse(ended.complete());
        int before = measured.get();
        SweepResult whole = sweep(memory, () -> false);
        SweepResult undisturbed = sweep(SweepMemory.NONE, () -> false);
        assertEquals(whole.points().size(), measured.get());
        assertTrue(before >= 5 && before < measured.get());
        assertEquals(timeless(undisturbed), timeless(whole));
    }

    private SweepResult sweep(SweepMemory memory, BooleanSupplier stop) {
        return new LoadSweep(
                        CycleNetworks::forLoad,
                        spec,
                        Loads.traffic(spec.mesh(), "transpose", 0, 1),
                        Loads.SHORT,
                        2,
                        memory,
                        stop,
                        MeasurementProgress.NONE)
                .run();
    }

    private static List<String> timeless(SweepResult sweep) {
        return sweep.points().stream()
                .map(point -> point.toString().replaceAll("measuredSeconds=[^,]*", ""))
                .toList();
    }

    /** Transpose on 4x4 is bound by 1/3; the interval that is left is a 16th of a tenth of it. */
    @Test
    void closesInOnTheSaturationLoad() {
        SweepResult sweep = Loads.sweep(spec, "transpose", Loads.SHORT, 2);
        assertEquals(1.0 / 3, sweep.bound(), 1e-9);
        double low = sweep.highestCarried().orElseThrow();
        double high = sweep.lowestSaturated().orElseThrow();
        assertEquals(sweep.bound() * 0.1 / 16, high - low, 1e-9);
        assertEquals(sweep.bound(), sweep.saturationLoad().orElseThrow(), 0.06 * sweep.bound());
        for (int i = 1; i < sweep.points().size(); i++) {
            assertTrue(
                    sweep.points().get(i).offered() > sweep.points().get(i - 1).offered());
        }
    }

    @Test
    void findsNoSaturationWhereThereIsNone() {
        SweepResult sweep = Loads.sweep(Loads.square(4, 1, 1, 8), "neighbor", Loads.SHORT, 2);
        assertEquals(OptionalDouble.empty(), sweep.lowestSaturated());
        assertEquals(OptionalDouble.empty(), sweep.saturationLoad());
        assertEquals(OptionalDouble.empty(), sweep.tripleLatencyLoad());
        assertEquals(OptionalDouble.of(1), sweep.highestCarried());
    }

    @Test
    void keepsWhatWasMeasuredWhenStopped() {
        SweepResult sweep = new LoadSweep(
                        CycleNetworks::forLoad,
                        spec,
                        Loads.traffic(spec.mesh(), "uniform", 0, 1),
                        Loads.SHORT,
                        2,
                        () -> true,
                        MeasurementProgress.NONE)
                .run();
        assertFalse(sweep.complete());
        assertEquals(List.of(), sweep.points());
    }
}
