package org.synfire.emulator.core;

import org.synfire.network.integer.Projection;

/**
 * A projection at the core that receives it.
 *
 * @param banks of spike bits
 * @param planes of each bank
 */
record Arrival(Projection projection, SynapseTable table, int banks, int planes) {
    /** Its spike bits. */
    CoreState.Input state() {
        return new CoreState.Input(table.axonWords(), banks, planes);
    }
}
