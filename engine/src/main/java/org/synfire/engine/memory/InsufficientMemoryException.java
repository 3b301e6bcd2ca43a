package org.synfire.engine.memory;

/**
 * More off-heap memory was asked for than there is; nothing was taken. The message carries both figures and what limits
 * them.
 */
public final class InsufficientMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long askedBytes;
    private final long availableBytes;

    InsufficientMemoryException(String message, long askedBytes, long availableBytes) {
        super(message);
        this.askedBytes = askedBytes;
        this.availableBytes = availableBytes;
    }

    /** Bytes asked for. */
    public long askedBytes() {
        return askedBytes;
    }

    /** Bytes there were when they were asked for. */
    public long availableBytes() {
        return availableBytes;
    }
}
