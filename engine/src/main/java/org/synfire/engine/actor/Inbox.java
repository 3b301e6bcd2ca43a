package org.synfire.engine.actor;

import org.synfire.engine.ring.PacketRing;

/**
 * What one worker receives from one other: packets, words, and the marks by which it knows how many steps the other has
 * done.
 *
 * <p>The other may be ahead by many steps. What it sent in steps beyond the receiver's next one stays in the ring, so
 * actors need no room for it. <b>Threads:</b> the receiver's.
 */
final class Inbox implements PacketRing.Receiver {
    private final PacketRing ring;
    private final Actor[] actors;
    private final WakeCalendar wakes;
    private final int delay;
    private long stepsDone;

    /**
     * @param wakes of the receiver
     * @param delay after how many steps, at least, a packet is needed; 1 or more
     */
    Inbox(PacketRing ring, Actor[] actors, WakeCalendar wakes, int delay) {
        this.ring = ring;
        this.actors = actors;
        this.wakes = wakes;
        this.delay = delay;
    }

    /**
     * Delivers what was sent when this was called, up to the receiver's next step.
     *
     * @return how many packets and words
     */
    int takeIn() {
        return isInReach() ? ring.drain(this) : 0;
    }

    /** Whether the sender's next mark ends a step that the receiver has not gone beyond. */
    private boolean isInReach() {
        return stepsDone <= wakes.nextStep();
    }

    /** Whether all that is needed in a step has been delivered. */
    boolean isReadyFor(long step) {
        return stepsDone > step - delay;
    }

    /** Whether all has been delivered that was sent before a step. */
    boolean hasAllBefore(long step) {
        return stepsDone >= step;
    }

    /** Takes all as delivered that was sent before a step; no run is at work. */
    void goOnFrom(long step) {
        stepsDone = step;
    }

    @Override
    public void batch(long header, long[] packets, int count) {
        actors[PacketFormat.actor(header)].receive(header, packets, 0, count, wakes);
    }

    @Override
    public void words(long header, long[] words, int count) {
        actors[PacketFormat.actor(header)].receiveWords(header, words, count, wakes);
    }

    @Override
    public boolean continuesAfterStep() {
        stepsDone++;
        return isInReach();
    }
}
