package org.synfire.emulator.experiment;

import java.util.List;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.result.SpikeBound;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;

/** Layers whose neurons spike several times in a step. */
final class SeveralSpikes {
    private SeveralSpikes() {}

    /** How often neurons of each such layer have reached their bound. */
    static List<SpikeBound> of(IntegerNetwork network, Emulator emulator) {
        return network.populations().stream()
                .filter(p ->
                        p.neurons() instanceof Neurons.Program && p.neurons().mostSpikes() > 1)
                .map(p -> new SpikeBound(p.name(), p.neurons().mostSpikes(), emulator.atMostSpikes(p.id())))
                .toList();
    }
}
