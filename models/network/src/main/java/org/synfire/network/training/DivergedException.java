package org.synfire.network.training;

/** The loss or a weight is not finite. The last checkpoint is still good. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what, where, and what to do */
    public DivergedException(String message) {
        super(message);
    }
}
