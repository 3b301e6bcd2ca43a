package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.emulator.core.Emulator;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;

/**
 * What a reader must know of neurons that spike several times in a step: how often they can, and whether that sufficed.
 */
final class SeveralSpikes {
    private SeveralSpikes() {}

    /** A sentence for each layer that reached its bound, or one for all where none did; none without such layers. */
    static List<String> notes(IntegerNetwork network, Emulator emulator) {
        List<Population> several = network.populations().stream()
                .filter(p ->
                        p.neurons() instanceof Neurons.Program && p.neurons().mostSpikes() > 1)
                .toList();
        List<String> notes = new ArrayList<>();
        for (Population population : several) {
            long reached = emulator.atMostSpikes(population.id());
            if (reached > 0) {
                notes.add(String.format(
                        Locale.ROOT,
                        "Neurons of %s sent %d spikes in a step, the most that they can, %,d times; what their"
                                + " potentials had above that was left for later steps.",
                        population.name(),
                        population.neurons().mostSpikes(),
                        reached));
            }
        }
        if (!several.isEmpty() && notes.isEmpty()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Neurons of %s can send up to %d spikes in a step, and none sent as many.",
                    several.stream().map(Population::name).collect(Collectors.joining(", ")),
                    several.stream()
                            .mapToInt(p -> p.neurons().mostSpikes())
                            .max()
                            .orElseThrow()));
        }
        return notes;
    }
}
