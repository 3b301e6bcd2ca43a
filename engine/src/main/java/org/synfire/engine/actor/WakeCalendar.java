package org.synfire.engine.actor;

import java.util.Arrays;
import java.util.Locale;

/**
 * The {@link Wakes} of one worker: for every slot a set of bits, one for each of the worker's actors in ascending order
 * of their ids.
 *
 * <p><b>Memory:</b> {@code horizon * actors / 8} bytes on the heap and 4 bytes for each actor of all workers.
 */
final class WakeCalendar implements Wakes {
    private static final int FOREIGN = -1;
    private static final int NONE = -1;

    private final int[] rankOfActor;
    private final int[] actorOfRank;
    private final int wordsPerSlot;
    private final int horizon;
    private final long[] bits;
    private long nextStep;
    private int slotAtHand = NONE;

    /** Called for each actor that is due. */
    interface Visitor {
        void visit(long step, int actor);
    }

    /**
     * A calendar without a visit.
     *
     * @param worker the worker
     * @param ownerOfActor the worker of each actor
     * @param horizon slots, a power of two
     */
    WakeCalendar(int worker, int[] ownerOfActor, int horizon) {
        this.horizon = horizon;
        rankOfActor = new int[ownerOfActor.length];
        Arrays.fill(rankOfActor, FOREIGN);
        int[] owned = new int[ownerOfActor.length];
        int count = 0;
        for (int actor = 0; actor < ownerOfActor.length; actor++) {
            if (ownerOfActor[actor] == worker) {
                rankOfActor[actor] = count;
                owned[count++] = actor;
            }
        }
        actorOfRank = Arrays.copyOf(owned, count);
        wordsPerSlot = (count + Long.SIZE - 1) / Long.SIZE;
        bits = new long[Math.multiplyExact(wordsPerSlot, horizon)];
    }

    @Override
    public void at(long step, int actor) {
        long earliest = slotAtHand == NONE ? nextStep : nextStep + 1;
        if (step < earliest || step >= nextStep + horizon) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "actor %d cannot be woken in step %d: steps %d to %d are open (horizon %d)",
                    actor,
                    step,
                    earliest,
                    nextStep + horizon - 1,
                    horizon));
        }
        set(slot(step), actor);
    }

    @Override
    public void atSlot(int slot, int actor) {
        if (slot == slotAtHand || (slot & -horizon) != 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "actor %d cannot be woken in slot %d: step %d is at hand, horizon %d",
                    actor,
                    slot,
                    nextStep,
                    horizon));
        }
        set(slot, actor);
    }

    private void set(int slot, int actor) {
        int rank = rankOfActor[actor];
        if (rank == FOREIGN) {
            throw new IllegalArgumentException("actor " + actor + " belongs to another worker");
        }
        bits[slot * wordsPerSlot + (rank >> 6)] |= 1L << rank;
    }

    @Override
    public int slot(long step) {
        return (int) step & (horizon - 1);
    }

    @Override
    public int horizon() {
        return horizon;
    }

    /** The step that is at hand during its visits, and the one to come between them. */
    long nextStep() {
        return nextStep;
    }

    /** Words of an actor in what {@link #copyTo} writes. */
    static int wordsPerActor(int horizon) {
        return Math.ceilDiv(horizon, Long.SIZE);
    }

    /**
     * Writes for each of its actors the slots in which it is due, as bits.
     *
     * @param due {@link #wordsPerActor} words for each actor of all workers
     */
    void copyTo(long[] due) {
        int words = wordsPerActor(horizon);
        for (int rank = 0; rank < actorOfRank.length; rank++) {
            int first = actorOfRank[rank] * words;
            for (int slot = 0; slot < horizon; slot++) {
                if ((bits[slot * wordsPerSlot + (rank >> 6)] & 1L << rank) != 0) {
                    due[first + (slot >> 6)] |= 1L << slot;
                }
            }
        }
    }

    /**
     * Becomes a calendar in which its actors are due so, between steps.
     *
     * @param due as {@link #copyTo} writes it, of any number of workers
     * @param next the step to come
     */
    void copyFrom(long[] due, long next) {
        int words = wordsPerActor(horizon);
        Arrays.fill(bits, 0);
        for (int rank = 0; rank < actorOfRank.length; rank++) {
            int first = actorOfRank[rank] * words;
            for (int slot = 0; slot < horizon; slot++) {
                if ((due[first + (slot >> 6)] & 1L << slot) != 0) {
                    bits[slot * wordsPerSlot + (rank >> 6)] |= 1L << rank;
                }
            }
        }
        nextStep = next;
    }

    /** Visits the actors that are due in the next step, in ascending order of their ids, and moves on by a step. */
    void visitDue(Visitor visitor) {
        slotAtHand = slot(nextStep);
        int first = slotAtHand * wordsPerSlot;
        for (int word = 0; word < wordsPerSlot; word++) {
            long due = bits[first + word];
            bits[first + word] = 0;
            for (; due != 0; due &= due - 1) {
                visitor.visit(nextStep, actorOfRank[(word << 6) + Long.numberOfTrailingZeros(due)]);
            }
        }
        slotAtHand = NONE;
        nextStep++;
    }
}
