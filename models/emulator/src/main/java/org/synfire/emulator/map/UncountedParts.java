package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.TransferTable;

/** What a network needs of a chip and no figure of memory, time or energy counts, in sentences. */
public final class UncountedParts {
    /** Layers that a sentence names, at most. */
    private static final int MAX_NAMED = 5;

    private UncountedParts() {}

    /** A sentence for each kind of part; none where everything is counted. */
    public static List<String> of(IntegerNetwork network) {
        List<String> sentences = new ArrayList<>();
        List<String> tables = network.populations().stream()
                .filter(p -> p.neurons() instanceof Neurons.Stem stem && stem.transfer() instanceof TransferTable)
                .map(Population::name)
                .toList();
        if (!tables.isEmpty()) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%d layers look what they send up in a table, which no published program of Darwin3 does; its time"
                            + " and energy are not counted: %s.",
                    tables.size(),
                    tables.size() <= MAX_NAMED
                            ? String.join(", ", tables)
                            : String.join(", ", tables.subList(0, MAX_NAMED)) + " and others"));
        }
        if (network.projections().stream()
                .anyMatch(projection -> projection.gate().isPresent())) {
            sentences.add("Max-pooling adds no operation, no energy and no memory to these figures.");
        }
        return sentences;
    }
}
