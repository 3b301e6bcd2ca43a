package org.synfire.emulator.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a reader must know of neurons that spike several times in a step: how often they can, and whether that sufficed.
 *
 * @param layer their layer
 * @param most spikes of a neuron in a step, at least 2
 * @param reached how often a neuron sent as many
 */
public record SpikeBound(String layer, int most, long reached) {
    /**
     * Those of several parts of a run.
     *
     * @param parts the same layers in each
     */
    public static List<SpikeBound> sum(List<List<SpikeBound>> parts) {
        List<SpikeBound> first = parts.getFirst();
        return IntStream.range(0, first.size())
                .mapToObj(i -> new SpikeBound(
                        first.get(i).layer,
                        first.get(i).most,
                        parts.stream().mapToLong(part -> part.get(i).reached).sum()))
                .toList();
    }

    /** A sentence for each layer that reached its bound, or one for all where none did; none without such layers. */
    static List<String> sentences(List<SpikeBound> bounds) {
        List<String> sentences = new ArrayList<>();
        for (SpikeBound bound : bounds) {
            if (bound.reached > 0) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "Neurons of %s sent %d spikes in a step, the most that they can, %,d times; what their"
                                + " potentials had above that was left for later steps.",
                        bound.layer,
                        bound.most,
                        bound.reached));
            }
        }
        if (!bounds.isEmpty() && sentences.isEmpty()) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Neurons of %s can send up to %d spikes in a step, and none sent as many.",
                    bounds.stream().map(SpikeBound::layer).collect(Collectors.joining(", ")),
                    bounds.stream().mapToInt(SpikeBound::most).max().orElseThrow()));
        }
        return sentences;
    }
}
