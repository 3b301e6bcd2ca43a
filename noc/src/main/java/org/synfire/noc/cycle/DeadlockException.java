package org.synfire.noc.cycle;

import org.synfire.noc.ChipLimitException;

/**
 * Packets wait for each other in a cycle, so none of them can move again. The message lists the virtual channels of the
 * cycle.
 */
public final class DeadlockException extends ChipLimitException {
    private static final long serialVersionUID = 1;

    /** @param message the virtual channels that wait for each other, and the cycle in which this was found */
    public DeadlockException(String message) {
        super(message);
    }
}
