package org.synfire.models.experiment;

import java.util.List;
import org.synfire.models.emulate.StepObserver;
import org.synfire.models.map.Mapping;

/** What watches a run's steps. */
record Meters(LayerMeter layers, ChipMeter chip, FingerprintMeter fingerprint) {
    Meters(Mapping mapping, int samples) {
        this(new LayerMeter(mapping.network().populations().size(), mapping.slices()),
                new ChipMeter(mapping.chip(), mapping.slices(), mapping.network().weightBits()), new FingerprintMeter(samples));
    }

    List<StepObserver> all() {
        return List.of(layers, chip, fingerprint);
    }
}
