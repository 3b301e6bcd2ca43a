package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.measure.ActivationCounts;
import org.synfire.emulator.measure.BitCounts;
import org.synfire.emulator.measure.LayerCounts;
import org.synfire.emulator.measure.Raster;
import org.synfire.emulator.measure.RunFingerprint;
import org.synfire.emulator.measure.SampleSpikes;
import org.synfire.emulator.probe.PopulationRecorder;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.timing.ChipTiming;
import org.synfire.emulator.timing.CycleTiming;
import org.synfire.emulator.timing.EventTiming;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.emulator.timing.UpdateCost;
import org.synfire.network.integer.SampleStarts;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.traffic.TraceWriter;

/**
 * What watches a run's steps.
 *
 * @param events of a chip whose single events have costs
 * @param cycles {@code null} with ideal timing
 * @param raster {@code null} if none was asked for
 * @param recorders of the layers that are recorded
 */
record Meters(
        LayerCounts layers,
        BitCounts bits,
        IdealTiming ideal,
        Optional<EventTiming> events,
        CycleTiming cycles,
        RunFingerprint fingerprint,
        SampleSpikes sampleSpikes,
        ActivationCounts activations,
        Raster raster,
        List<PopulationRecorder> recorders)
        implements AutoCloseable {
    /**
     * @param starts of the samples of the run
     * @param trace where the packets of the cycle timing are written, or {@code null}
     * @param raster the layer of the raster, or {@code null} for none
     * @param recorders of the layers that are recorded
     * @param passedSteps steps of a longer run before those that are watched
     */
    Meters(
            Mapping mapping,
            SampleStarts starts,
            NetworkTiming timing,
            Path trace,
            RasterLayer raster,
            List<PopulationRecorder> recorders,
            long passedSteps) {
        this(
                mapping,
                starts,
                timing,
                trace,
                raster,
                recorders,
                new IdealTiming(
                        mapping.chip(),
                        mapping.slices(),
                        weightsPerWord(mapping),
                        UpdateCost.cycles(mapping),
                        passedSteps));
    }

    private Meters(
            Mapping mapping,
            SampleStarts starts,
            NetworkTiming timing,
            Path trace,
            RasterLayer raster,
            List<PopulationRecorder> recorders,
            IdealTiming ideal) {
        this(
                new LayerCounts(mapping.network().populations().size(), mapping.slices()),
                new BitCounts(mapping.network(), mapping.slices(), starts),
                ideal,
                mapping.chip().events().map(costs -> new EventTiming(mapping, costs, ideal)),
                timing == NetworkTiming.IDEAL
                        ? null
                        : new CycleTiming(
                                mapping.chip(),
                                mapping.slices(),
                                weightsPerWord(mapping),
                                UpdateCost.cycles(mapping),
                                writer(trace, mapping.chip())),
                new RunFingerprint(Math.toIntExact(starts.samples())),
                new SampleSpikes(Math.toIntExact(starts.samples())),
                new ActivationCounts(mapping.network(), mapping.slices(), Math.toIntExact(starts.samples())),
                raster == null ? null : new Raster(mapping, raster, Math.toIntExact(starts.samples())),
                recorders);
    }

    private static TraceWriter writer(Path trace, ChipDescription chip) {
        return trace == null
                ? null
                : new TraceWriter(trace, chip.mesh(), chip.routerTiming().packetFlits());
    }

    private static int[] weightsPerWord(Mapping mapping) {
        return mapping.slices().stream()
                .mapToInt(slice -> mapping.weightsPerWord(slice.population()))
                .toArray();
    }

    List<StepObserver> all() {
        return Stream.of(
                        Stream.<StepObserver>of(
                                        layers, bits, ideal, cycles, fingerprint, sampleSpikes, activations, raster)
                                .filter(Objects::nonNull),
                        events.stream(),
                        recorders.stream())
                .<StepObserver>flatMap(all -> all)
                .toList();
    }

    /** What the timing asked for has found. */
    ChipTiming timing() {
        return cycles == null ? events.<ChipTiming>map(timed -> timed).orElse(ideal) : cycles;
    }

    /** Ends what is written during the run, and says what of it could not be written. */
    List<String> unwritten() {
        return cycles == null ? List.of() : cycles.endTrace().stream().toList();
    }

    @Override
    public void close() {
        if (cycles != null) {
            cycles.close();
        }
    }
}
