package org.synfire.noc.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.traffic.BernoulliInjection;
import org.synfire.noc.traffic.PatternName;

/** Measurements in few words. */
final class Loads {
    static final MeasurementPlan SHORT = new MeasurementPlan(OptionalLong.of(2_000), OptionalLong.of(5_000), 0.01);

    private Loads() {}

    static OfferedTraffic traffic(Mesh mesh, String pattern, double load, int flits) {
        String[] words = pattern.split(" ");
        int[] hotspots = words.length == 1
                ? new int[0]
                : Arrays.stream(words[1].split(";")).mapToInt(Integer::parseInt).toArray();
        return new OfferedTraffic(
                PatternName.valueOf(words[0].toUpperCase(Locale.ROOT)).on(mesh, hotspots),
                new BernoulliInjection(load, flits),
                1);
    }

    static NetworkSpec square(int side, int hopCycles, int channels, int buffer) {
        return NetworkSpec.of(Mesh.ofOneChip(side, side), RouterConfig.ofHopCycles(hopCycles, channels, buffer));
    }

    static LoadPoint measure(NetworkSpec spec, OfferedTraffic traffic, MeasurementPlan plan) {
        return LoadMeasurement.measure(
                CycleNetworks::forLoad,
                spec,
                traffic,
                UnaryOperator.identity(),
                plan,
                traffic.loads(spec.mesh()),
                () -> false,
                MeasurementProgress.NONE);
    }

    static LoadPoint measure(NetworkSpec spec, String pattern, double load, long cycles) {
        return measure(
                spec,
                traffic(spec.mesh(), pattern, load, 1),
                new MeasurementPlan(OptionalLong.of(2_000), OptionalLong.of(cycles), 0.01));
    }

    static SweepResult sweep(NetworkSpec spec, String pattern, MeasurementPlan plan, int threads) {
        return new LoadSweep(
                        CycleNetworks::forLoad,
                        spec,
                        traffic(spec.mesh(), pattern, 0, 1),
                        plan,
                        threads,
                        () -> false,
                        MeasurementProgress.NONE)
                .run();
    }
}
