package org.synfire.models.experiment;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.synfire.models.emulate.StepObserver;
import org.synfire.models.map.Mapping;

/**
 * What watches a run's steps.
 *
 * @param raster {@code null} if none was asked for
 */
record Meters(LayerMeter layers, BitMeter bits, ChipMeter chip, FingerprintMeter fingerprint, RasterMeter raster) {
    /** @param raster the layer of the raster, or {@code null} for none */
    Meters(Mapping mapping, int samples, RasterLayer raster) {
        this(new LayerMeter(mapping.network().populations().size(), mapping.slices()),
                new BitMeter(mapping.network().populations().size(), mapping.network().bits(), mapping.slices()),
                new ChipMeter(mapping.chip(), mapping.slices(), mapping.network().weightBits()), new FingerprintMeter(samples),
                raster == null ? null : new RasterMeter(mapping, raster, samples));
    }

    List<StepObserver> all() {
        return Stream.<StepObserver>of(layers, bits, chip, fingerprint, raster).filter(Objects::nonNull).toList();
    }
}
