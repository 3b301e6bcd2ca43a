package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.traffic.TraceWriter;

/**
 * What watches a run's steps.
 *
 * @param cycles {@code null} with ideal timing
 * @param raster {@code null} if none was asked for
 */
record Meters(
        LayerMeter layers,
        BitMeter bits,
        ChipMeter chip,
        CycleMeter cycles,
        FingerprintMeter fingerprint,
        RasterMeter raster)
        implements AutoCloseable {
    /**
     * @param trace where the packets of the cycle timing are written, or {@code null}
     * @param raster the layer of the raster, or {@code null} for none
     */
    Meters(Mapping mapping, boolean pipelined, int samples, NetworkTiming timing, Path trace, RasterLayer raster) {
        this(
                new LayerMeter(mapping.network().populations().size(), mapping.slices()),
                new BitMeter(mapping.network(), mapping.slices(), pipelined),
                new ChipMeter(mapping.chip(), mapping.slices(), weightsPerWord(mapping)),
                timing == NetworkTiming.IDEAL
                        ? null
                        : new CycleMeter(
                                mapping.chip(),
                                mapping.slices(),
                                weightsPerWord(mapping),
                                writer(trace, mapping.chip())),
                new FingerprintMeter(samples),
                raster == null ? null : new RasterMeter(mapping, raster, samples));
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
        return Stream.<StepObserver>of(layers, bits, chip, cycles, fingerprint, raster)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the timing asked for has found. */
    ChipTiming timing() {
        return cycles == null ? chip : cycles;
    }

    @Override
    public void close() {
        if (cycles != null) {
            cycles.close();
        }
    }
}
