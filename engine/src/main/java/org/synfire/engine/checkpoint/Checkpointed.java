package org.synfire.engine.checkpoint;

/**
 * Something whose state can be saved and restored.
 *
 * <p><b>Threads:</b> its state is named while nothing changes it. <b>Order:</b> the same fields in the same order, when
 * they are saved and when they are restored; it is restored once, when it is as it was made.
 */
@FunctionalInterface
public interface Checkpointed {
    /**
     * Names every field that has changed since it was made, or may change. A field takes the value over that comes
     * back: its own when it is saved, the saved one when it is restored.
     *
     * <pre>{@code
     * public void state(StateFields fields) {
     *     steps = fields.whole("steps", steps);
     *     fields.all("packets of routes", packets);
     * }
     * }</pre>
     */
    void state(StateFields fields);
}
