package org.synfire.network.onnx;

/** A valid node that spikes cannot compute; where nothing but the answer follows, the host does. */
final class BeyondChip extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what cannot be computed, why, and what to do */
    BeyondChip(String message) {
        super(message);
    }
}
