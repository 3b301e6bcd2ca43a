package org.synfire.emulator.core;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.network.integer.Projection;

/**
 * A projection at the core that receives it.
 *
 * @param banks of spike bits
 * @param planes of each bank
 */
record Arrival(Projection projection, SynapseTable table, int banks, int planes) {
    /** The planes of all banks, one bank after the other. */
    List<String> fields() {
        return IntStream.range(0, banks * planes)
                .mapToObj(i ->
                        "spikes of projection " + projection.id() + ", bank " + i / planes + ", plane " + i % planes)
                .toList();
    }
}
