package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.MaxGate;

/**
 * The codes of several populations, or of one more than once, as one map: each part fills some of the map's elements
 * and leaves the others at 0. No part has an element of its sender twice.
 *
 * @param name of the node whose value this is
 * @param shape of the map
 * @param parts each with an order of the map's size
 */
record Merged(String name, Shape shape, List<Signal> parts) implements PlannedValue {
    /** Where a part comes from. */
    private record Sender(int population, Optional<MaxGate> gate, Shape map) {}

    /**
     * Takes elements of signals.
     *
     * @param sources for each element of the map the signal that it is of; {@code null} for a zero
     * @param elements for each element of the map its number in that signal
     * @return a signal where one is enough
     */
    static PlannedValue of(String name, Shape shape, Signal[] sources, int[] elements) {
        Map<Sender, List<int[]>> orders = new LinkedHashMap<>();
        Map<Sender, int[]> uses = new LinkedHashMap<>();
        for (int i = 0; i < sources.length; i++) {
            Signal source = sources[i];
            int sent = source == null ? -1 : source.sentBy(elements[i]);
            if (sent >= 0) {
                Sender sender = new Sender(source.population(), source.gate(), source.map());
                int use = uses.computeIfAbsent(sender, s -> new int[s.map().size()])[sent]++;
                List<int[]> parts = orders.computeIfAbsent(sender, s -> new ArrayList<>());
                if (use == parts.size()) {
                    int[] order = new int[sources.length];
                    Arrays.fill(order, -1);
                    parts.add(order);
                }
                parts.get(use)[i] = sent;
            }
        }
        List<Signal> parts = new ArrayList<>();
        orders.forEach((sender, each) -> each.forEach(order -> parts.add(
                new Signal(sender.population(), sender.map(), sender.gate(), Optional.empty()).rearranged(order))));
        return parts.size() == 1 ? parts.getFirst() : new Merged(name, shape, parts);
    }

    /** Whether each sender has one part, so that a layer that reads the map has its weights once for each. */
    boolean hasSendersOnce() {
        return parts.stream()
                        .map(part -> new Sender(part.population(), part.gate(), part.map()))
                        .distinct()
                        .count()
                == parts.size();
    }
}
