package org.synfire.noc.cycle;

import org.synfire.noc.ChipLimitException;

/**
 * Packets wait for each other in a circle, or one walks in circles. The message says who waits for whom and since when.
 */
public final class DeadlockException extends ChipLimitException {
    private static final long serialVersionUID = 1;

    /** @param message who waits for whom, and since which cycle */
    public DeadlockException(String message) {
        super(message);
    }
}
