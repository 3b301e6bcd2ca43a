package org.synfire.engine.actor;

/**
 * In which of the next steps which actors are to be visited. An actor for which nobody asks is not visited and costs
 * nothing.
 *
 * <p>Asking twice for the same step is asking once. From step c, and from what is received in it, the steps from c + 1
 * on can be asked for; between the steps c - 1 and c, also c itself. Slots name the next {@link #horizon()} of them. Of
 * the steps behind these an actor is visited in the first that was asked for; it then asks for the next.
 *
 * <p><b>Threads:</b> one calendar for each worker, for its own actors alone.
 */
public interface Wakes {
    /**
     * Asks for a visit.
     *
     * @param step the step to be visited in
     * @param actor id of an actor of this worker
     * @throws IllegalArgumentException if the step is past, or the actor belongs to another worker
     */
    void at(long step, int actor);

    /**
     * Asks for a visit in the next step that has this slot.
     *
     * @param slot {@code slot(step)} of the step to be visited in
     * @param actor id of an actor of this worker
     * @throws IllegalArgumentException if it is the slot of the step at hand or none, or the actor belongs to another
     *     worker
     */
    void atSlot(int slot, int actor);

    /**
     * The slot of a step, {@code step mod horizon}.
     *
     * @param step a step
     */
    int slot(long step);

    /** Number of slots, a power of two. */
    int horizon();
}
