package org.synfire.emulator.probe;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;

/**
 * The layer whose spikes a run's raster shows.
 *
 * @param choice its name, its number (0 is the input), or {@link #CHOSEN}: the last one that sends and has at least
 *     {@value #ENOUGH_NEURONS} neurons, or else the largest
 */
public record RasterLayer(String choice) {
    /** Leaves the choice to the network. */
    public static final String CHOSEN = "auto";

    private static final int ENOUGH_NEURONS = 256;

    /**
     * Chooses the layer whose spikes are drawn.
     *
     * @throws InputException if the network has no such layer, or it sends nothing
     */
    public Population in(IntegerNetwork network) {
        List<Population> senders = network.populations().stream()
                .filter(layer -> network.sends(layer.id()))
                .toList();
        if (CHOSEN.equals(choice)) {
            return chosen(senders);
        }
        return senders.stream()
                .filter(layer -> layer.name().equals(choice))
                .findFirst()
                .or(() -> senders.stream()
                        .filter(layer -> String.valueOf(layer.id()).equals(choice))
                        .findFirst())
                .orElseThrow(() -> new InputException(String.format(
                        Locale.ROOT,
                        "no layer '%s' that sends spikes in network %s; it has %s",
                        choice,
                        network.name(),
                        senders.stream()
                                .map(layer -> layer.id() + " " + layer.name())
                                .collect(Collectors.joining(", ")))));
    }

    private static Population chosen(List<Population> senders) {
        List<Population> layers =
                senders.size() > 1 && senders.getFirst().id() == 0 ? senders.subList(1, senders.size()) : senders;
        return layers.reversed().stream()
                .filter(layer -> layer.shape().size() >= ENOUGH_NEURONS)
                .findFirst()
                .orElseGet(() -> layers.stream()
                        .max(Comparator.comparingInt(layer -> layer.shape().size()))
                        .orElseThrow());
    }
}
