package org.synfire.engine.actor;

import org.synfire.engine.measure.StepRecord;

/**
 * What an actor may use while it takes a step.
 *
 * <p><b>Threads:</b> one for each worker; valid only during the call of {@link Actor#step}.
 */
public interface StepContext {
    /**
     * Sends the packets {@code header | packets[i]} for {@code from <= i < to}. They have been received before the
     * destination's next step, see {@link Actor}. Where the ring to the destination's worker is full this waits, and
     * takes in what others sent meanwhile, so that {@link Actor#receive} of any actor of this worker, the sender too,
     * may be called before this returns. Nothing is dropped.
     *
     * @param actor id of the destination
     * @param header destination and tag, as {@link PacketFormat#header(int, int)} makes it
     * @param packets array with the payloads; bits above the payload's are 0 or those of the header
     * @param from index of the first
     * @param to index after the last; an empty range sends nothing
     * @throws IndexOutOfBoundsException if there is no such actor, or the range is not in the array
     */
    void send(int actor, long header, long[] packets, int from, int to);

    /**
     * Sends words, which the destination takes in by {@link Actor#receiveWords}; apart from that as {@link #send(int,
     * long, long[], int, int)}.
     *
     * @param actor id of the destination
     * @param header destination, tag and payload of a packet, as {@link PacketFormat#pack} makes it
     * @param words array with the words, from index 0 on
     * @param count number of words, 1 until {@link org.synfire.engine.ring.PacketRing#longestBatch(int)}
     * @throws IndexOutOfBoundsException if there is no such actor, or so many words cannot be sent
     */
    void sendWords(int actor, long header, long[] words, int count);

    /** Where to ask for visits of this worker's actors. */
    Wakes wakes();

    /** What this worker has to tell about this step; forgotten where nobody measures. */
    StepRecord record();

    /** The worker, 0..63. */
    int worker();
}
