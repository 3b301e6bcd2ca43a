package org.synfire.engine.actor;

/**
 * Something with a state of its own that receives packets and takes steps.
 *
 * <p><b>Threads:</b> both methods are called by the one worker that owns the actor. While the actor is inside
 * {@link StepContext#send} it may be called to receive; apart from that, one call ends before the next begins.
 * <b>Order:</b> packets sent in step t are received before {@code step(t + 1, ...)}, or before {@code step(t + d, ...)}
 * where the engine was told a delay of d steps between the workers. They may come early: while this actor has not yet
 * taken step t, or right after it; and packets of several steps may come in between each other. None comes before step
 * t is the next one of this actor's worker. In which order those of one step come depends on the number of workers. So
 * an actor keeps what it receives apart by the step in which it is due (senders put {@link Wakes#slot slot(step)} into
 * the tag), and adds up only what does not depend on the order.
 */
public interface Actor {
    /**
     * Takes packets in. They are {@code header | packets[i]} for {@code from <= i < to}; all have the same destination
     * and tag, so that of {@code packets[i]} only the payload's bits matter. The array is the caller's: it is valid
     * only during the call and must not be written.
     *
     * @param header destination and tag
     * @param packets array with the payloads
     * @param from index of the first
     * @param to index after the last, above {@code from}
     * @param wakes where to ask for a visit
     */
    void receive(long header, long[] packets, int from, int to, Wakes wakes);

    /**
     * Takes words in that were sent by {@link StepContext#sendWords}. What they mean is the actors' own matter. The
     * array is valid only during the call and must not be written.
     *
     * @param header what they were sent with
     * @param words the words, from index 0 on
     * @param count how many
     * @param wakes where to ask for a visit
     */
    default void receiveWords(long header, long[] words, int count, Wakes wakes) {
        throw new UnsupportedOperationException("an actor of " + getClass() + " takes packets only");
    }

    /**
     * Takes one step; called only in steps for which somebody asked with {@link Wakes}.
     *
     * @param step the step
     * @param context what a step may use, valid only during the call
     */
    void step(long step, StepContext context);
}
